package dev.openshiftkafka.config;

import com.pulumi.exceptions.RunException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reports all faults of a configuration.
 *
 * <p>It is a {@link RunException}, whose message the engine prints without a stack trace.
 */
public final class InvalidConfigException extends RunException {
  private final transient List<Fault> faults;

  /** Reports faults whose keys are relative to the record whose checks found them. */
  public InvalidConfigException(List<Fault> faults) {
    this("The configuration has " + count(faults), faults);
  }

  private InvalidConfigException(String message) {
    super(message);
    this.faults = List.of();
  }

  private InvalidConfigException(String heading, List<Fault> faults) {
    super(
        faults.stream()
            .map(fault -> "  " + fault)
            .collect(Collectors.joining("\n", heading + ":\n", "")));
    this.faults = List.copyOf(faults);
  }

  /** Reports the faults of a stack's configuration, with full keys. */
  public static InvalidConfigException ofStack(String stack, List<Fault> faults) {
    return new InvalidConfigException(
        "The configuration of stack '" + stack + "' has " + count(faults), faults);
  }

  /**
   * Reports that a stack file cannot be parsed.
   *
   * @param message place in the file, what is wrong, and what to do
   */
  public static InvalidConfigException ofFile(String message) {
    return new InvalidConfigException(message);
  }

  private static String count(List<Fault> faults) {
    return faults.size() == 1 ? "1 error" : faults.size() + " errors";
  }

  /** The faults, in the order in which they were found. */
  public List<Fault> faults() {
    return faults;
  }
}
