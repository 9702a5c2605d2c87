package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.cli.state.ResourceState;
import dev.openshiftkafka.cli.state.Urn;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Masks secrets in properties, and decodes Pulumi's special values.
 *
 * <p>Pulumi masks values that the program declares secret. This class masks them again in every
 * encoding, with or without plain text, and also credentials that are not declared secret.
 */
final class SecretMasker {
  static final String SECRET = "[secret]";
  static final String UNKNOWN = "(known after the update)";

  /** Signature key of objects that encode special values; sig.go of Pulumi's SDK. */
  private static final String SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

  private static final String SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
  private static final String OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
  private static final String UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

  private static final Map<String, String> OPAQUE =
      Map.of(
          "5cf8f73096256a8f31e491e813e4eb8e", "(a resource)",
          "c44067f5952c0a294b673a41bacd8c17", "(a file)",
          "0def7320c3a5731c473e5ecbe6d01bc7", "(an archive)");

  private static final String SECRET_KIND = "kubernetes:core/v1:Secret";
  private static final Set<String> SECRET_FIELDS = Set.of("data", "stringData");

  /** Names of properties that always hold credentials, in lower case. */
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

  /** Masks the secrets of a resource. */
  static ResourceState mask(ResourceState state) {
    // The outputs of a Secret repeat its data in annotations that the API server adds.
    ObjectNode outputs =
        state.type().equals(SECRET_KIND) ? JsonText.object() : mask(state.urn(), state.outputs());
    return state.with(mask(state.urn(), state.inputs()), outputs);
  }

  /** Masks the secrets in properties of a resource. */
  static ObjectNode mask(Urn urn, ObjectNode properties) {
    ObjectNode result = JsonText.object();
    properties
        .properties()
        .forEach(
            property ->
                result.set(
                    property.getKey(),
                    urn.type().equals(SECRET_KIND) && SECRET_FIELDS.contains(property.getKey())
                        ? allSecret(property.getValue())
                        : mask(property.getKey(), property.getValue())));
    return result;
  }

  private static JsonNode mask(String name, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return object.has(SIGNATURE_KEY) ? decoded(name, object) : members(object);
    }
    if (value instanceof ArrayNode array) {
      ArrayNode elements = array.arrayNode();
      array.forEach(element -> elements.add(mask(name, element)));
      return elements;
    }
    return value.isTextual() ? text(name, value) : value;
  }

  private static JsonNode text(String name, JsonNode value) {
    if (value.asText().equals(UNKNOWN_VALUE)) {
      return TextNode.valueOf(UNKNOWN);
    }
    boolean credential = CREDENTIALS.contains(name.toLowerCase(Locale.ROOT));
    return credential && !value.asText().isEmpty() ? TextNode.valueOf(SECRET) : value;
  }

  private static ObjectNode members(ObjectNode value) {
    ObjectNode members = JsonText.object();
    value
        .properties()
        .forEach(member -> members.set(member.getKey(), mask(member.getKey(), member.getValue())));
    return members;
  }

  private static JsonNode decoded(String name, ObjectNode value) {
    String kind = JsonText.text(value, SIGNATURE_KEY);
    if (kind.equals(OUTPUT_SIGNATURE) && !value.path("secret").asBoolean()) {
      return value.has("value") ? mask(name, value.get("value")) : TextNode.valueOf(UNKNOWN);
    }
    // An unknown signature may be that of a secret of a later Pulumi version.
    return TextNode.valueOf(
        kind.equals(SECRET_SIGNATURE) ? SECRET : OPAQUE.getOrDefault(kind, SECRET));
  }

  private static JsonNode allSecret(JsonNode value) {
    if (!value.isObject() || value.has(SIGNATURE_KEY)) {
      return value.isNull() ? value : TextNode.valueOf(SECRET);
    }
    ObjectNode members = JsonText.object();
    value.fieldNames().forEachRemaining(key -> members.put(key, SECRET));
    return members;
  }
}
