package dev.openshiftkafka.pod.rebalance;

import dev.openshiftkafka.pod.rebalance.ClusterLoad.PartitionLoad;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Clusters with partitions of very different sizes, placed without regard to them. */
final class RandomCluster {
  private final Random random;
  private final int racks;

  /**
   * Creates a source of clusters.
   *
   * @param racks number of racks; broker i is in rack i modulo this number
   */
  RandomCluster(long seed, int racks) {
    this.random = new Random(seed);
    this.racks = racks;
  }

  /**
   * A cluster.
   *
   * @param live number of live brokers
   * @param used number of brokers with replicas, the first ones
   * @param factor replication factor
   */
  ClusterLoad of(int live, int used, int partitions, int factor) {
    var brokers = new TreeMap<Integer, String>();
    for (int id = 0; id < live; id++) {
      brokers.put(id, "zone-" + id % racks);
    }
    var loads = new ArrayList<PartitionLoad>();
    for (int i = 0; i < partitions; i++) {
      long bytes = Math.round(Math.exp(random.nextGaussian()) * 100_000_000);
      loads.add(
          new PartitionLoad(
              new TopicPartition("topic-" + i % 40, i / 40),
              replicas(used, factor),
              bytes,
              random.nextInt(1_000_000)));
    }
    return new ClusterLoad(brokers, loads);
  }

  /** Brokers in different racks as far as possible, in any order. */
  private List<Integer> replicas(int used, int factor) {
    var ids = new ArrayList<Integer>();
    for (int id = 0; id < used; id++) {
      ids.add(id);
    }
    Collections.shuffle(ids, random);
    var chosen = new ArrayList<Integer>();
    for (int round = 0; chosen.size() < factor; round++) {
      int most = round;
      for (int id : ids) {
        long sharing = chosen.stream().filter(other -> other % racks == id % racks).count();
        if (chosen.size() < factor && !chosen.contains(id) && sharing <= most) {
          chosen.add(id);
        }
      }
    }
    return chosen;
  }
}
