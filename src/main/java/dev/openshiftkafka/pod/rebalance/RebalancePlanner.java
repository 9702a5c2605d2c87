package dev.openshiftkafka.pod.rebalance;

import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.rebalance.ClusterLoad.PartitionLoad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Plans a reassignment that copies as few bytes as possible. Afterwards, brokers that leave have no
 * replicas, the replicas of a partition share racks as little as possible, and the brokers hold the
 * same number of bytes and of preferred leaders, within {@link #TOLERANCE} of the mean.
 *
 * <p>It chooses replicas one by one and takes nothing back: a replica has a size, a rate and
 * perhaps the leadership, and cannot be divided, so that this is not a flow that a library could
 * compute. The preferred leaders are one, but a library for it is larger than the ConfigMap of a
 * pod's program may be.
 *
 * <p>Plans depend on their input only. A cluster that is even within the tolerance keeps its
 * replicas, and so does a cluster that a plan has made as even as its partitions allow.
 */
final class RebalancePlanner {
  /** Largest difference of a broker from the mean, as a part of the mean. */
  static final double TOLERANCE = 0.1;

  /** What a plan aims at, because sizes change while replicas are copied. */
  static final double GOAL = 0.06;

  /** Leaders may need replicas elsewhere, which changes the bytes. */
  private static final int ROUNDS = 10;

  private final Placement placement;

  private RebalancePlanner(Placement placement) {
    this.placement = placement;
  }

  /**
   * Makes a plan.
   *
   * @param brokers ids of the brokers that hold the replicas afterwards
   * @param mayMove whether the replicas of a partition may move; the others count as load
   * @throws RefusedException when no plan is possible, with the reasons
   */
  static RebalancePlan plan(
      ClusterLoad load, Set<Integer> brokers, Predicate<PartitionLoad> mayMove)
      throws RefusedException {
    check(load, brokers, mayMove);
    var placement = new Placement(load, brokers, mayMove);
    var planner = new RebalancePlanner(placement);
    planner.evacuate();
    planner.separateRacks();
    var replicas = new ReplicaBalance(placement);
    var leaders = new LeaderBalance(placement);
    for (int round = 0; round < ROUNDS; round++) {
      boolean moved = replicas.improve();
      if (!leaders.improve() && !moved) {
        break;
      }
    }
    return new RebalancePlan(load, brokers, placement.changes());
  }

  private static void check(
      ClusterLoad load, Set<Integer> brokers, Predicate<PartitionLoad> mayMove)
      throws RefusedException {
    var reasons = new TreeSet<String>();
    for (int broker : brokers) {
      if (!load.racks().containsKey(broker)) {
        reasons.add("broker " + broker + ": is not running; start it");
      }
    }
    for (PartitionLoad partition : load.partitions()) {
      int factor = partition.replicas().size();
      if (mayMove.test(partition) && factor > brokers.size()) {
        reasons.add(
            "topic %s: has replication factor %d, but only %d brokers can hold its replicas"
                .formatted(partition.id().topic(), factor, brokers.size()));
      }
    }
    if (!reasons.isEmpty()) {
      throw new RefusedException("The replicas cannot be reassigned", List.copyOf(reasons));
    }
  }

  /** A replica that must move, and how many others of its partition are in racks with it. */
  private record Replica(int partition, int broker, int sharing) {}

  /** Moves replicas from brokers that leave, the largest first, to the emptiest broker. */
  private void evacuate() {
    var leaving = new ArrayList<Replica>();
    for (int p = 0; p < placement.partitions; p++) {
      for (int b : placement.brokers(p)) {
        if (placement.movable[p] && !placement.isTarget(b)) {
          leaving.add(new Replica(p, b, 0));
        }
      }
    }
    // Stable, so that equal sizes keep the order of their partitions.
    leaving.sort(
        Comparator.comparingDouble((Replica replica) -> placement.weight[replica.partition()])
            .reversed());
    for (Replica replica : leaving) {
      placement.move(
          replica.partition(),
          replica.broker(),
          destination(replica.partition(), replica.broker()));
    }
  }

  /** The broker whose rack has the fewest replicas of the partition, and then the emptiest. */
  private int destination(int p, int from) {
    int best = -1;
    int bestSharing = 0;
    for (int to : placement.targets) {
      if (placement.on[to].get(p)) {
        continue;
      }
      int sharing = placement.sharing(p, from, to);
      if (best < 0
          || sharing < bestSharing
          || (sharing == bestSharing && placement.weights[to] < placement.weights[best])) {
        best = to;
        bestSharing = sharing;
      }
    }
    return best;
  }

  /** Moves replicas that share a rack although another rack has fewer of the partition. */
  private void separateRacks() {
    for (int p = 0; p < placement.partitions; p++) {
      Replica crowded = placement.movable[p] ? crowded(p) : null;
      while (crowded != null) {
        placement.move(p, crowded.broker(), destination(p, crowded.broker()));
        crowded = crowded(p);
      }
    }
  }

  /** The replica to move: not the preferred leader if there is a choice. */
  private @Nullable Replica crowded(int p) {
    Replica crowded = null;
    for (int b : placement.brokers(p)) {
      int to = destination(p, b);
      int sharing = placement.sharing(p, b, b);
      if (to >= 0
          && placement.sharing(p, b, to) < sharing
          && (crowded == null
              || sharing > crowded.sharing()
              || (sharing == crowded.sharing()
                  && (crowded.broker() == placement.leader(p)
                      || placement.weights[b] > placement.weights[crowded.broker()])))) {
        crowded = new Replica(p, b, sharing);
      }
    }
    return crowded;
  }
}
