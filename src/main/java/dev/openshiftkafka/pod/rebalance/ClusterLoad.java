package dev.openshiftkafka.pod.rebalance;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What the brokers of a cluster hold.
 *
 * @param racks rack of each live broker, by broker id; empty for a broker without a rack
 * @param partitions all partitions
 */
record ClusterLoad(SortedMap<Integer, String> racks, List<PartitionLoad> partitions) {
  ClusterLoad {
    racks = Collections.unmodifiableSortedMap(new TreeMap<>(racks));
    partitions = List.copyOf(partitions);
  }

  ClusterLoad(Map<Integer, String> racks, List<PartitionLoad> partitions) {
    this(new TreeMap<>(racks), partitions);
  }

  /**
   * The load of a partition.
   *
   * @param replicas broker ids of its replicas, after an ongoing reassignment; the first is the
   *     preferred leader
   * @param bytes size of a replica, which a new replica copies
   * @param bytesPerSecond rate at which it is written; 0 when it is unknown
   */
  record PartitionLoad(
      TopicPartition id, List<Integer> replicas, long bytes, double bytesPerSecond) {
    PartitionLoad {
      replicas = List.copyOf(replicas);
      if (replicas.isEmpty() || bytes < 0 || bytesPerSecond < 0) {
        throw new IllegalArgumentException(
            id + ": has no replicas, or a negative size or rate: " + bytes + ", " + bytesPerSecond);
      }
    }

    /** The same partition with other replicas. */
    PartitionLoad with(List<Integer> others) {
      return new PartitionLoad(id, others, bytes, bytesPerSecond);
    }
  }

  /** The load after a reassignment of some partitions. */
  ClusterLoad with(Map<TopicPartition, List<Integer>> replicas) {
    return new ClusterLoad(
        racks,
        partitions.stream()
            .map(
                partition ->
                    partition.with(replicas.getOrDefault(partition.id(), partition.replicas())))
            .toList());
  }
}
