package dev.openshiftkafka.config.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns JSON into the kinds of values that a configuration record may have. */
final class ValueParser {
  private static final Pattern NEXT_WORD = Pattern.compile("_([a-z])");

  private ValueParser() {}

  /** Says that a value is not of the kind that was asked for. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String suffix;
    private final transient Object value;
    private final String allowed;

    Refused(String suffix, Object value, String allowed) {
      super(allowed);
      this.suffix = suffix;
      this.value = value;
      this.allowed = allowed;
    }

    String suffix() {
      return suffix;
    }

    Object value() {
      return value instanceof JsonPrimitive primitive ? primitive.getAsString() : value;
    }

    String allowed() {
      return allowed;
    }
  }

  static Object parse(JsonElement json, Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? list(json, generic.getActualTypeArguments()[0])
          : map(json);
    }
    if (type == String.class) {
      return text(json, "");
    }
    if (type == Integer.class) {
      return integer(json);
    }
    if (type == Boolean.class) {
      return bool(json);
    }
    return enumOf(json, "", type);
  }

  /** A structured value; Pulumi hands top-level ones over as text. */
  static JsonElement unquoted(JsonElement json) {
    if (!json.isJsonPrimitive() || !json.getAsJsonPrimitive().isString()) {
      return json;
    }
    try {
      return JsonParser.parseString(json.getAsString());
    } catch (JsonParseException e) {
      return json;
    }
  }

  private static String text(JsonElement json, String suffix) {
    if (!json.isJsonPrimitive()) {
      throw new Refused(suffix, json, "must be one text");
    }
    if (json.getAsString().isBlank()) {
      throw new Refused(suffix, json, "must not be empty");
    }
    return json.getAsString();
  }

  private static Integer integer(JsonElement json) {
    String text = json.isJsonPrimitive() ? json.getAsString() : "";
    if (!text.matches("-?[0-9]{1,9}")) {
      throw new Refused("", json, "must be a whole number of at most nine digits");
    }
    return Integer.valueOf(text);
  }

  private static Boolean bool(JsonElement json) {
    String text = json.isJsonPrimitive() ? json.getAsString() : "";
    if (!text.equals("true") && !text.equals("false")) {
      throw new Refused("", json, "must be true or false");
    }
    return Boolean.valueOf(text);
  }

  /** The elements of a list. */
  static JsonArray items(JsonElement json) {
    JsonElement parsed = unquoted(json);
    if (!parsed.isJsonArray()) {
      throw new Refused("", json, "must be a list");
    }
    return parsed.getAsJsonArray();
  }

  private static List<?> list(JsonElement json, Type type) {
    var items = new ArrayList<Object>();
    for (JsonElement item : items(json)) {
      String suffix = "[" + items.size() + "]";
      items.add(type == String.class ? text(item, suffix) : enumOf(item, suffix, type));
    }
    return List.copyOf(items);
  }

  private static Map<String, String> map(JsonElement json) {
    JsonElement parsed = unquoted(json);
    if (!parsed.isJsonObject()) {
      throw new Refused("", json, "must be a map of texts");
    }
    JsonObject object = parsed.getAsJsonObject();
    var entries = new LinkedHashMap<String, String>();
    object.keySet().stream()
        .sorted()
        .forEach(key -> entries.put(key, text(object.get(key), "." + key)));
    return java.util.Collections.unmodifiableMap(entries);
  }

  private static Object enumOf(JsonElement json, String suffix, Type type) {
    var constants = ((Class<?>) type).asSubclass(Enum.class).getEnumConstants();
    String text = json.isJsonPrimitive() ? json.getAsString() : "";
    return Arrays.stream(constants)
        .filter(constant -> spelled(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    suffix,
                    json,
                    "must be one of "
                        + Arrays.stream(constants)
                            .map(ValueParser::spelled)
                            .collect(Collectors.joining(", "))));
  }

  /** As keys are spelled: POD_MONITOR is podMonitor. */
  private static String spelled(Enum<?> constant) {
    return NEXT_WORD
        .matcher(constant.name().toLowerCase(Locale.ROOT))
        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }
}
