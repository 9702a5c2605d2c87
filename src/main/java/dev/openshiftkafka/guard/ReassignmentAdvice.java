package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.StackConfig;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Advice on partition reassignment, which no update of the stack does. */
public final class ReassignmentAdvice {
  private ReassignmentAdvice() {}

  /** The command that spreads partitions over all brokers. */
  public static String command(StackConfig config) {
    return "bin/reassign --namespace=" + config.project().name();
  }

  /** What to do after brokers have been added; empty when there are no new brokers. */
  public static Optional<String> advice(Map<String, String> deployed, StackConfig config) {
    int before = DeploymentSnapshot.brokers(deployed);
    int after = config.kafka().brokers();
    if (before == 0 || after <= before) {
      return Optional.empty();
    }
    String added =
        IntStream.range(before, after).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return Optional.of(
        ("kafka.brokers: %d -> %d: Kafka assigns only partitions of new topics to brokers %s; to"
                + " move existing partitions, run: %s --execute")
            .formatted(before, after, added, command(config)));
  }
}
