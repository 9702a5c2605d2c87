package dev.openshiftkafka.cli.teardown;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/**
 * A resource in the state of a stack.
 *
 * @param type such as {@code kubernetes:apps/v1:StatefulSet}
 * @param name the name that the program gave it
 * @param id what the provider calls it
 * @param arn what AWS calls it everywhere; empty elsewhere
 * @param guarded whether the engine refuses to delete it
 * @param retained whether the engine only forgets it where it would delete it
 */
record DeployedResource(
    String type,
    String name,
    String id,
    String arn,
    boolean guarded,
    boolean retained,
    JsonObject inputs) {
  static final String DISK = "aws:ebs/volume:Volume";
  static final String KEY = "aws:kms/key:Key";
  static final String PERSISTENT_VOLUME = "kubernetes:core/v1:PersistentVolume";
  static final String CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";

  /**
   * The resources in what {@code pulumi stack export} wrote, without components and providers.
   *
   * @throws IllegalArgumentException when it is no state
   */
  static List<DeployedResource> read(String export) {
    JsonElement root = JsonParser.parseString(export);
    if (!root.isJsonObject() || !root.getAsJsonObject().has("deployment")) {
      throw new IllegalArgumentException("it has no deployment");
    }
    JsonElement resources = root.getAsJsonObject().getAsJsonObject("deployment").get("resources");
    var found = new ArrayList<DeployedResource>();
    // A stack that was never deployed has none.
    if (resources != null && resources.isJsonArray()) {
      for (JsonElement element : resources.getAsJsonArray()) {
        JsonObject resource = element.getAsJsonObject();
        String type = text(resource, "type");
        if (flag(resource, "custom") && !type.startsWith("pulumi:")) {
          found.add(of(resource, type));
        }
      }
    }
    return found;
  }

  private static DeployedResource of(JsonObject resource, String type) {
    String urn = text(resource, "urn");
    return new DeployedResource(
        type,
        urn.substring(urn.lastIndexOf("::") + 2),
        text(resource, "id"),
        resource.has("outputs") ? text(resource.getAsJsonObject("outputs"), "arn") : "",
        flag(resource, "protect"),
        flag(resource, "retainOnDelete"),
        resource.has("inputs") ? resource.getAsJsonObject("inputs") : new JsonObject());
  }

  /** The text at a path of the inputs; empty where there is none. */
  String input(String... path) {
    JsonElement value = inputs;
    for (String step : path) {
      value = value != null && value.isJsonObject() ? value.getAsJsonObject().get(step) : null;
    }
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  /** The last part of the type. */
  String kind() {
    return type.substring(type.lastIndexOf(':') + 1);
  }

  private static String text(JsonObject json, String key) {
    JsonElement value = json.get(key);
    // A secret is an object.
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  private static boolean flag(JsonObject json, String key) {
    return json.has(key) && json.get(key).getAsBoolean();
  }
}
