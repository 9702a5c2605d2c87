package dev.openshiftkafka.cli.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a stack.
 *
 * @param resources all entries, components and providers among them
 * @param begun operations that had begun when the engine was killed
 */
public record StackState(List<ResourceState> resources, List<PendingOperation> begun) {
  private static final String CREATING = "creating";

  /**
   * An operation without an end.
   *
   * @param type such as {@code creating}
   */
  public record PendingOperation(String type, ResourceState resource) {}

  /**
   * Reads what {@code pulumi stack export} writes.
   *
   * @throws IllegalArgumentException when it is not a state
   */
  public static StackState ofExport(String export) {
    return of(JsonText.parse(export).get("deployment"), "deployment");
  }

  /**
   * Reads the file of a stack in a backend that is a folder.
   *
   * @throws IllegalArgumentException when it is not a state
   */
  public static StackState ofCheckpoint(String file) {
    return of(JsonText.parse(file).path("checkpoint").get("latest"), "checkpoint.latest");
  }

  private static StackState of(JsonNode deployment, String place) {
    if (deployment == null || !deployment.isObject()) {
      throw new IllegalArgumentException("it has no " + place);
    }
    var resources = new ArrayList<ResourceState>();
    // A stack that was never deployed has none.
    for (ObjectNode entry : objects(deployment.path("resources"))) {
      resources.add(ResourceState.of(entry));
    }
    var begun = new ArrayList<PendingOperation>();
    for (ObjectNode entry : objects(deployment.path("pending_operations"))) {
      ResourceState.of(Urn.of(entry.at("/resource/urn").asText()), entry.get("resource"))
          .ifPresent(found -> begun.add(new PendingOperation(JsonText.text(entry, "type"), found)));
    }
    return new StackState(List.copyOf(resources), List.copyOf(begun));
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

  /** What providers made, without components and the providers themselves. */
  public List<ResourceState> made() {
    return resources.stream()
        .filter(ResourceState::custom)
        .filter(resource -> !resource.type().startsWith("pulumi:"))
        .toList();
  }

  /** Resources whose creation had begun and not ended, in the order in which it began. */
  public List<ResourceState> creating() {
    return begun.stream()
        .filter(operation -> operation.type().equals(CREATING))
        .map(PendingOperation::resource)
        .toList();
  }
}
