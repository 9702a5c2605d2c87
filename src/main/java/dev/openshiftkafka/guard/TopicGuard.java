package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares the declared topics with those of the last successful update: refuses fewer partitions,
 * and warns of topics that are deleted or no longer declared.
 */
public final class TopicGuard {
  /** Key of the snapshot: lines of a number of partitions and the topics that have it. */
  private static final String TOPICS = "topics.byPartitions";

  /** Kafka's own guidance, of leaders and followers together (KIP-578). */
  private static final int MOST_REPLICAS_PER_BROKER = 4000;

  private final StackConfig config;
  private final SortedMap<String, Integer> before;
  private final SortedMap<String, Integer> after = new TreeMap<>();

  private TopicGuard(Map<String, String> deployed, StackConfig config) {
    this.config = config;
    this.before = read(deployed.getOrDefault(TOPICS, ""));
    config.topics().declared().forEach(topic -> after.put(topic.name(), topic.partitions()));
  }

  /**
   * Compares.
   *
   * @param deployed snapshot that the last successful update exported, empty before the first
   */
  public static TopicGuard of(Map<String, String> deployed, StackConfig config) {
    return new TopicGuard(deployed, config);
  }

  /** The reasons to refuse the edit, each with the way out. */
  public List<String> refusals() {
    var reasons = new ArrayList<String>();
    before.forEach(
        (name, partitions) -> {
          Integer wanted = after.get(name);
          if (wanted != null && wanted < partitions) {
            reasons.add(
                ("partitions of topic %s: %d -> %d: Kafka takes no partition away, and its records"
                        + " would be lost; keep at least %d, or declare a topic of another name")
                    .formatted(name, partitions, wanted, partitions));
          }
        });
    return List.copyOf(reasons);
  }

  /** Warnings of deleted topics, forgotten topics, and too many replicas. */
  public List<String> warnings() {
    var warnings = new ArrayList<String>();
    List<String> removed = removed();
    if (!removed.isEmpty() && config.topics().allowDelete()) {
      warnings.add(
          "These topics will be deleted with all their records, because they are declared no more"
              + " and topics.allowDelete is true: "
              + String.join(", ", removed));
    } else if (!removed.isEmpty()) {
      warnings.add(
          "These topics are declared no more, and stay in the cluster with their records, because"
              + " topics.allowDelete is false: "
              + String.join(", ", removed)
              + ". After this update the stack knows nothing of them");
    }
    long replicas =
        config.topics().declared().stream()
            .mapToLong(topic -> (long) topic.partitions() * topic.replicationFactor())
            .sum();
    long each = replicas / config.kafka().brokers();
    if (each > MOST_REPLICAS_PER_BROKER) {
      warnings.add(
          ("topics.declared has %d replicas of partitions, %d on each of %d brokers; Kafka's own"
                  + " guidance is %d at most. Add brokers, or declare fewer partitions")
              .formatted(replicas, each, config.kafka().brokers(), MOST_REPLICAS_PER_BROKER));
    }
    return List.copyOf(warnings);
  }

  /** Names of the topics that the last update declared and this configuration does not. */
  public List<String> removed() {
    return before.keySet().stream().filter(name -> !after.containsKey(name)).toList();
  }

  /** The declared topics, as entries of the snapshot that the next edit is compared with. */
  public Map<String, String> snapshot() {
    return config.topics().isWanted() ? Map.of(TOPICS, text(after)) : Map.of();
  }

  private static String text(SortedMap<String, Integer> topics) {
    return topics.keySet().stream()
        .collect(Collectors.groupingBy(topics::get, TreeMap::new, Collectors.joining(" ")))
        .entrySet()
        .stream()
        .map(line -> line.getKey() + ": " + line.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static SortedMap<String, Integer> read(String text) {
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
