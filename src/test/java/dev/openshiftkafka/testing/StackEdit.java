package dev.openshiftkafka.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Edits single values of a stack's configuration.
 *
 * <p>Paths have slashes, such as {@code kafka/settings/num.partitions} or {@code zones/2}, because
 * names of broker configs contain dots.
 */
public final class StackEdit {
  private static final String NAMESPACE = "openshift-kafka:";

  private StackEdit() {}

  /** Returns a copy with values replaced by path; null removes a key. */
  public static Map<String, String> apply(Map<String, String> values, Map<String, ?> edits) {
    var edited = new HashMap<>(values);
    edits.forEach((path, value) -> edit(edited, List.of(path.split("/")), value));
    return edited;
  }

  private static void edit(Map<String, String> values, List<String> path, Object value) {
    String key = NAMESPACE + path.get(0);
    if (path.size() > 1) {
      JsonNode root = TestJson.parse(values.getOrDefault(key, "{}"));
      set(root, path.subList(1, path.size()), value);
      values.put(key, TestJson.write(root));
    } else if (value == null) {
      values.remove(key);
    } else {
      values.put(key, value instanceof String text ? text : TestJson.write(value));
    }
  }

  private static void set(JsonNode parent, List<String> path, Object value) {
    String step = path.get(0);
    if (path.size() > 1) {
      set(child(parent, step, path.get(1)), path.subList(1, path.size()), value);
    } else if (value == null && parent instanceof ObjectNode object) {
      object.remove(step);
    } else {
      put(parent, step, TestJson.tree(value));
    }
  }

  /** Returns the element at a step, or a new array or object, depending on the next step. */
  private static JsonNode child(JsonNode parent, String step, String next) {
    JsonNode child =
        parent instanceof ArrayNode list ? list.get(Integer.parseInt(step)) : parent.get(step);
    if (child == null || child.isNull()) {
      JsonNodeFactory nodes = JsonNodeFactory.instance;
      child = next.matches("[0-9]+") ? nodes.arrayNode() : nodes.objectNode();
      put(parent, step, child);
    }
    return child;
  }

  private static void put(JsonNode parent, String step, JsonNode child) {
    if (parent instanceof ArrayNode list) {
      int index = Integer.parseInt(step);
      while (list.size() <= index) {
        list.addNull();
      }
      list.set(index, child);
    } else {
      ((ObjectNode) parent).set(step, child);
    }
  }
}
