package dev.openshiftkafka.kubernetes;

import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The names of the objects that a stack declares, by kind. The deployer's RBAC rules are computed
 * from them.
 */
public final class ResourceInventory {
  private final SortedMap<ApiResource, SortedSet<String>> names = new TreeMap<>();
  private final SortedMap<ApiResource, SortedSet<String>> patched = new TreeMap<>();

  /** Adds an object that the stack creates and deletes. */
  public ResourceInventory add(ApiResource resource, String name) {
    names.computeIfAbsent(resource, key -> new TreeSet<>()).add(name);
    return this;
  }

  /** Adds the objects of another inventory whose kinds match. */
  public void addAll(ResourceInventory other, Predicate<ApiResource> included) {
    other.names.forEach(
        (resource, added) -> {
          if (included.test(resource)) {
            added.forEach(name -> add(resource, name));
          }
        });
  }

  /** Adds an object that exists already and that the stack only patches. */
  public ResourceInventory addPatched(ApiResource resource, String name) {
    patched.computeIfAbsent(resource, key -> new TreeSet<>()).add(name);
    return this;
  }

  /** Whether the stack creates objects of a kind, by its plural name. */
  public boolean declares(String resource) {
    return names.keySet().stream().anyMatch(kind -> kind.resource().equals(resource));
  }

  /** Names of the objects that the stack only patches, by kind. */
  public SortedMap<ApiResource, SortedSet<String>> patched() {
    return patched;
  }

  /** Names of the objects that the stack creates and deletes, by kind. */
  public SortedMap<ApiResource, SortedSet<String>> byResource() {
    return names;
  }

  /**
   * A kind of object, in the terms of RBAC rules.
   *
   * @param group API group; empty for the core group
   * @param resource plural name, such as {@code configmaps}
   * @param place {@link #CLUSTER}, {@link #PROJECT}, or the name of another namespace
   */
  public record ApiResource(String group, String resource, String place)
      implements Comparable<ApiResource> {
    /** Place of cluster-scoped objects. */
    public static final String CLUSTER = "";

    /** Place of objects in the project of the stack. */
    public static final String PROJECT = ".";

    /** A kind of object in the project of the stack. */
    public static ApiResource inProject(String group, String resource) {
      return new ApiResource(group, resource, PROJECT);
    }

    /** A cluster-scoped kind. */
    public static ApiResource inCluster(String group, String resource) {
      return new ApiResource(group, resource, CLUSTER);
    }

    /** A kind of object in another namespace, such as one of OpenShift. */
    public static ApiResource inNamespace(String group, String resource, String namespace) {
      return new ApiResource(group, resource, namespace);
    }

    /** Whether the objects are in the project of the stack. */
    public boolean isInProject() {
      return place.equals(PROJECT);
    }

    /** Whether the kind is namespaced. */
    public boolean namespaced() {
      return !place.equals(CLUSTER);
    }

    @Override
    public int compareTo(ApiResource other) {
      return Comparator.comparing(ApiResource::group)
          .thenComparing(ApiResource::resource)
          .thenComparing(ApiResource::place)
          .compare(this, other);
    }
  }
}
