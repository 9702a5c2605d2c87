package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.cli.state.ResourceState;
import dev.openshiftkafka.cli.state.Urn;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One step of a preview.
 *
 * @param replaceKeys properties that force replacement
 * @param details changed property paths of the provider's diff; true if both values are inputs
 */
record Step(
    Action action,
    Urn urn,
    Optional<ResourceState> before,
    Optional<ResourceState> after,
    Set<String> replaceKeys,
    Map<String, Boolean> details) {

  /** Reads a step of a digest, or the metadata of an event. */
  static Step of(JsonNode json, String before, String after, String keys) {
    Urn urn = Urn.of(json.get("urn").asText());
    return new Step(
        Action.of(json.get("op").asText()),
        urn,
        state(urn, json.get(before)),
        state(urn, json.get(after)),
        replaceKeys(json.get("detailedDiff"), json.get(keys)),
        details(json.get("detailedDiff")));
  }

  /** The masked state before or after the step; empty when absent. */
  private static Optional<ResourceState> state(Urn urn, JsonNode json) {
    return ResourceState.of(urn, json).map(SecretMasker::mask);
  }

  /** Prefers the paths of the provider's diff, which are more exact than Pulumi's names. */
  private static Set<String> replaceKeys(JsonNode details, JsonNode keys) {
    var paths = new LinkedHashSet<String>();
    for (Map.Entry<String, JsonNode> entry : members(details)) {
      JsonNode detail = entry.getValue();
      // The field is "kind" in a digest and "diffKind" in events.
      if (JsonText.text(detail, detail.has("kind") ? "kind" : "diffKind").endsWith("-replace")) {
        paths.add(entry.getKey());
      }
    }
    return paths.isEmpty() ? texts(keys) : paths;
  }

  Step withAction(Action other) {
    return new Step(other, urn, before, after, replaceKeys, details);
  }

  private static Set<Map.Entry<String, JsonNode>> members(JsonNode json) {
    return json == null ? Set.of() : json.properties();
  }

  private static Set<String> texts(JsonNode json) {
    var texts = new LinkedHashSet<String>();
    if (json != null && json.isArray()) {
      json.forEach(element -> texts.add(element.asText()));
    }
    return texts;
  }

  private static Map<String, Boolean> details(JsonNode json) {
    var details = new HashMap<String, Boolean>();
    members(json)
        .forEach(
            entry -> details.put(entry.getKey(), entry.getValue().path("inputDiff").asBoolean()));
    return details;
  }
}
