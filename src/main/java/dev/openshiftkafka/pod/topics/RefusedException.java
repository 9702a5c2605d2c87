package dev.openshiftkafka.pod.topics;

import java.util.List;

/** The cluster cannot be made as it is declared. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** One line for each fault. */
  RefusedException(String heading, List<String> faults) {
    super(heading + ":\n  " + String.join("\n  ", faults));
  }
}
