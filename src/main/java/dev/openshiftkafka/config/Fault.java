package dev.openshiftkafka.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One error in a configuration.
 *
 * @param key path of the key, relative to the record whose check found the fault
 * @param value the configured value, or null when the key is absent or its value is secret
 * @param problem what is wrong with the value, and what to do
 * @param missing path of another key whose absence is the fault, or null. A faulty key is absent to
 *     the checks of other records: then it is the only fault.
 */
public record Fault(String key, @Nullable Object value, String problem, @Nullable String missing) {
  /** Creates a fault of the key itself. */
  public Fault(String key, @Nullable Object value, String problem) {
    this(key, value, problem, null);
  }

  /** Checks that the fault has a key and a text. */
  public Fault {
    Objects.requireNonNull(key);
    Objects.requireNonNull(problem);
  }

  /** The same fault with its key below a path. */
  public Fault under(String parent) {
    return new Fault(
        below(parent, key), value, problem, missing == null ? null : below(parent, missing));
  }

  private static String below(String parent, String path) {
    return parent + (parent.endsWith(":") || path.startsWith("[") ? "" : ".") + path;
  }

  /** Whether the fault is in a part of the configuration. */
  public boolean isIn(String part) {
    return key.equals(part) || key.startsWith(part + ".") || key.startsWith(part + "[");
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
