package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView.Partition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When a broker is ready: the next one may be stopped.
 *
 * <p>That is what readiness decides in a StatefulSet. Its roll stops the next pod as soon as the
 * one before is ready; it does not look at the pods that it has yet to come to. A budget counts an
 * unready pod as a disruption and refuses to evict a second one. Kafka's own clients and brokers do
 * not look at readiness: they go by the controller, and both Services publish pods that are not
 * ready. So an unready broker is served to, serves, and catches up as any other, and a cluster that
 * starts from nothing or after a loss of power cannot wait for itself.
 *
 * <p>A broker that has just started waits for
 *
 * <ul>
 *   <li>its place among the live brokers: before the controller has told it of the cluster, an
 *       empty list of partitions means nothing. The gauge UnderReplicatedPartitions would be 0
 *       then, and remain so, because it counts only partitions that the broker leads, and after a
 *       start it leads none;
 *   <li>its own replicas to be in sync ({@link Cause#BEHIND});
 *   <li>those of others, where one more broker less would stop writes ({@link Cause#THIN}). Else a
 *       roll that meets a broker restarted for another reason would stop its only support;
 *   <li>brokers that are gone, for the same reason, and partitions without a leader ({@link
 *       Cause#ABSENT}). This it cannot mend, and a broker that is gone for good must not hold up
 *       the repair of the others for ever: {@link ReadinessDebouncer} ends this wait.
 * </ul>
 *
 * <p>A topic whose replicas are all in sync is never waited for, however few they are or many it
 * demands: one with replication factor 1, or with more {@code min.insync.replicas} than replicas.
 * With more than three brokers, partitions count that have no replica here: it is not known which
 * broker is next.
 *
 * <p>When a zone is lost, the brokers of the others remain ready ({@link ReadinessDebouncer} lets only what is
 * wrong with a broker itself take its readiness): that the lost one is not ready already keeps
 * budgets from evicting them, and three alarms tell no more than one.
 */
final class BrokerRule {
  private BrokerRule() {}

  static Assessment assess(ClusterView view) {
    if (!view.live().contains(view.self())) {
      return Assessment.unknown(
          "broker " + view.self() + " is not among the live brokers " + view.live());
    }
    var waits = new Assessment.Builder();
    for (Partition partition : view.partitions()) {
      assess(view, partition, waits);
    }
    return waits.build();
  }

  private static void assess(ClusterView view, Partition partition, Assessment.Builder waits) {
    List<Integer> outside = partition.outside();
    if (!view.live().contains(partition.leader())) {
      waits.add(Cause.ABSENT, partition + " has no leader");
    } else if (outside.contains(view.self())) {
      waits.add(Cause.BEHIND, partition + " is not in sync here");
    } else if (!outside.isEmpty() && partition.insync().size() <= view.minInsync(partition)) {
      // Those that are back come first: until they have caught up, more cannot be said.
      boolean comes = outside.stream().anyMatch(view.live()::contains);
      waits.add(
          comes ? Cause.THIN : Cause.ABSENT, partition + " is not in sync on brokers " + outside);
    }
  }

  /**
   * The cluster as one broker sees it.
   *
   * @param self id of that broker
   * @param live ids of the brokers that the controller counts as alive
   * @param partitions all partitions of all topics
   * @param minInsync {@code min.insync.replicas} by topic; a topic that is missing was just deleted
   */
  record ClusterView(
      int self, Set<Integer> live, List<Partition> partitions, Map<String, Integer> minInsync) {

    /**
     * A partition.
     *
     * @param leader id of its leader, or a negative number
     * @param replicas ids of the brokers that shall have it; without those to which it is only being
     *     moved: they have not served it yet, and the move may take hours
     * @param insync ids of those that have all of it
     */
    record Partition(
        String topic, int number, int leader, List<Integer> replicas, List<Integer> insync) {
      List<Integer> outside() {
        return replicas.stream().filter(replica -> !insync.contains(replica)).toList();
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
