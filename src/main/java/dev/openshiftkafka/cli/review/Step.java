package dev.openshiftkafka.cli.review;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One step of the engine's plan.
 *
 * @param replaceKeys properties that force a replacement
 * @param details paths of changed properties, and of each whether both of its values are inputs
 */
record Step(
    Action action,
    Urn urn,
    Optional<State> before,
    Optional<State> after,
    Set<String> replaceKeys,
    Map<String, Boolean> details) {

  /** Reads a step of the digest, or the metadata of an event. */
  static Step of(JsonObject json, String before, String after, String keys) {
    Urn urn = Urn.of(json.get("urn").getAsString());
    return new Step(
        Action.of(json.get("op").getAsString()),
        urn,
        State.of(urn, json.get(before)),
        State.of(urn, json.get(after)),
        replaceKeys(json.get("detailedDiff"), json.get(keys)),
        details(json.get("detailedDiff")));
  }

  /** The paths that a provider names are more exact than the engine's names of properties. */
  private static Set<String> replaceKeys(JsonElement details, JsonElement keys) {
    var paths = new LinkedHashSet<String>();
    if (details != null && details.isJsonObject()) {
      details
          .getAsJsonObject()
          .entrySet()
          .forEach(
              entry -> {
                JsonObject detail = entry.getValue().getAsJsonObject();
                // The digest calls it otherwise than the events do.
                JsonElement kind = detail.get(detail.has("kind") ? "kind" : "diffKind");
                if (kind != null && kind.getAsString().endsWith("-replace")) {
                  paths.add(entry.getKey());
                }
              });
    }
    return paths.isEmpty() ? texts(keys) : paths;
  }

  Step as(Action other) {
    return new Step(other, urn, before, after, replaceKeys, details);
  }

  private static Set<String> texts(JsonElement json) {
    var texts = new LinkedHashSet<String>();
    if (json != null && json.isJsonArray()) {
      json.getAsJsonArray().forEach(element -> texts.add(element.getAsString()));
    }
    return texts;
  }

  private static Map<String, Boolean> details(JsonElement json) {
    var details = new HashMap<String, Boolean>();
    if (json != null && json.isJsonObject()) {
      json.getAsJsonObject()
          .entrySet()
          .forEach(
              entry -> {
                JsonElement inputs = entry.getValue().getAsJsonObject().get("inputDiff");
                details.put(entry.getKey(), inputs != null && inputs.getAsBoolean());
              });
    }
    return details;
  }
}
