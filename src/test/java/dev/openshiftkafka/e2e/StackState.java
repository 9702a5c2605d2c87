package dev.openshiftkafka.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/** The Pulumi state of a stack, exported and imported. */
final class StackState {
  private final LocalStack stack;

  StackState(LocalStack stack) {
    this.stack = stack;
  }

  /** Returns a resource of the state. */
  JsonObject resource(String type, String name) {
    return StreamSupport.stream(resources(exported()).spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(found -> found.get("urn").getAsString().endsWith(type + "::" + name))
        .findFirst()
        .orElseThrow();
  }

  /** Removes a resource that others depend on, which `pulumi state delete` does not allow. */
  void forget(JsonObject resource) throws IOException {
    String urn = resource.get("urn").getAsString();
    JsonObject state = exported();
    var kept = new JsonArray();
    for (JsonElement each : resources(state)) {
      if (!each.getAsJsonObject().get("urn").getAsString().equals(urn)) {
        kept.add(withoutDependency(each.getAsJsonObject(), urn));
      }
    }
    state.getAsJsonObject("deployment").add("resources", kept);
    Path file = Path.of("target/e2e/without-a-resource.json").toAbsolutePath();
    Files.writeString(file, state.toString());
    stack.run("stack", "import", "--file=" + file);
  }

  /** Imports a removed resource with `pulumi import`. */
  void adopt(JsonObject resource) throws IOException {
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

  private JsonObject exported() {
    return JsonParser.parseString(stack.run("stack", "export")).getAsJsonObject();
  }

  private static JsonArray resources(JsonObject state) {
    return state.getAsJsonObject("deployment").getAsJsonArray("resources");
  }

  private static JsonObject withoutDependency(JsonObject resource, String urn) {
    var gone = new JsonPrimitive(urn);
    if (resource.has("dependencies")) {
      resource.getAsJsonArray("dependencies").remove(gone);
    }
    if (resource.has("propertyDependencies")) {
      for (var property : resource.getAsJsonObject("propertyDependencies").entrySet()) {
        if (property.getValue().isJsonArray()) {
          property.getValue().getAsJsonArray().remove(gone);
        }
      }
    }
    return resource;
  }

  private static String importFile(JsonObject resource) {
    String urn = resource.get("urn").getAsString();
    // A provider reference is URN::id.
    String provider = resource.get("provider").getAsString().replaceAll("::[^:]*$", "");
    var names = new JsonObject();
    names.addProperty("parent", resource.get("parent").getAsString());
    names.addProperty("provider", provider);
    var imported = new JsonObject();
    imported.add("type", resource.get("type"));
    imported.addProperty("name", urn.substring(urn.lastIndexOf(':') + 1));
    imported.add("id", resource.get("id"));
    imported.addProperty("parent", "parent");
    imported.addProperty("provider", "provider");
    var resources = new JsonArray();
    resources.add(imported);
    var file = new JsonObject();
    file.add("nameTable", names);
    file.add("resources", resources);
    return file.toString();
  }
}
