package dev.openshiftkafka.cli.recover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.cli.runtime.ClusterClient;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.Commands.Result;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.cli.state.ResourceState;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Kubernetes object whose creation was started.
 *
 * @param manifest the fields that identify it
 */
record KubernetesObject(ObjectNode manifest) {
  private static final String TYPES = "kubernetes:";
  private static final String CORE = "core/";

  /** Suffix of Pulumi's patch resources, which change an object of another owner. */
  private static final String PATCH = "Patch";

  /** Label of every object that this program declares. */
  private static final String PART_OF = "app.kubernetes.io/part-of";

  private static final String PROJECT = "openshift-kafka";

  private static final Pattern NOT_FOUND = Pattern.compile("no matches for kind|not found");

  /** The object of a resource; empty for resources of other providers. */
  static Optional<KubernetesObject> of(ResourceState resource) {
    if (!resource.type().startsWith(TYPES) || resource.type().endsWith(PATCH)) {
      return Optional.empty();
    }
    String[] type = resource.type().split(":", 3);
    String version = type[1].startsWith(CORE) ? type[1].substring(CORE.length()) : type[1];
    ObjectNode manifest = JsonText.object().put("apiVersion", version).put("kind", type[2]);
    ObjectNode metadata = manifest.putObject("metadata");
    metadata.put("name", resource.input("metadata", "name"));
    String namespace = resource.input("metadata", "namespace");
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    return Optional.of(new KubernetesObject(manifest));
  }

  /** Whether it has a kind. */
  boolean is(String kind) {
    return manifest.path("kind").asText().equals(kind);
  }

  /** Reads it from the cluster; empty when it does not exist. */
  Optional<JsonNode> read(ClusterClient cluster) {
    Result found =
        cluster
            .call("get", "--filename=-", "--output=json", "--ignore-not-found")
            .input(manifest.toString())
            .captureAll();
    if (!found.ok()) {
      if (NOT_FOUND.matcher(found.err()).find()) {
        return Optional.empty();
      }
      throw CommandFailedException.failed("the cluster cannot be read: " + found.err().strip());
    }
    if (found.out().isBlank()) {
      return Optional.empty();
    }
    JsonNode object = JsonText.parse(found.out());
    // With --filename, kubectl may return a list.
    return object.path("kind").asText().equals("List")
        ? Optional.ofNullable(object.path("items").get(0))
        : Optional.of(object);
  }

  /** Whether the object has the label of this program. */
  static boolean isOwned(JsonNode live) {
    return live.path("metadata").path("labels").path(PART_OF).asText().equals(PROJECT);
  }

  /** Kind, name and creation time of an object in the cluster. */
  static String describe(JsonNode live) {
    JsonNode metadata = live.path("metadata");
    String namespace = JsonText.text(metadata, "namespace");
    return "%s %s%s, created at %s"
        .formatted(
            live.path("kind").asText(),
            namespace.isEmpty() ? "" : namespace + "/",
            metadata.path("name").asText(),
            metadata.path("creationTimestamp").asText());
  }

  /** Deletes it, and waits for the deletion. */
  void delete(ClusterClient cluster) {
    int status =
        cluster
            .call(
                "delete",
                "--filename=-",
                "--cascade=foreground",
                "--ignore-not-found",
                "--timeout=5m")
            .input(manifest.toString())
            .run();
    if (status != 0) {
      throw CommandFailedException.failed(
          "%s %s cannot be deleted"
              .formatted(manifest.path("kind").asText(), manifest.at("/metadata/name").asText()));
    }
  }
}
