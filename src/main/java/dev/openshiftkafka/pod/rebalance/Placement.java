package dev.openshiftkafka.pod.rebalance;

import dev.openshiftkafka.pod.rebalance.ClusterLoad.PartitionLoad;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * The replicas of a cluster while a plan is made, with sums for each broker. Brokers and partitions
 * are indexes, because a plan weighs millions of moves.
 */
final class Placement {
  /**
   * A replica counts at least this part of the average replica. Otherwise empty partitions would
   * stay where they are, and what is written to them later would not be spread.
   */
  private static final double LEAST_WEIGHT = 0.01;

  final int partitions;

  /** Indexes of the brokers that hold the replicas afterwards, by broker id. */
  final int[] targets;

  /** Bytes of a replica of each partition, and at least a part of the average. */
  final double[] weight;

  final double[] rate;
  final boolean[] movable;

  /** Sums of each broker. */
  final double[] weights;

  final double[] rates;
  final int[] counts;
  final int[] leaders;

  /** Partitions that have a replica on a broker. */
  final BitSet[] on;

  private final int[] ids;
  private final int[] rack;
  private final boolean[] target;
  private final int[][] replicas;
  private final int[][] original;
  private final List<PartitionLoad> loads;

  /**
   * Creates the placement of a cluster.
   *
   * @param brokers ids of the brokers that hold the replicas afterwards
   * @param mayMove whether the replicas of a partition may move
   */
  Placement(ClusterLoad load, Set<Integer> brokers, Predicate<PartitionLoad> mayMove) {
    loads = load.partitions();
    partitions = loads.size();
    var all = new TreeSet<>(load.racks().keySet());
    // Replicas can be on brokers that are not alive.
    loads.forEach(partition -> all.addAll(partition.replicas()));
    ids = all.stream().mapToInt(Integer::intValue).toArray();
    var racks = new HashMap<String, Integer>();
    rack = new int[ids.length];
    target = new boolean[ids.length];
    on = new BitSet[ids.length];
    for (int b = 0; b < ids.length; b++) {
      String name = load.racks().getOrDefault(ids[b], "");
      rack[b] = racks.computeIfAbsent(name, key -> racks.size());
      target[b] = brokers.contains(ids[b]);
      on[b] = new BitSet(partitions);
    }
    targets = IntStream.range(0, ids.length).filter(b -> target[b]).toArray();
    weights = new double[ids.length];
    rates = new double[ids.length];
    counts = new int[ids.length];
    leaders = new int[ids.length];
    weight = new double[partitions];
    rate = new double[partitions];
    movable = new boolean[partitions];
    replicas = new int[partitions][];
    original = new int[partitions][];
    // A whole number, so that sums are exact in any order.
    double least = Math.max(1, Math.floor(LEAST_WEIGHT * average(loads)));
    for (int p = 0; p < partitions; p++) {
      PartitionLoad partition = loads.get(p);
      weight[p] = Math.max(least, (double) partition.bytes());
      rate[p] = partition.bytesPerSecond();
      movable[p] = mayMove.test(partition);
      replicas[p] =
          partition.replicas().stream().mapToInt(id -> Arrays.binarySearch(ids, id)).toArray();
      original[p] = replicas[p].clone();
      for (int b : replicas[p]) {
        add(p, b, 1);
      }
      leaders[leader(p)]++;
    }
  }

  private static double average(List<PartitionLoad> loads) {
    double bytes = 0;
    int count = 0;
    for (PartitionLoad partition : loads) {
      bytes += (double) partition.bytes() * partition.replicas().size();
      count += partition.replicas().size();
    }
    return count == 0 ? 0 : bytes / count;
  }

  private void add(int p, int b, int sign) {
    on[b].set(p, sign > 0);
    weights[b] += sign * weight[p];
    rates[b] += sign * rate[p];
    counts[b] += sign;
  }

  /** Index of the preferred leader. */
  int leader(int p) {
    return replicas[p][0];
  }

  /** Indexes of the brokers of a partition; the first is the preferred leader. */
  int[] brokers(int p) {
    return replicas[p];
  }

  boolean isTarget(int b) {
    return target[b];
  }

  TopicPartition partition(int p) {
    return loads.get(p).id();
  }

  /** Whether a move of a replica copies nothing that the plan does not copy anyway. */
  boolean isFree(int p, int from, int to) {
    return !contains(original[p], from) || contains(original[p], to);
  }

  /**
   * Whether a replica can move: the partition has none there, and its replicas share racks no more
   * than before.
   */
  boolean canMove(int p, int from, int to) {
    return movable[p] && !on[to].get(p) && sharing(p, from, to) <= sharing(p, from, from);
  }

  /** Number of replicas, without that on one broker, that are in the rack of another broker. */
  int sharing(int p, int without, int b) {
    int sharing = 0;
    for (int other : replicas[p]) {
      sharing += other != without && rack[other] == rack[b] ? 1 : 0;
    }
    return sharing;
  }

  /** Moves a replica, which stays the preferred leader if it was. */
  void move(int p, int from, int to) {
    int[] all = replicas[p];
    for (int i = 0; i < all.length; i++) {
      if (all[i] == from) {
        all[i] = to;
        add(p, from, -1);
        add(p, to, 1);
        if (i == 0) {
          leaders[from]--;
          leaders[to]++;
        }
        return;
      }
    }
    throw new IllegalArgumentException(partition(p) + " has no replica on broker " + ids[from]);
  }

  /** Makes a replica the preferred leader. */
  void lead(int p, int b) {
    int[] all = replicas[p];
    int before = all[0];
    for (int i = 0; i < all.length; i++) {
      if (all[i] == b) {
        System.arraycopy(all, 0, all, 1, i);
        all[0] = b;
        leaders[before]--;
        leaders[b]++;
        return;
      }
    }
    throw new IllegalArgumentException(partition(p) + " has no replica on broker " + ids[b]);
  }

  /** The replicas of all partitions that differ from those before, as broker ids. */
  Map<TopicPartition, List<Integer>> changes() {
    var changes = new LinkedHashMap<TopicPartition, List<Integer>>();
    for (int p = 0; p < partitions; p++) {
      if (!Arrays.equals(replicas[p], original[p])) {
        var brokers = new ArrayList<Integer>();
        for (int b : replicas[p]) {
          brokers.add(ids[b]);
        }
        changes.put(partition(p), brokers);
      }
    }
    return changes;
  }

  private static boolean contains(int[] brokers, int b) {
    for (int broker : brokers) {
      if (broker == b) {
        return true;
      }
    }
    return false;
  }
}
