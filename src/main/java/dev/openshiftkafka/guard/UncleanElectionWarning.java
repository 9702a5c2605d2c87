package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.BrokersConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.TopicConfig;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Repeats at each preview that acknowledged records can be lost, because the stack allows it. */
public final class UncleanElectionWarning {
  private UncleanElectionWarning() {}

  /** The warning; empty unless the brokers or a declared topic elect unclean leaders. */
  public static Optional<String> of(StackConfig config) {
    var where = new ArrayList<String>();
    if (isEnabled(config.kafka().settings())) {
      where.add("kafka.settings");
    }
    config.topics().declared().stream()
        .filter(topic -> isEnabled(topic.settings()))
        .map(TopicConfig::name)
        .map("topic "::concat)
        .forEach(where::add);
    return where.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("%s is true (%s): when no in-sync replica of a partition is left, records that were"
                    + " acknowledged can be lost, because kafka.allowUncleanLeaderElection is true")
                .formatted(BrokersConfig.UNCLEAN_ELECTION, String.join(", ", where)));
  }

  private static boolean isEnabled(Map<String, String> settings) {
    return "true".equalsIgnoreCase(settings.get(BrokersConfig.UNCLEAN_ELECTION));
  }
}
