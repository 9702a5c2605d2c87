package dev.openshiftkafka.pod.topics;

import java.util.Map;

/**
 * The declared state of a topic.
 *
 * @param settings the topic configs that override broker defaults
 */
public record DeclaredTopic(
    String name, int partitions, int replicationFactor, Map<String, String> settings) {

  /** Returns the topic's properties in one line. */
  String summary() {
    var text =
        new StringBuilder(
            "%d partitions, replication factor %d".formatted(partitions, replicationFactor));
    settings.forEach((key, value) -> text.append(", ").append(key).append('=').append(value));
    return text.toString();
  }
}
