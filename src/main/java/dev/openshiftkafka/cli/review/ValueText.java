package dev.openshiftkafka.cli.review;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes values of properties for readers, like YAML. */
final class ValueText {
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private ValueText() {}

  /** Whether it is best told on one line, after the name of its property. */
  static boolean isShort(JsonElement value) {
    return value == null
        || value.isJsonNull()
        || value.isJsonPrimitive() && lines(value).size() == 1
        || value.isJsonArray() && value.getAsJsonArray().isEmpty()
        || value.isJsonObject() && value.getAsJsonObject().size() == 0;
  }

  /** A short value. */
  static String inline(JsonElement value) {
    return lines(value).get(0);
  }

  /** A value of any size. */
  static List<String> lines(JsonElement value) {
    if (value.isJsonPrimitive()) {
      return value.getAsJsonPrimitive().isString()
          ? text(value.getAsString())
          : List.of(value.getAsString());
    }
    if (value.isJsonArray() && !value.getAsJsonArray().isEmpty()) {
      var lines = new ArrayList<String>();
      value.getAsJsonArray().forEach(element -> lines.addAll(indent("- ", lines(element))));
      return lines;
    }
    if (value.isJsonObject() && value.getAsJsonObject().size() > 0) {
      return members(value);
    }
    return List.of(value.toString());
  }

  private static List<String> members(JsonElement value) {
    var lines = new ArrayList<String>();
    for (Map.Entry<String, JsonElement> member : value.getAsJsonObject().entrySet()) {
      if (member.getKey().startsWith("__")) {
        continue;
      }
      if (isShort(member.getValue())) {
        lines.add(member.getKey() + ": " + inline(member.getValue()));
      } else {
        lines.add(member.getKey() + ":");
        lines.addAll(indent("  ", lines(member.getValue())));
      }
    }
    return lines;
  }

  private static List<String> indent(String first, List<String> lines) {
    var indented = new ArrayList<String>();
    for (String line : lines) {
      indented.add((indented.isEmpty() ? first : " ".repeat(first.length())) + line);
    }
    return indented;
  }

  /** JSON in a text, such as a policy of IAM, is as readable as the rest. */
  private static List<String> text(String text) {
    if (text.matches("(?s)\\{\\s*\".*|\\[\\s*[{\"].*")) {
      try {
        JsonElement json = JsonParser.parseString(text);
        if (!(json instanceof JsonPrimitive)) {
          return PRETTY.toJson(json).lines().toList();
        }
      } catch (JsonParseException e) {
        // It only looks like JSON.
        return plain(text);
      }
    }
    return plain(text);
  }

  private static List<String> plain(String text) {
    return text.isEmpty() ? List.of("\"\"") : text.lines().toList();
  }
}
