package dev.openshiftkafka.config;

import java.util.Objects;

/**
 * One thing that is wrong in a configuration.
 *
 * @param key path of the key, relative to the record that found the fault
 * @param value what stands there, or null when nothing does
 * @param allowed what may stand there, and the way out
 */
public record Fault(String key, Object value, String allowed) {
  /** Refuses a fault that would tell its reader nothing. */
  public Fault {
    Objects.requireNonNull(key);
    Objects.requireNonNull(allowed);
  }

  /** The same fault, with its key below a path. */
  public Fault under(String parent) {
    String separator = parent.endsWith(":") || key.startsWith("[") ? "" : ".";
    return new Fault(parent + separator + key, value, allowed);
  }

  @Override
  public String toString() {
    if (value == null) {
      return key + ": " + allowed;
    }
    // One fault is one line, whatever stands in the value.
    String line = String.valueOf(value).replace("\r", "\\r").replace("\n", "\\n");
    return key + ": \"" + line + "\" " + allowed;
  }
}
