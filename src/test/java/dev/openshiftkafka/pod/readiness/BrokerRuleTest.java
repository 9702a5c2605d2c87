package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView;
import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView.Partition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Assessments of cluster states that no recording contains. */
class BrokerRuleTest {
  private static final Set<Integer> ALL = Set.of(0, 1, 2);

  private static Partition partition(int leader, List<Integer> replicas, List<Integer> isr) {
    return new Partition("orders", 0, leader, replicas, isr);
  }

  /** The assessment of broker 0 with min.insync.replicas=2. */
  private static String assess(Set<Integer> live, Partition... partitions) {
    return BrokerRule.assess(new ClusterView(0, live, List.of(partitions), Map.of("orders", 2)))
        .toString();
  }

  @Test
  void assess_oneReplica_ready() {
    assertEquals("", assess(ALL, partition(0, List.of(0), List.of(0))));
    assertEquals("", assess(ALL, partition(1, List.of(1), List.of(1))));
  }

  @Test
  void assess_minInsyncAboveReplicas_ready() {
    var view =
        new ClusterView(
            0, ALL, List.of(partition(0, List.of(0, 1), List.of(0, 1))), Map.of("orders", 3));

    assertTrue(BrokerRule.assess(view).isEmpty());
  }

  @Test
  void assess_isrAtMinimum_waitsForOtherReplicas() {
    assertEquals(
        "partition at min ISR: orders-0 (out of sync on brokers [1, 2])",
        assess(ALL, partition(0, List.of(0, 1, 2), List.of(0))));
    assertEquals(
        "partition at min ISR: orders-0 (out of sync on brokers [2])",
        assess(ALL, partition(0, List.of(0, 1, 2), List.of(0, 1))));
  }

  @Test
  void assess_isrAboveMinimum_ready() {
    assertEquals(
        "", assess(Set.of(0, 1, 2, 3), partition(1, List.of(0, 1, 2, 3), List.of(0, 1, 2))));
  }

  @Test
  void assess_partitionWithoutLocalReplica_counts() {
    assertEquals(
        "partition at min ISR: orders-0 (out of sync on brokers [3])",
        assess(Set.of(0, 1, 2, 3), partition(1, List.of(1, 2, 3), List.of(1, 2))));
  }

  @Test
  void assess_twoOutOfSync_liveBrokerComesFirst() {
    assertEquals(
        "partition at min ISR: orders-0 (out of sync on brokers [1, 2])",
        assess(Set.of(0, 1), partition(0, List.of(0, 1, 2), List.of(0))));
    assertEquals(
        "broker offline: orders-0 (out of sync on brokers [2])",
        assess(Set.of(0, 1), partition(0, List.of(0, 1, 2), List.of(0, 1))));
  }

  @Test
  void assess_noLeader_isBrokerOffline() {
    assertEquals(
        "broker offline: orders-0 (no leader)",
        assess(Set.of(0), partition(-1, List.of(0, 1), List.of(1))));
    assertEquals(
        "broker offline: orders-0 (no leader)",
        assess(Set.of(0), partition(1, List.of(0, 1), List.of(1))));
  }

  private static StopRisk stopRisk(Set<Integer> live, int minInsync, Partition... partitions) {
    return BrokerRule.assess(
            new ClusterView(0, live, List.of(partitions), Map.of("orders", minInsync)))
        .stopRisk();
  }

  /** The missing broker may be down for good: its replica is missing all the same. */
  @Test
  void stopRisk_isrAtMinimum_countsOfflineBrokers() {
    Partition atMinimum = partition(0, List.of(0, 1, 2), List.of(0, 2));

    assertEquals(
        new StopRisk(
            "fewer in-sync replicas than min.insync.replicas would be left of orders-0 (out of"
                + " sync on brokers [1])",
            Set.of(1),
            Set.of(1)),
        stopRisk(Set.of(0, 2), 2, atMinimum));
    assertEquals(Set.of(), stopRisk(ALL, 2, atMinimum).offline());
    assertEquals(Set.of(1), stopRisk(ALL, 2, atMinimum).missing());
  }

  @Test
  void stopRisk_allInSync_isEmpty() {
    assertTrue(stopRisk(ALL, 2, partition(0, List.of(0), List.of(0))).isEmpty());
    assertTrue(stopRisk(ALL, 3, partition(0, List.of(0, 1, 2), List.of(0, 1, 2))).isEmpty());
    assertTrue(stopRisk(ALL, 3, partition(0, List.of(0, 1), List.of(0, 1))).isEmpty());
  }

  /** Also with min.insync.replicas=1, which permits writes to a single replica. */
  @Test
  void stopRisk_lastInSyncReplica_isRisk() {
    assertFalse(stopRisk(Set.of(0, 2), 1, partition(0, List.of(0, 1), List.of(0))).isEmpty());
    assertTrue(stopRisk(Set.of(0, 2), 1, partition(0, List.of(0, 1, 2), List.of(0, 2))).isEmpty());
  }

  @Test
  void stopRisk_noLocalReplicaInSync_isEmpty() {
    Set<Integer> live = Set.of(0, 1, 2);
    assertTrue(stopRisk(live, 2, partition(1, List.of(1, 2, 3), List.of(1, 2))).isEmpty());
    assertTrue(stopRisk(live, 2, partition(1, List.of(0, 1, 3), List.of(1))).isEmpty());
    assertEquals(
        Set.of(3), stopRisk(live, 2, partition(1, List.of(1, 2, 3), List.of(1, 2))).offline());
  }

  @Test
  void toString_manyPartitions_namesThree() {
    var many = new Partition[3000];
    for (int i = 0; i < many.length; i++) {
      many[i] = new Partition("t", i, 1, List.of(0, 1, 2), List.of(1, 2));
    }
    assertEquals("local replica out of sync: t-0, t-1, t-2 and 2997 more", assess(ALL, many));
  }
}
