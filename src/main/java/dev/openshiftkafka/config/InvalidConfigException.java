package dev.openshiftkafka.config;

import com.pulumi.exceptions.RunException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says everything that is wrong in a configuration, at once.
 *
 * <p>As a {@link RunException} the engine prints its message without a stack trace.
 */
public final class InvalidConfigException extends RunException {
  private final transient List<Fault> faults;

  /** Collects faults whose keys are relative to the record that found them. */
  public InvalidConfigException(List<Fault> faults) {
    this(
        "The configuration has " + (faults.size() == 1 ? "a fault" : faults.size() + " faults"),
        faults);
  }

  /** The same with a heading of its own. */
  public InvalidConfigException(String heading, List<Fault> faults) {
    super(
        faults.stream()
            .map(fault -> "  " + fault)
            .collect(Collectors.joining("\n", heading + ":\n", "")));
    this.faults = List.copyOf(faults);
  }

  /** The faults, in the order in which they were found. */
  public List<Fault> faults() {
    return faults;
  }
}
