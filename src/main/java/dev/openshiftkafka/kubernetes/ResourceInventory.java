package dev.openshiftkafka.kubernetes;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the names of the objects that a stack declares, by kind. */
public final class ResourceInventory {
  private final SortedMap<ApiResource, SortedSet<String>> names = new TreeMap<>();
  private final SortedMap<ApiResource, SortedSet<String>> patched = new TreeMap<>();

  /** Notes one object. */
  public ResourceInventory add(ApiResource resource, String name) {
    names.computeIfAbsent(resource, key -> new TreeSet<>()).add(name);
    return this;
  }

  /** Notes one object that exists already and is only patched. */
  public ResourceInventory addPatched(ApiResource resource, String name) {
    patched.computeIfAbsent(resource, key -> new TreeSet<>()).add(name);
    return this;
  }

  /** Whether there is an object of a kind, by its plural name. */
  public boolean declares(String resource) {
    return names.keySet().stream().anyMatch(kind -> kind.resource().equals(resource));
  }

  /** Names of objects that are only patched, by kind. */
  public SortedMap<ApiResource, SortedSet<String>> patched() {
    return patched;
  }

  /** Names of objects that are made and deleted, by kind. */
  public SortedMap<ApiResource, SortedSet<String>> byResource() {
    return names;
  }
}
