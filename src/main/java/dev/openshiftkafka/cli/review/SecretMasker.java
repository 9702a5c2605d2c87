package dev.openshiftkafka.cli.review;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Takes secrets out of properties, and the engine's own marks with them.
 *
 * <p>The engine blinds what the program declared secret. This is the second net: whatever form a
 * secret has, with its plain text or without, and what is secret by its nature although nobody
 * declared it.
 */
final class SecretMasker {
  static final String SECRET = "[secret]";
  static final String UNKNOWN = "(known after the update)";

  /** The key by which the engine marks objects that are no plain values; sig.go of its SDK. */
  private static final String MARK = "4dabf18193072939515e22adb298388d";

  private static final String SECRET_MARK = "1b47061264138c4ac30d75fd1eb44270";
  private static final String OUTPUT_MARK = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
  private static final String UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

  private static final Map<String, String> OPAQUE =
      Map.of(
          "5cf8f73096256a8f31e491e813e4eb8e", "(a resource)",
          "c44067f5952c0a294b673a41bacd8c17", "(a file)",
          "0def7320c3a5731c473e5ecbe6d01bc7", "(an archive)");

  private static final String SECRET_KIND = "kubernetes:core/v1:Secret";
  private static final Set<String> SECRET_FIELDS = Set.of("data", "stringData");

  /** Names of properties that hold nothing but credentials, in lower case. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "kubeconfig",
          "password",
          "passphrase",
          "secretkey",
          "secretaccesskey",
          "sessiontoken",
          "token",
          "privatekey",
          "clientkeydata");

  private SecretMasker() {}

  /** The properties of a resource; none where there is no object. */
  static JsonObject hide(Urn urn, JsonElement properties) {
    if (properties == null || !properties.isJsonObject()) {
      return new JsonObject();
    }
    var result = new JsonObject();
    properties
        .getAsJsonObject()
        .entrySet()
        .forEach(
            property ->
                result.add(
                    property.getKey(),
                    urn.type().equals(SECRET_KIND) && SECRET_FIELDS.contains(property.getKey())
                        ? allSecret(property.getValue())
                        : hide(property.getKey(), property.getValue())));
    return result;
  }

  /** A Secret's outputs repeat its data in annotations of the server. */
  static JsonObject hideOutputs(Urn urn, JsonElement properties) {
    return urn.type().equals(SECRET_KIND) ? new JsonObject() : hide(urn, properties);
  }

  private static JsonElement hide(String name, JsonElement value) {
    if (value.isJsonObject()) {
      return value.getAsJsonObject().has(MARK)
          ? marked(name, value.getAsJsonObject())
          : members(value.getAsJsonObject());
    }
    if (value.isJsonArray()) {
      var elements = new JsonArray();
      value.getAsJsonArray().forEach(element -> elements.add(hide(name, element)));
      return elements;
    }
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
      return text(name, value);
    }
    return value;
  }

  private static JsonElement text(String name, JsonElement value) {
    if (value.getAsString().equals(UNKNOWN_VALUE)) {
      return new JsonPrimitive(UNKNOWN);
    }
    boolean credential = CREDENTIALS.contains(name.toLowerCase(Locale.ROOT));
    return credential && !value.getAsString().isEmpty() ? new JsonPrimitive(SECRET) : value;
  }

  private static JsonObject members(JsonObject value) {
    var members = new JsonObject();
    value
        .entrySet()
        .forEach(member -> members.add(member.getKey(), hide(member.getKey(), member.getValue())));
    return members;
  }

  private static JsonElement marked(String name, JsonObject value) {
    JsonElement mark = value.get(MARK);
    String kind = mark.isJsonPrimitive() ? mark.getAsString() : "";
    if (kind.equals(OUTPUT_MARK) && !isTrue(value.get("secret"))) {
      return value.has("value") ? hide(name, value.get("value")) : new JsonPrimitive(UNKNOWN);
    }
    // A mark that is not known here may be a secret's of a later engine.
    return new JsonPrimitive(kind.equals(SECRET_MARK) ? SECRET : OPAQUE.getOrDefault(kind, SECRET));
  }

  private static boolean isTrue(JsonElement flag) {
    return flag != null && flag.isJsonPrimitive() && flag.getAsBoolean();
  }

  private static JsonElement allSecret(JsonElement value) {
    if (!value.isJsonObject() || value.getAsJsonObject().has(MARK)) {
      return value.isJsonNull() ? JsonNull.INSTANCE : new JsonPrimitive(SECRET);
    }
    var members = new JsonObject();
    value.getAsJsonObject().keySet().forEach(key -> members.addProperty(key, SECRET));
    return members;
  }
}
