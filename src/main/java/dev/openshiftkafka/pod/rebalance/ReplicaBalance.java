package dev.openshiftkafka.pod.rebalance;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Moves replicas until all brokers hold the same number of bytes.
 *
 * <p>A replica moves from a broker above the mean to one below it, and only if neither passes the
 * mean: every copied byte then brings both closer to it. Of such replicas, this class moves those
 * that also bring the rates and the numbers of replicas of the two brokers closer to each other.
 */
final class ReplicaBalance {
  private final Placement placement;
  private final double mean;
  private final double meanRate;
  private final double meanCount;

  ReplicaBalance(Placement placement) {
    this.placement = placement;
    double n = placement.targets.length;
    this.mean = Arrays.stream(placement.targets).mapToDouble(b -> placement.weights[b]).sum() / n;
    this.meanRate = Arrays.stream(placement.targets).mapToDouble(b -> placement.rates[b]).sum() / n;
    this.meanCount =
        Arrays.stream(placement.targets).mapToDouble(b -> placement.counts[b]).sum() / n;
  }

  /** Moves replicas if the brokers are not even; returns whether it moved any. */
  boolean improve() {
    if (isEven(RebalancePlanner.TOLERANCE)) {
      return false;
    }
    boolean moved = false;
    while (!isEven(RebalancePlanner.GOAL) && moveOne()) {
      moved = true;
    }
    return moved;
  }

  private boolean isEven(double tolerance) {
    return Arrays.stream(placement.targets).noneMatch(b -> isOut(b, tolerance));
  }

  private boolean isOut(int b, double tolerance) {
    return Math.abs(placement.weights[b] - mean) > tolerance * mean;
  }

  private boolean moveOne() {
    int[] heaviest =
        Arrays.stream(placement.targets)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer b) -> placement.weights[b]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    // Where racks leave no such pair of brokers, the brokers of a rack can still become even.
    return moveOne(heaviest, true) || moveOne(heaviest, false);
  }

  private boolean moveOne(int[] heaviest, boolean acrossMean) {
    for (int from : heaviest) {
      for (int i = heaviest.length - 1; i >= 0; i--) {
        int to = heaviest[i];
        double difference = placement.weights[from] - placement.weights[to];
        boolean fits =
            acrossMean
                ? placement.weights[from] > mean && placement.weights[to] < mean
                : difference > RebalancePlanner.GOAL * mean;
        if (!fits) {
          break;
        }
        if (isOut(from, RebalancePlanner.GOAL) || isOut(to, RebalancePlanner.GOAL)) {
          int p = acrossMean ? choose(from, to) : closestToHalf(from, to, difference);
          if (p >= 0) {
            placement.move(p, from, to);
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The partition whose replica moves; negative when none can. */
  private int choose(int from, int to) {
    double limit = Math.min(placement.weights[from] - mean, mean - placement.weights[to]);
    double needed =
        Math.min(
            limit,
            Math.max(
                placement.weights[from] - (1 + RebalancePlanner.GOAL) * mean,
                (1 - RebalancePlanner.GOAL) * mean - placement.weights[to]));
    int best = -1;
    boolean bestFree = false;
    double bestMisfit = 0;
    int smallest = -1;
    for (int p = next(from, 0); p >= 0; p = next(from, p + 1)) {
      double weight = placement.weight[p];
      if (weight > limit || !placement.canMove(p, from, to)) {
        continue;
      }
      if (weight > needed) {
        smallest = smallest < 0 || weight < placement.weight[smallest] ? p : smallest;
        continue;
      }
      boolean free = placement.isFree(p, from, to);
      double misfit = misfit(p, from, to, limit);
      if (best < 0 || (free && !bestFree) || (free == bestFree && misfit < bestMisfit)) {
        best = p;
        bestFree = free;
        bestMisfit = misfit;
      }
    }
    return best >= 0 ? best : smallest;
  }

  /**
   * How far rate and number would be from even once the bytes are, if all replicas that moved were
   * like this one.
   */
  private double misfit(int p, int from, int to, double limit) {
    double times = limit / placement.weight[p];
    double number = (placement.counts[from] - placement.counts[to]) / 2.0;
    double misfit = Math.abs(times - number) / meanCount;
    if (meanRate > 0) {
      double rate = (placement.rates[from] - placement.rates[to]) / 2;
      misfit += Math.abs(times * placement.rate[p] - rate) / meanRate;
    }
    return misfit;
  }

  /** The partition whose replica brings two brokers closest together; negative when none can. */
  private int closestToHalf(int from, int to, double difference) {
    int best = -1;
    for (int p = next(from, 0); p >= 0; p = next(from, p + 1)) {
      if (placement.weight[p] < difference
          && placement.canMove(p, from, to)
          && (best < 0
              || Math.abs(placement.weight[p] - difference / 2)
                  < Math.abs(placement.weight[best] - difference / 2))) {
        best = p;
      }
    }
    return best;
  }

  private int next(int b, int p) {
    return placement.on[b].nextSetBit(p);
  }
}
