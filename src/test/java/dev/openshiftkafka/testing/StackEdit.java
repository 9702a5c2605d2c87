package dev.openshiftkafka.testing;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

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
      JsonElement root = JsonParser.parseString(values.getOrDefault(key, "{}"));
      set(root, path.subList(1, path.size()), value);
      values.put(key, GSON.toJson(root));
    } else if (value == null) {
      values.remove(key);
    } else {
      values.put(key, value instanceof String text ? text : GSON.toJson(value));
    }
  }

  private static void set(JsonElement parent, List<String> path, Object value) {
    String step = path.get(0);
    if (path.size() > 1) {
      set(child(parent, step, path.get(1)), path.subList(1, path.size()), value);
    } else if (value == null && parent instanceof JsonObject object) {
      object.remove(step);
    } else {
      put(parent, step, GSON.toJsonTree(value));
    }
  }

  /** Returns the element at a step, or a new array or object, depending on the next step. */
  private static JsonElement child(JsonElement parent, String step, String next) {
    JsonElement child =
        parent instanceof JsonArray list
            ? at(list, Integer.parseInt(step))
            : parent.getAsJsonObject().get(step);
    if (child == null || child.isJsonNull()) {
      child = next.matches("[0-9]+") ? new JsonArray() : new JsonObject();
      put(parent, step, child);
    }
    return child;
  }

  private static JsonElement at(JsonArray list, int index) {
    return index < list.size() ? list.get(index) : null;
  }

  private static void put(JsonElement parent, String step, JsonElement child) {
    if (parent instanceof JsonArray list) {
      int index = Integer.parseInt(step);
      while (list.size() <= index) {
        list.add(JsonNull.INSTANCE);
      }
      list.set(index, child);
    } else {
      parent.getAsJsonObject().add(step, child);
    }
  }
}
