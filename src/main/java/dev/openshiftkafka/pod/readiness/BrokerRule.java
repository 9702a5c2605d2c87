package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides whether a broker is ready: whether the next broker may be stopped.
 *
 * <p>A StatefulSet's rolling update stops the next pod as soon as the one before is ready; it does
 * not look at the pods that it has not reached yet. A PodDisruptionBudget counts an unready pod as
 * a disruption and refuses to evict a second one. Kafka's clients and brokers ignore readiness:
 * they follow the controller's metadata, and both Services publish pods that are not ready. So an
 * unready broker serves and catches up like any other, and a cluster that starts from nothing, or
 * after a loss of power, cannot deadlock on its own readiness.
 *
 * <p>A broker that has just started waits for
 *
 * <ul>
 *   <li>its registration among the live brokers: before it has received metadata from the
 *       controller, an empty list of partitions means nothing. The gauge UnderReplicatedPartitions
 *       is 0 then, and stays 0, because it counts only partitions that the broker leads, and after
 *       a start it leads none;
 *   <li>its own replicas to be in sync ({@link Cause#OUT_OF_SYNC});
 *   <li>replicas on other brokers of partitions that would not take writes with one broker less
 *       ({@link Cause#AT_MIN_ISR}). Otherwise a roll that meets a broker restarted for another
 *       reason would stop the last in-sync replicas;
 *   <li>offline brokers, for the same reason, and partitions without a leader ({@link
 *       Cause#BROKER_OFFLINE}). The broker cannot repair this, and a broker that is lost for good
 *       must not block the others for ever: {@link ReadinessDebouncer} limits this wait.
 * </ul>
 *
 * <p>A partition whose replicas are all in sync never delays readiness, whatever its {@code
 * min.insync.replicas}: a topic with replication factor 1, or with a greater {@code
 * min.insync.replicas} than replicas. With more than three brokers, partitions without a replica on
 * this broker count too, because it is unknown which broker stops next.
 *
 * <p>When a zone is lost, the brokers of the other zones stay ready ({@link ReadinessDebouncer}):
 * the unready pods of the lost zone already make budgets refuse evictions.
 */
final class BrokerRule {
  private BrokerRule() {}

  static Assessment assess(ClusterView view) {
    if (!view.live().contains(view.self())) {
      return Assessment.unknown(
          "broker " + view.self() + " is not among the live brokers " + view.live());
    }
    var assessment = new Assessment.Builder();
    for (Partition partition : view.partitions()) {
      assess(view, partition, assessment);
    }
    return assessment.stopRisk(stopRisk(view)).build();
  }

  /**
   * Partitions with a missing replica that would fall below {@code min.insync.replicas}, or lose
   * their last in-sync replica, without this broker. Unlike readiness, this does not depend on
   * whether the broker of the missing replica is alive: writes stop in either case.
   *
   * <p>A partition whose replicas are all in sync is no risk: one broker less is what replication
   * is for, and a topic with replication factor 1 must not block its broker for ever.
   */
  private static StopRisk stopRisk(ClusterView view) {
    var partitions = new ArrayList<String>();
    var missing = new TreeSet<Integer>();
    var offline = new TreeSet<Integer>();
    for (Partition partition : view.partitions()) {
      List<Integer> outOfSync = partition.outOfSync();
      partition.replicas().stream()
          .filter(replica -> !view.live().contains(replica))
          .forEach(offline::add);
      if (!outOfSync.isEmpty()
          && partition.isr().contains(view.self())
          && partition.isr().size() - 1 < view.minInsync(partition)) {
        partitions.add(partition.toString());
        missing.addAll(outOfSync);
      }
    }
    String loss =
        partitions.isEmpty()
            ? ""
            : "fewer in-sync replicas than min.insync.replicas would be left of "
                + Assessment.summary(partitions)
                + " (out of sync on brokers "
                + missing
                + ")";
    return new StopRisk(loss, missing, offline);
  }

  private static void assess(ClusterView view, Partition partition, Assessment.Builder assessment) {
    List<Integer> outOfSync = partition.outOfSync();
    if (!view.live().contains(partition.leader())) {
      assessment.add(Cause.BROKER_OFFLINE, partition + " (no leader)");
    } else if (outOfSync.contains(view.self())) {
      assessment.add(Cause.OUT_OF_SYNC, partition.toString());
    } else if (!outOfSync.isEmpty() && partition.isr().size() <= view.minInsync(partition)) {
      // Live brokers first: only when they have caught up does it show whether one is still needed.
      boolean catchingUp = outOfSync.stream().anyMatch(view.live()::contains);
      assessment.add(
          catchingUp ? Cause.AT_MIN_ISR : Cause.BROKER_OFFLINE,
          partition + " (out of sync on brokers " + outOfSync + ")");
    }
  }

  /**
   * The cluster's metadata as one broker knows it.
   *
   * @param self id of that broker
   * @param live ids of the brokers that are registered and alive
   * @param partitions all partitions of all topics
   * @param minInsync {@code min.insync.replicas} by topic; a missing topic has just been deleted
   */
  record ClusterView(
      int self, Set<Integer> live, List<Partition> partitions, Map<String, Integer> minInsync) {

    /**
     * A partition.
     *
     * @param leader id of its leader; negative when it has none
     * @param replicas ids of its replicas, without those that a reassignment is adding: they have
     *     not served yet, and the reassignment may take hours
     * @param isr ids of the in-sync replicas
     */
    record Partition(
        String topic, int number, int leader, List<Integer> replicas, List<Integer> isr) {
      List<Integer> outOfSync() {
        return replicas.stream().filter(replica -> !isr.contains(replica)).toList();
      }

      @Override
      public String toString() {
        return topic + "-" + number;
      }
    }

    int minInsync(Partition partition) {
      return minInsync.getOrDefault(partition.topic(), 1);
    }
  }
}
