package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.RebalanceMode;
import dev.openshiftkafka.config.StackConfig;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What becomes of the replicas when the number of brokers changes. */
public final class ReassignmentAdvice {
  private ReassignmentAdvice() {}

  /** The command that spreads partitions over all brokers. */
  public static String command(StackConfig config) {
    return "bin/reassign --namespace=" + config.project().name();
  }

  /** What an update does or leaves to do; empty when there is nothing to say. */
  public static Optional<String> advice(Map<String, String> deployed, StackConfig config) {
    int before = DeploymentSnapshot.brokers(deployed);
    int after = config.kafka().brokers();
    boolean moves = config.kafka().rebalance() == RebalanceMode.ON_SCALE;
    if (before == 0 || after == before || (after < before && !moves)) {
      return Optional.empty();
    }
    String changed =
        IntStream.range(Math.min(before, after), Math.max(before, after))
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    String text;
    if (!moves) {
      text =
          "Kafka assigns only partitions of new topics to brokers %s; to move existing partitions,"
                  .formatted(changed)
              + " run: "
              + command(config)
              + " --execute";
    } else if (after > before) {
      text =
          "the Job kafka-rebalance-added moves replicas to brokers %s once they are ready; its log"
                  .formatted(changed)
              + " shows the plan with bytes and time, and the progress";
    } else {
      text =
          "the Job kafka-rebalance-removed moves all replicas from brokers %s before they stop; its"
                  .formatted(changed)
              + " log shows the plan with bytes and time, and the progress";
    }
    return Optional.of("kafka.brokers: %d -> %d: %s".formatted(before, after, text));
  }
}
