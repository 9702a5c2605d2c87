package dev.openshiftkafka.config.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openshiftkafka.config.Spelling;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Converts JSON values into the types that a configuration record can have. */
final class ValueParser {
  /** Strict JSON without trailing text; numbers keep their digits, so that 3.90 is not 3.9. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ValueParser() {}

  /** A value is not of the expected type. */
  static final class TypeMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String suffix;
    private final String problem;
    private final transient JsonNode value;

    /**
     * Creates the exception.
     *
     * @param suffix path of the value below its key, such as {@code [0]}; empty for the key itself
     */
    TypeMismatchException(String suffix, JsonNode value, String problem) {
      super(problem);
      this.suffix = suffix;
      this.problem = problem;
      this.value = value;
    }

    String suffix() {
      return suffix;
    }

    String problem() {
      return problem;
    }

    /** The value as the user wrote it: a scalar without quotes, anything else as JSON. */
    String value() {
      return isScalar(value) ? value.asText() : value.toString();
    }
  }

  /**
   * Parses JSON.
   *
   * @throws JsonProcessingException when the text is not exactly one JSON value
   */
  static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  static Object parse(JsonNode json, Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? list(json, generic.getActualTypeArguments()[0])
          : map(json);
    }
    if (type == String.class) {
      return string(json, "");
    }
    if (type == Integer.class) {
      return integer(json);
    }
    if (type == Boolean.class) {
      return bool(json);
    }
    return enumConstant(json, "", type);
  }

  /** A structured value; the engine passes those of the top level as JSON text. */
  static JsonNode unquoted(JsonNode json) {
    if (!json.isTextual()) {
      return json;
    }
    try {
      return json(json.asText());
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  /** The elements of a list. */
  static Iterable<JsonNode> items(JsonNode json) {
    JsonNode parsed = unquoted(json);
    if (!parsed.isArray()) {
      throw new TypeMismatchException("", json, "must be a list");
    }
    return parsed;
  }

  private static boolean isScalar(JsonNode json) {
    return json.isTextual() || json.isNumber() || json.isBoolean();
  }

  private static String string(JsonNode json, String suffix) {
    if (!isScalar(json)) {
      throw new TypeMismatchException(suffix, json, "must be a string");
    }
    if (json.asText().isBlank()) {
      throw new TypeMismatchException(suffix, json, "must not be empty");
    }
    return json.asText();
  }

  private static Integer integer(JsonNode json) {
    String text = isScalar(json) ? json.asText() : "";
    if (!text.matches("-?[0-9]{1,9}")) {
      throw new TypeMismatchException("", json, "must be an integer of at most nine digits");
    }
    return Integer.valueOf(text);
  }

  private static Boolean bool(JsonNode json) {
    String text = isScalar(json) ? json.asText() : "";
    if (!text.equals("true") && !text.equals("false")) {
      throw new TypeMismatchException("", json, "must be true or false");
    }
    return Boolean.valueOf(text);
  }

  private static List<?> list(JsonNode json, Type type) {
    var items = new ArrayList<Object>();
    for (JsonNode item : items(json)) {
      String suffix = "[" + items.size() + "]";
      items.add(type == String.class ? string(item, suffix) : enumConstant(item, suffix, type));
    }
    return List.copyOf(items);
  }

  private static Map<String, String> map(JsonNode json) {
    JsonNode parsed = unquoted(json);
    if (!parsed.isObject()) {
      throw new TypeMismatchException("", json, "must be a map of strings");
    }
    var sorted = new TreeMap<String, JsonNode>();
    parsed.fields().forEachRemaining(field -> sorted.put(field.getKey(), field.getValue()));
    var entries = new LinkedHashMap<String, String>();
    sorted.forEach((key, value) -> entries.put(key, string(value, "." + key)));
    return Collections.unmodifiableMap(entries);
  }

  private static Object enumConstant(JsonNode json, String suffix, Type type) {
    var constants = ((Class<?>) type).asSubclass(Enum.class).getEnumConstants();
    String text = isScalar(json) ? json.asText() : "";
    return Arrays.stream(constants)
        .filter(constant -> Spelling.of(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeMismatchException(
                    suffix,
                    json,
                    "must be one of: "
                        + Arrays.stream(constants)
                            .map(Spelling::of)
                            .collect(Collectors.joining(", "))));
  }
}
