package dev.openshiftkafka.cli.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A resource in the state of a stack, or before or after a step of a preview.
 *
 * @param json the whole entry
 * @param inputs what the program declares; empty when there is nothing
 * @param outputs what the provider answered; empty when there is nothing
 */
public record ResourceState(Urn urn, ObjectNode json, ObjectNode inputs, ObjectNode outputs) {

  /** Reads an entry that names its URN. */
  static ResourceState of(ObjectNode json) {
    return of(Urn.of(JsonText.text(json, "urn")), json).orElseThrow();
  }

  /** Reads the entry of a resource; empty when it is not an object. */
  public static Optional<ResourceState> of(Urn urn, JsonNode json) {
    return json instanceof ObjectNode entry
        ? Optional.of(
            new ResourceState(urn, entry, object(entry, "inputs"), object(entry, "outputs")))
        : Optional.empty();
  }

  /** The same resource with other properties, and without those that it had. */
  public ResourceState with(ObjectNode otherInputs, ObjectNode otherOutputs) {
    ObjectNode entry = JsonText.object();
    entry.setAll(json);
    entry.set("inputs", otherInputs);
    entry.set("outputs", otherOutputs);
    return new ResourceState(urn, entry, otherInputs, otherOutputs);
  }

  /** The type, such as {@code kubernetes:apps/v1:StatefulSet}. */
  public String type() {
    return urn.type();
  }

  /** The name that the program gave it. */
  public String name() {
    return urn.name();
  }

  /** What the provider calls it; empty before it is made. */
  public String id() {
    return JsonText.text(json, "id");
  }

  /** Whether a provider made it; a component only groups others. */
  public boolean custom() {
    return flag("custom");
  }

  /** Whether the engine refuses to delete it. */
  public boolean guarded() {
    return flag("protect");
  }

  /** Whether the engine only forgets it where it would delete it. */
  public boolean retained() {
    return flag("retainOnDelete");
  }

  /** The text at a path of the inputs; empty where there is none. */
  public String input(String... path) {
    return text(inputs, path);
  }

  /** The text at a path of the outputs; empty where there is none. */
  public String output(String... path) {
    return text(outputs, path);
  }

  private static String text(JsonNode root, String... path) {
    JsonNode value = root;
    for (String step : path) {
      value = value.path(step);
    }
    return JsonText.isScalar(value) ? JsonText.scalar(value) : "";
  }

  private boolean flag(String name) {
    return json.path(name).asBoolean();
  }

  private static ObjectNode object(ObjectNode entry, String name) {
    return entry.get(name) instanceof ObjectNode object ? object : JsonText.object();
  }
}
