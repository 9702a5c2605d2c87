package dev.openshiftkafka.topics;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.TopicConfig;
import dev.openshiftkafka.topics.admin.Declaration;
import dev.openshiftkafka.topics.admin.DeclaredTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an edit of the declared topics does, compared with what the last successful update made.
 *
 * <p>That update exported its topics, the Job that made them, and what that Job deleted.
 */
public final class TopicEdits {
  /** Lines of a number of partitions and the topics that have as many. */
  private static final String TOPICS = "topics.byPartitions";

  private static final String DELETED = "topics.deleted";
  private static final String JOB = "topics.job";

  /** Kafka's own guidance, of leaders and followers together (KIP-578). */
  private static final int MOST_REPLICAS_PER_BROKER = 4000;

  private final StackConfig config;
  private final Map<String, String> files = TopicFiles.all();
  private final SortedMap<String, Integer> before;
  private final SortedMap<String, Integer> after = new TreeMap<>();
  private final List<String> deleted;
  private final TopicsJob job;
  private final boolean same;

  private TopicEdits(Map<String, String> deployed, StackConfig config) {
    this.config = config;
    this.before = read(deployed.getOrDefault(TOPICS, ""));
    config.topics().declared().forEach(topic -> after.put(topic.name(), topic.partitions()));
    // What was deleted stays in the declaration until another edit: without one, nothing changes.
    boolean allowed = config.topics().allowDelete();
    List<String> last = allowed ? words(deployed.getOrDefault(DELETED, "")) : List.of();
    TopicsJob again = job(last);
    this.same = again.id().equals(deployed.get(JOB));
    this.deleted = same ? last : allowed ? leaving() : List.of();
    this.job = same ? again : job(deleted);
  }

  /**
   * Compares.
   *
   * @param deployed shape exported by the last successful update, empty before the first
   */
  public static TopicEdits of(Map<String, String> deployed, StackConfig config) {
    return new TopicEdits(deployed, config);
  }

  /** The reasons why an edit must not be made, each with the way out. */
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

  /** What must not happen unnoticed. */
  public List<String> warnings() {
    var warnings = new ArrayList<String>();
    List<String> leaving = leaving();
    if (!leaving.isEmpty() && config.topics().allowDelete()) {
      warnings.add(
          "These topics will be deleted with all their records, because they are declared no more"
              + " and topics.allowDelete is true: "
              + String.join(", ", leaving));
    } else if (!leaving.isEmpty()) {
      warnings.add(
          "These topics are declared no more, and stay in the cluster with their records, because"
              + " topics.allowDelete is false: "
              + String.join(", ", leaving)
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

  /** What the next edit is compared with, once the Job has done its work. */
  public Map<String, String> shape() {
    if (!config.topics().isWanted()) {
      return Map.of();
    }
    var shape = new TreeMap<String, String>();
    shape.put(TOPICS, text(after));
    if (!deleted.isEmpty()) {
      shape.put(DELETED, String.join(" ", deleted));
    }
    shape.put(JOB, job.id());
    return shape;
  }

  /** Whether the last successful update made everything as it is declared now. */
  boolean isNone() {
    return same;
  }

  TopicsJob job() {
    return job;
  }

  private List<String> leaving() {
    return before.keySet().stream().filter(name -> !after.containsKey(name)).toList();
  }

  private TopicsJob job(List<String> delete) {
    List<DeclaredTopic> topics =
        config.topics().declared().stream()
            .sorted(Comparator.comparing(TopicConfig::name))
            .map(
                topic ->
                    new DeclaredTopic(
                        topic.name(),
                        topic.partitions(),
                        topic.replicationFactor(),
                        topic.settings()))
            .toList();
    return new TopicsJob(config, files, new Declaration("", topics, delete));
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
            line -> words(line[1]).forEach(name -> topics.put(name, Integer.valueOf(line[0]))));
    return topics;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
