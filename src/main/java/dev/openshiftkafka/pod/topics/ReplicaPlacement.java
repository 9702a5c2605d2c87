package dev.openshiftkafka.pod.topics;

import dev.openshiftkafka.pod.topics.ClusterReader.ActualCluster;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualTopic.Partition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses brokers for partitions whose replication factor changes.
 *
 * <p>New replicas go to racks that have none of the partition, and there to the brokers with the
 * fewest replicas. The leader of a partition keeps its replica.
 */
final class ReplicaPlacement {
  private final Map<Integer, String> racks;
  private final Map<Integer, Integer> load = new HashMap<>();

  ReplicaPlacement(ActualCluster cluster) {
    this.racks = cluster.racks();
    cluster.topics().values().stream()
        .flatMap(topic -> topic.partitions().stream())
        .flatMap(partition -> partition.replicas().stream())
        .forEach(broker -> load.merge(broker, 1, Integer::sum));
  }

  /** Returns the replicas of a partition for a replication factor of at most the live brokers. */
  List<Integer> of(Partition partition, int factor) {
    var replicas = new ArrayList<>(partition.replicas());
    while (replicas.size() < factor) {
      int added =
          racks.keySet().stream()
              .filter(broker -> !replicas.contains(broker))
              .min(
                  Comparator.comparing((Integer broker) -> sharesRack(broker, replicas))
                      .thenComparing(this::load)
                      .thenComparing(Comparator.naturalOrder()))
              .orElseThrow();
      replicas.add(added);
      load.merge(added, 1, Integer::sum);
    }
    while (replicas.size() > factor) {
      Integer removed =
          replicas.stream()
              .filter(broker -> !broker.equals(partition.leader()))
              .max(
                  Comparator.comparing((Integer broker) -> !partition.isr().contains(broker))
                      .thenComparing(broker -> sharesRack(broker, replicas))
                      .thenComparing(this::load)
                      .thenComparing(replicas::indexOf))
              .orElseThrow();
      replicas.remove(removed);
      load.merge(removed, -1, Integer::sum);
    }
    return replicas;
  }

  private boolean sharesRack(int broker, List<Integer> replicas) {
    String rack = racks.getOrDefault(broker, "");
    return replicas.stream()
        .anyMatch(other -> other != broker && racks.getOrDefault(other, "").equals(rack));
  }

  private int load(int broker) {
    return load.getOrDefault(broker, 0);
  }
}
