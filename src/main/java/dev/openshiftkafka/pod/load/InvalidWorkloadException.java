package dev.openshiftkafka.pod.load;

import java.util.List;

/** A workload that cannot be run; its message lists every fault. */
public final class InvalidWorkloadException extends IllegalArgumentException {
  InvalidWorkloadException(String workload, List<String> faults) {
    super(
        "The workload '%s' has %d fault%s:%n  %s"
            .formatted(
                workload,
                faults.size(),
                faults.size() == 1 ? "" : "s",
                String.join(System.lineSeparator() + "  ", faults)));
  }
}
