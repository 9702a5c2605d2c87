package dev.openshiftkafka.stack.topics;

import dev.openshiftkafka.config.LogRetention;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.TopicConfig;
import dev.openshiftkafka.guard.TopicGuard;
import dev.openshiftkafka.pod.topics.Declaration;
import dev.openshiftkafka.pod.topics.DeclaredTopic;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Job of the declared topics, compared with the Job of the last successful update.
 *
 * <p>The snapshot of that update contains the id of its Job and the topics that the Job deleted.
 */
final class TopicsUpdate {
  private static final String DELETED = "topics.deleted";
  private static final String JOB = "topics.job";

  private final StackConfig config;
  private final TopicGuard guard;
  private final Map<String, String> files = TopicsJob.programArchives();
  private final List<String> deleted;
  private final TopicsJob job;
  private final boolean unchanged;

  /**
   * Compares the configuration with the snapshot.
   *
   * @param deployed snapshot that the last successful update exported; empty before the first
   */
  TopicsUpdate(Map<String, String> deployed, StackConfig config) {
    this.config = config;
    this.guard = TopicGuard.of(deployed, config);
    // Deleted topics remain in the declaration until the next edit, because an update without an
    // edit must not change anything.
    boolean allowed = config.topics().allowDelete();
    List<String> last = allowed ? words(deployed.getOrDefault(DELETED, "")) : List.of();
    TopicsJob again = job(last);
    this.unchanged = again.id().equals(deployed.get(JOB));
    this.deleted = unchanged ? last : allowed ? guard.removed() : List.of();
    this.job = unchanged ? again : job(deleted);
  }

  /** Entries of the snapshot for the next update, valid after the Job has succeeded. */
  Map<String, String> snapshot() {
    if (!config.topics().isWanted()) {
      return Map.of();
    }
    var snapshot = new TreeMap<>(guard.snapshot());
    if (!deleted.isEmpty()) {
      snapshot.put(DELETED, String.join(" ", deleted));
    }
    snapshot.put(JOB, job.id());
    return snapshot;
  }

  /** Whether the last successful update ran the same Job. */
  boolean isUnchanged() {
    return unchanged;
  }

  TopicsJob job() {
    return job;
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
                        LogRetention.settings(config, topic)))
            .toList();
    return new TopicsJob(config, files, new Declaration("", topics, delete));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
