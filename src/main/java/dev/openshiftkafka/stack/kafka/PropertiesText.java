package dev.openshiftkafka.stack.kafka;

import java.util.LinkedHashMap;
import java.util.Map;

/** A Java properties file in sections, written in the order in which it is told. */
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

  /** Later entries win over earlier ones and keep their place. */
  static Map<String, String> merged(Map<String, String> defaults, Map<String, String> overrides) {
    var all = new LinkedHashMap<>(defaults);
    all.putAll(overrides);
    return all;
  }

  /** A backslash begins an escape in this format, so a literal one is doubled. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
