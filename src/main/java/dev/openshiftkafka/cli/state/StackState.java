package dev.openshiftkafka.cli.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a stack.
 *
 * @param resources all entries, including components and providers
 * @param pendingOperations operations that were in progress when Pulumi was killed
 */
public record StackState(List<ResourceState> resources, List<PendingOperation> pendingOperations) {
  private static final String CREATING = "creating";

  /**
   * An operation that was started and not recorded as finished.
   *
   * @param type such as {@code creating}
   */
  public record PendingOperation(String type, ResourceState resource) {}

  /**
   * Reads the output of {@code pulumi stack export}.
   *
   * @throws IllegalArgumentException when it is not a state
   */
  public static StackState ofExport(String export) {
    return of(JsonText.parse(export).get("deployment"), "deployment");
  }

  /**
   * Reads the checkpoint file of a stack in a backend that is a folder.
   *
   * @throws IllegalArgumentException when it is not a state
   */
  public static StackState ofCheckpoint(String file) {
    return of(JsonText.parse(file).path("checkpoint").get("latest"), "checkpoint.latest");
  }

  private static StackState of(JsonNode deployment, String field) {
    if (deployment == null || !deployment.isObject()) {
      throw new IllegalArgumentException("the field " + field + " is missing");
    }
    var resources = new ArrayList<ResourceState>();
    // The field is absent in a stack that was never deployed.
    for (ObjectNode entry : objects(deployment.path("resources"))) {
      resources.add(ResourceState.of(entry));
    }
    var pending = new ArrayList<PendingOperation>();
    for (ObjectNode entry : objects(deployment.path("pending_operations"))) {
      ResourceState.of(Urn.of(entry.at("/resource/urn").asText()), entry.get("resource"))
          .ifPresent(
              found -> pending.add(new PendingOperation(JsonText.text(entry, "type"), found)));
    }
    return new StackState(List.copyOf(resources), List.copyOf(pending));
  }

  private static List<ObjectNode> objects(JsonNode array) {
    var objects = new ArrayList<ObjectNode>();
    for (JsonNode element : array) {
      if (element instanceof ObjectNode object) {
        objects.add(object);
      }
    }
    return objects;
  }

  /** Resources that providers manage, without components and the providers themselves. */
  public List<ResourceState> managedResources() {
    return resources.stream()
        .filter(ResourceState::custom)
        .filter(resource -> !resource.type().startsWith("pulumi:"))
        .toList();
  }

  /** Resources whose creation was started and not recorded as finished, in this order. */
  public List<ResourceState> creating() {
    return pendingOperations.stream()
        .filter(operation -> operation.type().equals(CREATING))
        .map(PendingOperation::resource)
        .toList();
  }
}
