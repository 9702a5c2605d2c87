package dev.openshiftkafka.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.cli.state.ResourceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Pulumi state of a stack, exported and imported. */
final class StackState {
  private final LocalStack stack;

  StackState(LocalStack stack) {
    this.stack = stack;
  }

  /** A resource of it. */
  ResourceState resource(String type, String name) {
    return dev.openshiftkafka.cli.state.StackState.ofExport(export()).resources().stream()
        .filter(found -> found.type().equals(type) && found.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Takes it out of the state; others depend on it, so that pulumi state delete refuses. */
  void forget(ResourceState resource) throws IOException {
    ObjectNode state = JsonText.object(export()).orElseThrow();
    ArrayNode resources = state.withArray("/deployment/resources");
    ArrayNode kept = resources.arrayNode();
    for (JsonNode each : resources) {
      if (!each.path("urn").asText().equals(resource.urn().text())) {
        kept.add(withoutDependency(each, resource.urn().text()));
      }
    }
    state.withObject("/deployment").set("resources", kept);
    Path file = Path.of("target/e2e/without-a-resource.json").toAbsolutePath();
    Files.writeString(file, state.toString());
    stack.run("stack", "import", "--file=" + file);
  }

  /** Has the engine import a resource as it was. */
  void adopt(ResourceState resource) throws IOException {
    Path file = Path.of("target/e2e/import.json").toAbsolutePath();
    Files.writeString(file, importFile(resource));
    stack.run(
        "import",
        "--file=" + file,
        "--yes",
        "--non-interactive",
        "--skip-preview",
        "--protect=false",
        "--generate-code=false");
  }

  private String export() {
    return stack.run("stack", "export");
  }

  private static JsonNode withoutDependency(JsonNode resource, String urn) {
    remove(resource.path("dependencies"), urn);
    resource.path("propertyDependencies").forEach(property -> remove(property, urn));
    return resource;
  }

  private static void remove(JsonNode list, String urn) {
    if (list instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        if (array.get(i).asText().equals(urn)) {
          array.remove(i);
        }
      }
    }
  }

  private static String importFile(ResourceState resource) {
    // A provider's reference is its URN and its id.
    String provider = resource.json().path("provider").asText().replaceAll("::[^:]*$", "");
    ObjectNode file = JsonText.object();
    file.putObject("nameTable")
        .put("parent", resource.json().path("parent").asText())
        .put("provider", provider);
    file.putArray("resources")
        .addObject()
        .put("type", resource.type())
        .put("name", resource.name())
        .put("id", resource.id())
        .put("parent", "parent")
        .put("provider", "provider");
    return file.toString();
  }
}
