package dev.openshiftkafka.cli.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A resource in the state of a stack, or before or after a step of a preview.
 *
 * @param json the complete entry
 * @param inputs properties that the program declares
 * @param outputs properties that the provider returned
 */
public record ResourceState(Urn urn, ObjectNode json, ObjectNode inputs, ObjectNode outputs) {

  /** Reads an entry of a state, which contains its URN. */
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

  /** A copy with other inputs and outputs. */
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

  /** The resource name in the program. */
  public String name() {
    return urn.name();
  }

  /** The provider's id; empty before the resource is created. */
  public String id() {
    return JsonText.text(json, "id");
  }

  /** Whether it is a custom resource, which a provider manages, and not a component. */
  public boolean custom() {
    return flag("custom");
  }

  /** Whether Pulumi refuses to delete it (option {@code protect}). */
  public boolean isProtected() {
    return flag("protect");
  }

  /** Whether Pulumi removes it only from the state (option {@code retainOnDelete}). */
  public boolean isRetainedOnDelete() {
    return flag("retainOnDelete");
  }

  /** The scalar at a path of the inputs as text; empty when absent. */
  public String input(String... path) {
    return text(inputs, path);
  }

  /** The scalar at a path of the outputs as text; empty when absent. */
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
