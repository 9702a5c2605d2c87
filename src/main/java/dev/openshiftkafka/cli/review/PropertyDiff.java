package dev.openshiftkafka.cli.review;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds what changes in a resource.
 *
 * <p>What the program declares is compared by itself, whatever the provider says of it, so that no
 * edit is hidden. What the provider names beside that, such as a changed secret or what was found
 * outside, is added.
 */
final class PropertyDiff {
  private final Step step;
  private final List<PropertyChange> changes = new ArrayList<>();

  private PropertyDiff(Step step) {
    this.step = step;
  }

  static List<PropertyChange> of(Step step) {
    var diff = new PropertyDiff(step);
    if (step.action() != Action.DELETE) {
      diff.compareStates();
    }
    return List.copyOf(diff.changes);
  }

  private void compareStates() {
    boolean outputs = step.urn().isStack();
    JsonObject before = step.before().map(s -> outputs ? s.outputs() : s.inputs()).orElse(null);
    JsonObject after = step.after().map(s -> outputs ? s.outputs() : s.inputs()).orElse(null);
    if (after != null) {
      compare("", before == null ? new JsonObject() : before, after);
    }
    if (step.before().isPresent() && step.after().isPresent()) {
      new TreeMap<>(step.details()).forEach(this::addNamed);
      compareProtection(step.before().get(), step.after().get());
    }
  }

  private void compareProtection(State before, State after) {
    if (before.guarded() != after.guarded()) {
      add("(protect)", new JsonPrimitive(before.guarded()), new JsonPrimitive(after.guarded()));
    }
  }

  /** A change that the provider names, unless it was found already. */
  private void addNamed(String text, boolean bothInputs) {
    PropertyPath path = PropertyPath.of(text);
    String head = path.head();
    boolean known =
        changes.stream()
            .map(change -> PropertyPath.of(change.path()).head())
            .anyMatch(found -> isWithin(found, head) || isWithin(head, found));
    if (known || head.startsWith("__")) {
      return;
    }
    State old = step.before().orElseThrow();
    State recent = step.after().orElseThrow();
    JsonElement before = first(path, bothInputs ? old.inputs() : old.outputs(), old.inputs());
    boolean found = step.action() == Action.DRIFT;
    JsonElement after =
        found
            ? first(path, recent.outputs(), recent.inputs())
            : first(path, recent.inputs(), recent.outputs());
    add(text, before, after);
  }

  private static boolean isWithin(String path, String outer) {
    return path.equals(outer) || path.startsWith(outer + ".") || path.startsWith(outer + "[");
  }

  private static JsonElement first(PropertyPath path, JsonObject preferred, JsonObject other) {
    JsonElement found = path.in(preferred);
    return found == null ? path.in(other) : found;
  }

  private void compare(String path, JsonElement before, JsonElement after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before != null && after != null && before.isJsonObject() && after.isJsonObject()) {
      compareMembers(path, before.getAsJsonObject(), after.getAsJsonObject());
    } else if (before != null && after != null && before.isJsonArray() && after.isJsonArray()) {
      compareElements(path, before.getAsJsonArray(), after.getAsJsonArray());
    } else {
      add(path, before, after);
    }
  }

  private void compareMembers(String path, JsonObject before, JsonObject after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    // Providers keep notes of their own in such properties.
    names.removeIf(name -> name.startsWith("__"));
    for (String name : names) {
      compare(PropertyPath.member(path, name), before.get(name), after.get(name));
    }
  }

  /** Containers, ports and their like keep their names where others come and go. */
  private void compareElements(String path, JsonArray before, JsonArray after) {
    if (isPlain(before) && isPlain(after)) {
      add(path, before, after);
      return;
    }
    Map<String, JsonElement> old = byKey(before);
    Map<String, JsonElement> recent = byKey(after);
    if (!isNamed(before) || !isNamed(after)) {
      old = byNumber(before);
      recent = byNumber(after);
    }
    var keys = new LinkedHashMap<>(old);
    keys.putAll(recent);
    for (String key : keys.keySet()) {
      compare(PropertyPath.element(path, key), old.get(key), recent.get(key));
    }
  }

  private static boolean isPlain(JsonArray array) {
    return array.asList().stream().allMatch(JsonElement::isJsonPrimitive);
  }

  private static boolean isNamed(JsonArray array) {
    return byKey(array).size() == array.size();
  }

  private static Map<String, JsonElement> byKey(JsonArray array) {
    var elements = new LinkedHashMap<String, JsonElement>();
    for (JsonElement element : array) {
      JsonElement name = element.isJsonObject() ? element.getAsJsonObject().get("name") : null;
      if (name != null && name.isJsonPrimitive()) {
        elements.put(name.getAsString(), element);
      }
    }
    return elements;
  }

  private static Map<String, JsonElement> byNumber(JsonArray array) {
    var elements = new LinkedHashMap<String, JsonElement>();
    for (int i = 0; i < array.size(); i++) {
      elements.put(Integer.toString(i), array.get(i));
    }
    return elements;
  }

  private void add(String path, JsonElement before, JsonElement after) {
    changes.add(new PropertyChange(path, absent(before), absent(after), replaces(path)));
  }

  private static JsonElement absent(JsonElement value) {
    return value == null || value.isJsonNull() ? null : value;
  }

  private boolean replaces(String path) {
    String head = PropertyPath.of(path).head();
    return step.before().isPresent()
        && step.replaceKeys().stream()
            .map(key -> PropertyPath.of(key).head())
            .anyMatch(key -> isWithin(head, key) || isWithin(key, head));
  }
}
