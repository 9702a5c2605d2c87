package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Names;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What moves partitions to other brokers, which an update of the stack never does. */
public final class ReassignmentAdvice {
  private ReassignmentAdvice() {}

  /** The command that spreads partitions over all brokers. */
  public static String command(StackConfig config) {
    return "bin/reassign --namespace=" + config.project().name();
  }

  /** What remains to be done after brokers were added. */
  public static Optional<String> advice(Map<String, String> deployed, StackConfig config) {
    String places = deployed.get(Names.BROKERS + "." + DeploymentSnapshot.PLACES);
    int before = places == null ? 0 : places.split(" ").length;
    int after = config.kafka().brokers();
    if (places == null || after <= before) {
      return Optional.empty();
    }
    String added =
        IntStream.range(before, after).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return Optional.of(
        "kafka.brokers: %d -> %d: only new topics get partitions on the brokers %s; to spread those that"
                .formatted(before, after, added)
            + " are there: "
            + command(config)
            + " --execute");
  }
}
