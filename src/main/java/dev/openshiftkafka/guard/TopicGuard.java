package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Refuses to decrease the number of partitions of a declared topic, and warns of topics that are no
 * longer declared.
 */
public final class TopicGuard {
  /**
   * Snapshot key, whose value has one line per number of partitions: {@code 6: orders payments}.
   */
  private static final String TOPICS = "topics.byPartitions";

  /** Kafka's recommendation, leaders and followers included (KIP-578). */
  private static final int MAX_REPLICAS_PER_BROKER = 4000;

  private final StackConfig config;
  private final NavigableMap<String, Integer> before;
  private final NavigableMap<String, Integer> after = new TreeMap<>();

  private TopicGuard(Map<String, String> deployed, StackConfig config) {
    this.config = config;
    this.before = read(deployed.getOrDefault(TOPICS, ""));
    config.topics().declared().forEach(topic -> after.put(topic.name(), topic.partitions()));
  }

  /**
   * Compares the declared topics with those of the last successful update.
   *
   * @param deployed snapshot that this update exported, empty before the first update
   */
  public static TopicGuard of(Map<String, String> deployed, StackConfig config) {
    return new TopicGuard(deployed, config);
  }

  /** The reasons to refuse the change, each with what to do. */
  public List<String> refusals() {
    var reasons = new ArrayList<String>();
    before.forEach(
        (name, partitions) -> {
          Integer wanted = after.get(name);
          if (wanted != null && wanted < partitions) {
            reasons.add(
                ("partitions of topic %s: %d -> %d: Kafka cannot decrease the number of partitions,"
                        + " whose records would be lost; keep at least %d, or declare a topic"
                        + " with another name")
                    .formatted(name, partitions, wanted, partitions));
          }
        });
    return List.copyOf(reasons);
  }

  /** Warnings about topics that are no longer declared, and about too many replicas. */
  public List<String> warnings() {
    var warnings = new ArrayList<String>();
    List<String> removed = removed();
    if (!removed.isEmpty() && config.topics().allowDelete()) {
      warnings.add(
          "topics.declared: removed topics will be deleted with all their records, because"
              + " topics.allowDelete is true: "
              + String.join(", ", removed));
    } else if (!removed.isEmpty()) {
      warnings.add(
          "topics.declared: removed topics stay in the cluster with their records, because"
              + " topics.allowDelete is false: "
              + String.join(", ", removed)
              + "; after this update, the stack no longer manages them");
    }
    long replicas =
        config.topics().declared().stream()
            .mapToLong(topic -> (long) topic.partitions() * topic.replicationFactor())
            .sum();
    long each = replicas / config.kafka().brokers();
    if (each > MAX_REPLICAS_PER_BROKER) {
      warnings.add(
          ("topics.declared: %d partition replicas on %d brokers are %d per broker, but Kafka"
                  + " recommends at most %d; add brokers or declare fewer partitions")
              .formatted(replicas, config.kafka().brokers(), each, MAX_REPLICAS_PER_BROKER));
    }
    return List.copyOf(warnings);
  }

  /** Names of the topics that the last update declared and the current configuration does not. */
  public List<String> removed() {
    return before.keySet().stream().filter(name -> !after.containsKey(name)).toList();
  }

  /** The declared topics, as entries of the deployment snapshot. */
  public Map<String, String> snapshot() {
    return config.topics().isWanted() ? Map.of(TOPICS, text(after)) : Map.of();
  }

  private static String text(NavigableMap<String, Integer> topics) {
    return topics.keySet().stream()
        .collect(Collectors.groupingBy(topics::get, TreeMap::new, Collectors.joining(" ")))
        .entrySet()
        .stream()
        .map(line -> line.getKey() + ": " + line.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static NavigableMap<String, Integer> read(String text) {
    var topics = new TreeMap<String, Integer>();
    text.lines()
        .map(line -> line.split(": ", 2))
        .forEach(
            line ->
                List.of(line[1].split(" "))
                    .forEach(name -> topics.put(name, Integer.valueOf(line[0]))));
    return topics;
  }
}
