package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Assessments of recorded states of a cluster of three brokers. Topic orders has six partitions
 * with min.insync.replicas=2, audit three with min.insync.replicas=3, and scratch three with one
 * replica each.
 */
class RecordedStatesTest {
  private static Assessment assess(String state, int broker) {
    return BrokerRule.assess(RecordedState.read(state).seenBy(broker));
  }

  private static int count(Assessment assessment, Cause cause) {
    return assessment.reasons().getOrDefault(cause, List.of()).size();
  }

  @Test
  void assess_noTopics_ready() {
    for (int broker = 0; broker < 3; broker++) {
      assertEquals("", assess("new-cluster", broker).toString());
    }
  }

  @Test
  void assess_inSync_ready() {
    for (int broker = 0; broker < 3; broker++) {
      assertEquals("", assess("in-sync", broker).toString());
    }
  }

  /** The broker has no metadata yet: no partition is out of sync, because it knows none. */
  @Test
  void assess_brokerStarting_unknown() {
    assertEquals(
        "state unknown: broker 2 is not among the live brokers []",
        assess("starting", 2).toString());
  }

  /**
   * All partitions that the broker leads are in sync, so its gauge UnderReplicatedPartitions is 0
   * although it is not ready.
   */
  @Test
  void assess_brokerRestarted_waitsForReplicasItDoesNotLead() {
    ClusterView view = RecordedState.read("restarted").seenBy(2);
    assertEquals(
        0,
        view.partitions().stream()
            .filter(partition -> partition.leader() == 2 && !partition.outOfSync().isEmpty())
            .count());

    Assessment assessment = assess("restarted", 2);
    assertEquals(Set.of(Cause.OUT_OF_SYNC), assessment.causes());
    assertEquals(8, count(assessment, Cause.OUT_OF_SYNC));
    // Meanwhile no other broker may stop.
    assertEquals(Set.of(Cause.AT_MIN_ISR), assess("restarted", 0).causes());
    assertEquals(8, count(assess("restarted", 1), Cause.AT_MIN_ISR));
  }

  /**
   * All brokers are up, and only one has the latest records: it is at min ISR, the others are out
   * of sync.
   */
  @Test
  void assess_powerLoss_waitsForReplication() {
    assertEquals(Set.of(Cause.OUT_OF_SYNC), assess("power-loss", 0).causes());
    assertEquals(Set.of(Cause.OUT_OF_SYNC), assess("power-loss", 1).causes());
    assertEquals(Set.of(Cause.AT_MIN_ISR), assess("power-loss", 2).causes());
  }

  @Test
  void assess_zoneLost_brokerOffline() {
    for (int broker = 0; broker < 2; broker++) {
      Assessment assessment = assess("zone-lost", broker);
      assertEquals(Set.of(Cause.BROKER_OFFLINE), assessment.causes());
      // Nine partitions lack a replica, and the only replica of a tenth is offline.
      assertEquals(10, count(assessment, Cause.BROKER_OFFLINE));
    }
    assertEquals(Set.of(Cause.UNKNOWN), assess("zone-lost", 2).causes());
  }

  /** While a zone is down, the stop of any other broker would stop writes. */
  @Test
  void stopRisk_zoneLost_waitsForLostBroker() {
    for (int broker = 0; broker < 2; broker++) {
      StopRisk risk = assess("zone-lost", broker).stopRisk();
      assertEquals(Set.of(2), risk.missing());
      assertEquals(Set.of(2), risk.offline());
    }
    for (String state : List.of("new-cluster", "in-sync", "moving")) {
      for (int broker = 0; broker < 3; broker++) {
        assertEquals("", assess(state, broker).stopRisk().toString(), state);
      }
    }
    // Broker 2 has no metadata in this state, and must remain stoppable.
    assertEquals("", assess("starting", 2).stopRisk().toString());
  }

  /** Replicas that a reassignment is adding may take hours, and nothing depends on them yet. */
  @Test
  void assess_reassignment_ready() {
    for (int broker = 0; broker < 3; broker++) {
      assertEquals("", assess("moving", broker).toString());
    }
    RecordedState moving = RecordedState.read("moving");
    var unaware = new RecordedState(moving.metadata(), moving.minInsync(), Map.of()).seenBy(0);
    assertNotEquals("", BrokerRule.assess(unaware).toString());
  }
}
