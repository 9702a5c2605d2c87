package dev.openshiftkafka.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One error in a configuration.
 *
 * @param key path of the key, relative to the record whose check found the fault
 * @param value the configured value, or null when the key is absent or its value is secret
 * @param problem what is wrong with the value, and what to do
 */
public record Fault(String key, @Nullable Object value, String problem) {
  /** Checks that the fault has a key and a text. */
  public Fault {
    Objects.requireNonNull(key);
    Objects.requireNonNull(problem);
  }

  /** The same fault with its key below a path. */
  public Fault under(String parent) {
    String separator = parent.endsWith(":") || key.startsWith("[") ? "" : ".";
    return new Fault(parent + separator + key, value, problem);
  }

  /** The fault as one line, also where the value has several. */
  @Override
  public String toString() {
    if (value == null) {
      return key + ": " + problem;
    }
    String line = String.valueOf(value).replace("\r", "\\r").replace("\n", "\\n");
    return key + ": \"" + line + "\" " + problem;
  }
}
