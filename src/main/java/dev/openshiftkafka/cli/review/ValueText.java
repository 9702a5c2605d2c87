package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.state.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Formats property values similar to YAML. */
final class ValueText {
  private ValueText() {}

  /** Whether the value fits on the line of its property name. */
  static boolean isShort(@Nullable JsonNode value) {
    return value == null
        || value.isNull()
        || (JsonText.isScalar(value) && lines(value).size() == 1)
        || (value.isContainerNode() && value.isEmpty());
  }

  /** Formats a short value. */
  static String inline(JsonNode value) {
    return lines(value).get(0);
  }

  /** Formats a value of any size. */
  static List<String> lines(JsonNode value) {
    if (JsonText.isScalar(value)) {
      return value.isTextual() ? text(value.asText()) : List.of(JsonText.scalar(value));
    }
    if (value.isArray() && !value.isEmpty()) {
      var lines = new ArrayList<String>();
      value.forEach(element -> lines.addAll(indent("- ", lines(element))));
      return lines;
    }
    return value.isObject() && !value.isEmpty() ? members(value) : List.of(value.toString());
  }

  private static List<String> members(JsonNode value) {
    var lines = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
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

  /** Formats JSON in strings, such as IAM policies. */
  private static List<String> text(String text) {
    if (text.matches("(?s)\\{\\s*\".*|\\[\\s*[{\"].*")) {
      try {
        return JsonText.pretty(JsonText.parse(text)).lines().toList();
      } catch (IllegalArgumentException e) {
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
