package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The topics of a run.
 *
 * @param name an existing topic, which must be empty and is left; null to make new ones
 * @param count topics to make
 * @param partitions partitions of each
 * @param replicationFactor replicas of each partition
 * @param settings settings of each topic, such as {@code min.insync.replicas}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TopicsSpec(
    String name, int count, int partitions, int replicationFactor, Map<String, String> settings) {

  /** Fills in defaults. */
  public TopicsSpec {
    settings = settings == null ? Map.of() : new TreeMap<>(settings);
    count = count == 0 ? 1 : count;
    partitions = partitions == 0 ? 3 : partitions;
    replicationFactor = replicationFactor == 0 ? 3 : replicationFactor;
  }

  void check(List<String> faults) {
    Workload.between(faults, "topics.count", count, 1, 1000);
    Workload.between(faults, "topics.partitions", partitions, 1, 10_000);
    Workload.between(faults, "topics.replicationFactor", replicationFactor, 1, 100);
    if (name != null && count != 1) {
      faults.add("topics.count: " + count + " must be 1 when topics.name names an existing topic");
    }
  }
}
