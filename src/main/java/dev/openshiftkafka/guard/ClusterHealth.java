package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.StackConfig;
import java.util.List;

/** Reads the state of deployed brokers and quorum members, and of the nodes below them. */
@FunctionalInterface
public interface ClusterHealth {
  /** The health of a deployed stack; never fails, but says what it could not read. */
  Report of(StackConfig config);

  /**
   * The health of a deployed stack.
   *
   * @param faults objects that are not ready or being updated, each with its state
   * @param unknown what could not be read, each with the reason
   */
  record Report(List<String> faults, List<String> unknown) {
    /** A stack in which every member is ready. */
    public static final Report HEALTHY = new Report(List.of(), List.of());

    /** Copies the lists. */
    public Report {
      faults = List.copyOf(faults);
      unknown = List.copyOf(unknown);
    }
  }
}
