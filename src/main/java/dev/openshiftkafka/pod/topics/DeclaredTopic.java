package dev.openshiftkafka.pod.topics;

import java.util.Map;

/**
 * A topic as it should be.
 *
 * @param settings all in which it differs from the brokers' defaults
 */
public record DeclaredTopic(
    String name, int partitions, int replicationFactor, Map<String, String> settings) {

  /** Its properties in one line. */
  String summary() {
    var text =
        new StringBuilder(
            "%d partitions, replication factor %d".formatted(partitions, replicationFactor));
    settings.forEach((key, value) -> text.append(", ").append(key).append('=').append(value));
    return text.toString();
  }
}
