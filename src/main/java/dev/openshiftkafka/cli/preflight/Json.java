package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Fields that many objects of a cluster have. */
final class Json {
  static final String PART_OF = "app.kubernetes.io/part-of";
  static final String OURS = "openshift-kafka";

  private Json() {}

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  static String namespace(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }

  static String label(JsonNode object, String label) {
    return object.path("metadata").path("labels").path(label).asText("");
  }

  static boolean hasLabel(JsonNode object, String label) {
    return object.path("metadata").path("labels").has(label);
  }

  static String annotation(JsonNode object, String annotation) {
    return object.path("metadata").path("annotations").path(annotation).asText("");
  }

  /** Whether a stack of this program declares the object. */
  static boolean isOurs(JsonNode object) {
    return label(object, PART_OF).equals(OURS);
  }

  /** The elements of a list; none when it is absent. */
  static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** The elements of a list of texts; none when it is absent. */
  static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  /** Whether the status of an object has a condition with this status. */
  static boolean is(JsonNode object, String condition, String status) {
    return elements(object.at("/status/conditions"))
        .anyMatch(
            found ->
                found.path("type").asText().equals(condition)
                    && found.path("status").asText().equals(status));
  }

  /** What the status of an object says about a condition; empty when it says nothing. */
  static String message(JsonNode object, String condition) {
    return elements(object.at("/status/conditions"))
        .filter(found -> found.path("type").asText().equals(condition))
        .map(found -> found.path("message").asText(found.path("reason").asText("")))
        .findFirst()
        .orElse("");
  }
}
