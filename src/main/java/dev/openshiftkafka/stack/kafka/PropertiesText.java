package dev.openshiftkafka.stack.kafka;

import java.util.LinkedHashMap;
import java.util.Map;

/** Builds a Java properties file with sections, in insertion order. */
final class PropertiesText {
  private final StringBuilder text = new StringBuilder();

  PropertiesText section(String title, Map<String, String> entries) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append("# ").append(title).append('\n');
    entries.forEach(
        (key, value) -> text.append(key).append('=').append(escaped(value)).append('\n'));
    return this;
  }

  /** Defaults with overrides; an overridden entry keeps its position. */
  static Map<String, String> merged(Map<String, String> defaults, Map<String, String> overrides) {
    var all = new LinkedHashMap<>(defaults);
    all.putAll(overrides);
    return all;
  }

  /** A backslash starts an escape sequence in this format. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
