package dev.openshiftkafka.pod.rebalance;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Makes other replicas the preferred leaders until all brokers have the same number of them, which
 * copies nothing. Only where a broker has too few replicas for that, small ones move to it.
 */
final class LeaderBalance {
  private static final int NONE = -1;

  /** 1.1 * 10 is more than 11. */
  private static final double ROUNDING = 1e-9;

  private final Placement placement;
  private final double mean;
  private final double meanWeight;
  private final int[] smallestFirst;

  LeaderBalance(Placement placement) {
    this.placement = placement;
    double n = placement.targets.length;
    this.mean = Arrays.stream(placement.targets).map(b -> placement.leaders[b]).sum() / n;
    this.meanWeight =
        Arrays.stream(placement.targets).mapToDouble(b -> placement.weights[b]).sum() / n;
    this.smallestFirst =
        IntStream.range(0, placement.partitions)
            .filter(p -> placement.movable[p])
            .boxed()
            .sorted(Comparator.comparingDouble((Integer p) -> placement.weight[p]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Changes leaders if they are not even; returns whether it changed any. */
  boolean improve() {
    if (isEven(RebalancePlanner.TOLERANCE)) {
      return false;
    }
    boolean changed = false;
    while (!isEven(RebalancePlanner.GOAL) && (passOn() || moveSmall())) {
      changed = true;
    }
    return changed;
  }

  private boolean isEven(double tolerance) {
    return Arrays.stream(placement.targets)
        .noneMatch(b -> hasTooMany(b, tolerance) || hasTooFew(b, tolerance));
  }

  private boolean hasTooMany(int b, double tolerance) {
    return placement.leaders[b] > Math.ceil((1 + tolerance) * mean - ROUNDING);
  }

  private boolean hasTooFew(int b, double tolerance) {
    return placement.leaders[b] < Math.floor((1 - tolerance) * mean + ROUNDING);
  }

  private List<Integer> fewestFirst() {
    return Arrays.stream(placement.targets)
        .boxed()
        .sorted(Comparator.comparingInt((Integer b) -> placement.leaders[b]))
        .toList();
  }

  /** Passes a leadership from a broker above the mean to one below it, perhaps through others. */
  private boolean passOn() {
    List<Integer> brokers = fewestFirst();
    for (int to : brokers) {
      if (placement.leaders[to] >= mean) {
        return false;
      }
      boolean tooFew = hasTooFew(to, RebalancePlanner.GOAL);
      if (passOn(
          to,
          from ->
              placement.leaders[from] > mean
                  && (tooFew || hasTooMany(from, RebalancePlanner.GOAL)))) {
        return true;
      }
    }
    return false;
  }

  /** Searches backwards for the shortest chain of brokers that share partitions. */
  private boolean passOn(int last, IntPredicate isFirst) {
    int[] partition = new int[placement.on.length];
    int[] next = new int[placement.on.length];
    Arrays.fill(partition, NONE);
    var queue = new ArrayDeque<Integer>(List.of(last));
    while (!queue.isEmpty()) {
      int to = queue.remove();
      for (int p = placement.on[to].nextSetBit(0); p >= 0; p = placement.on[to].nextSetBit(p + 1)) {
        int from = placement.leader(p);
        if (!placement.movable[p] || from == last || partition[from] != NONE) {
          continue;
        }
        partition[from] = p;
        next[from] = to;
        if (isFirst.test(from) && placement.isTarget(from)) {
          for (int b = from; b != last; b = next[b]) {
            placement.lead(partition[b], next[b]);
          }
          return true;
        }
        queue.add(from);
      }
    }
    return false;
  }

  private boolean moveSmall() {
    for (int to : fewestFirst()) {
      if (placement.leaders[to] >= mean) {
        return false;
      }
      for (int p : smallestFirst) {
        int leader = placement.leader(p);
        boolean helps =
            placement.leaders[leader] > mean
                && (hasTooFew(to, RebalancePlanner.GOAL)
                    || hasTooMany(leader, RebalancePlanner.GOAL));
        int from = helps ? source(p, to) : NONE;
        if (from != NONE) {
          placement.move(p, from, to);
          placement.lead(p, to);
          return true;
        }
      }
    }
    return false;
  }

  /** The heaviest broker whose replica can move without making the bytes uneven. */
  private int source(int p, int to) {
    int best = NONE;
    for (int from : placement.brokers(p)) {
      if (placement.canMove(p, from, to)
          && staysEven(placement.weight[p], from, to)
          && (best == NONE || placement.weights[from] > placement.weights[best])) {
        best = from;
      }
    }
    return best;
  }

  private boolean staysEven(double weight, int from, int to) {
    double tolerated = RebalancePlanner.TOLERANCE * meanWeight;
    boolean within =
        placement.weights[to] + weight <= meanWeight + tolerated
            && placement.weights[from] - weight >= meanWeight - tolerated;
    return within || weight < placement.weights[from] - placement.weights[to];
  }
}
