package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.cli.state.ResourceState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds the property changes of a resource.
 *
 * <p>The inputs are compared regardless of the provider's diff, so that no edit is hidden. Changes
 * that only the provider reports, such as a changed secret or drift, are added.
 */
final class PropertyDiff {
  /** Compares numbers by value: 1 equals 1.0. */
  private static final Comparator<JsonNode> BY_VALUE =
      (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
          return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
      };

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
    ObjectNode before = step.before().map(s -> outputs ? s.outputs() : s.inputs()).orElse(null);
    ObjectNode after = step.after().map(s -> outputs ? s.outputs() : s.inputs()).orElse(null);
    if (after != null) {
      compare("", before == null ? JsonText.object() : before, after);
    }
    if (step.before().isPresent() && step.after().isPresent()) {
      new TreeMap<>(step.details()).forEach(this::addReported);
      compareProtection(step.before().get(), step.after().get());
    }
  }

  private void compareProtection(ResourceState before, ResourceState after) {
    if (before.isProtected() != after.isProtected()) {
      add(
          "(protect)",
          BooleanNode.valueOf(before.isProtected()),
          BooleanNode.valueOf(after.isProtected()));
    }
  }

  /** Adds a change that the provider reports, unless the comparison has found it. */
  private void addReported(String text, boolean bothInputs) {
    PropertyPath path = PropertyPath.of(text);
    String head = path.head();
    boolean known =
        changes.stream()
            .map(change -> PropertyPath.of(change.path()).head())
            .anyMatch(found -> isWithin(found, head) || isWithin(head, found));
    if (known || head.startsWith("__")) {
      return;
    }
    ResourceState old = step.before().orElseThrow();
    ResourceState current = step.after().orElseThrow();
    JsonNode before = first(path, bothInputs ? old.inputs() : old.outputs(), old.inputs());
    boolean drift = step.action() == Action.DRIFT;
    JsonNode after =
        drift
            ? first(path, current.outputs(), current.inputs())
            : first(path, current.inputs(), current.outputs());
    add(text, before, after);
  }

  private static boolean isWithin(String path, String outer) {
    return path.equals(outer) || path.startsWith(outer + ".") || path.startsWith(outer + "[");
  }

  private static @Nullable JsonNode first(
      PropertyPath path, ObjectNode preferred, ObjectNode other) {
    JsonNode found = path.in(preferred);
    return found == null ? path.in(other) : found;
  }

  private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (isSame(before, after)) {
      return;
    }
    if (before instanceof ObjectNode old && after instanceof ObjectNode current) {
      compareMembers(path, old, current);
    } else if (before instanceof ArrayNode old && after instanceof ArrayNode current) {
      compareElements(path, old, current);
    } else {
      add(path, before, after);
    }
  }

  private static boolean isSame(@Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null || after == null) {
      return before == null && after == null;
    }
    return before.equals(BY_VALUE, after);
  }

  private void compareMembers(String path, ObjectNode before, ObjectNode after) {
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    // Properties with this prefix are internal to providers.
    names.removeIf(name -> name.startsWith("__"));
    for (String name : names) {
      compare(PropertyPath.member(path, name), before.get(name), after.get(name));
    }
  }

  /** Elements with names, such as containers and ports, are compared by name. */
  private void compareElements(String path, ArrayNode before, ArrayNode after) {
    if (isPlain(before) && isPlain(after)) {
      add(path, before, after);
      return;
    }
    Map<String, JsonNode> old = byKey(before);
    Map<String, JsonNode> current = byKey(after);
    if (!isNamed(before) || !isNamed(after)) {
      old = byNumber(before);
      current = byNumber(after);
    }
    var keys = new LinkedHashMap<>(old);
    keys.putAll(current);
    for (String key : keys.keySet()) {
      compare(PropertyPath.element(path, key), old.get(key), current.get(key));
    }
  }

  private static boolean isPlain(ArrayNode array) {
    return StreamSupport.stream(array.spliterator(), false).allMatch(JsonText::isScalar);
  }

  private static boolean isNamed(ArrayNode array) {
    return byKey(array).size() == array.size();
  }

  private static Map<String, JsonNode> byKey(ArrayNode array) {
    var elements = new LinkedHashMap<String, JsonNode>();
    for (JsonNode element : array) {
      JsonNode name = element.get("name");
      if (JsonText.isScalar(name)) {
        elements.put(name.asText(), element);
      }
    }
    return elements;
  }

  private static Map<String, JsonNode> byNumber(ArrayNode array) {
    var elements = new LinkedHashMap<String, JsonNode>();
    for (int i = 0; i < array.size(); i++) {
      elements.put(Integer.toString(i), array.get(i));
    }
    return elements;
  }

  private void add(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    changes.add(new PropertyChange(path, absent(before), absent(after), replaces(path)));
  }

  private static @Nullable JsonNode absent(@Nullable JsonNode value) {
    return value == null || value.isNull() ? null : value;
  }

  private boolean replaces(String path) {
    String head = PropertyPath.of(path).head();
    return step.before().isPresent()
        && step.replaceKeys().stream()
            .map(key -> PropertyPath.of(key).head())
            .anyMatch(key -> isWithin(head, key) || isWithin(key, head));
  }
}
