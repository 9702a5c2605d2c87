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
 * What brokers wait for in states of a real cluster of three: topic orders has six partitions with
 * two replicas demanded, audit three with three, and scratch three with one replica each.
 */
class RecordedStatesTest {
  private static Assessment assess(String state, int broker) {
    return BrokerRule.assess(RecordedState.read(state).seenBy(broker));
  }

  private static int count(Assessment assessment, Cause cause) {
    return assessment.waits().getOrDefault(cause, List.of()).size();
  }

  @Test
  void aNewClusterWithoutTopicsIsReady() {
    for (int broker = 0; broker < 3; broker++) {
      assertEquals("", assess("new-cluster", broker).toString());
    }
  }

  @Test
  void aClusterInSyncIsReady() {
    for (int broker = 0; broker < 3; broker++) {
      assertEquals("", assess("in-sync", broker).toString());
    }
  }

  /** Its controller has told it nothing yet: no partition is out of sync, because there is none. */
  @Test
  void aBrokerThatIsJustStartingCannotKnow() {
    assertEquals(
        "cannot know: broker 2 is not among the live brokers []", assess("starting", 2).toString());
  }

  /**
   * The trap: of what it leads, all is in sync, so its gauge of under-replicated partitions is 0.
   */
  @Test
  void aBrokerThatHasJustStartedWaitsForReplicasThatItDoesNotLead() {
    ClusterView view = RecordedState.read("restarted").seenBy(2);
    assertEquals(
        0,
        view.partitions().stream()
            .filter(partition -> partition.leader() == 2 && !partition.outside().isEmpty())
            .count());

    Assessment assessment = assess("restarted", 2);
    assertEquals(Set.of(Cause.BEHIND), assessment.causes());
    assertEquals(8, count(assessment, Cause.BEHIND));
    // None of the others may stop meanwhile.
    assertEquals(Set.of(Cause.THIN), assess("restarted", 0).causes());
    assertEquals(8, count(assess("restarted", 1), Cause.THIN));
  }

  /**
   * All are up, and one alone has what was written last: it waits for the others, and they for
   * themselves.
   */
  @Test
  void afterALossOfPowerEachWaitsForWhatComesByItself() {
    assertEquals(Set.of(Cause.BEHIND), assess("power-loss", 0).causes());
    assertEquals(Set.of(Cause.BEHIND), assess("power-loss", 1).causes());
    assertEquals(Set.of(Cause.THIN), assess("power-loss", 2).causes());
  }

  @Test
  void withoutAZoneTheOthersWaitForOneThatIsGone() {
    for (int broker = 0; broker < 2; broker++) {
      Assessment assessment = assess("zone-lost", broker);
      assertEquals(Set.of(Cause.ABSENT), assessment.causes());
      // Nine partitions lack a replica, and the only one of a tenth is gone.
      assertEquals(10, count(assessment, Cause.ABSENT));
    }
    assertEquals(Set.of(Cause.UNKNOWN), assess("zone-lost", 2).causes());
  }

  /** Replicas that are only being added may take hours, and nobody counts on them yet. */
  @Test
  void aMoveOfPartitionsIsNotWaitedFor() {
    for (int broker = 0; broker < 3; broker++) {
      assertEquals("", assess("moving", broker).toString());
    }
    RecordedState moving = RecordedState.read("moving");
    var unaware = new RecordedState(moving.metadata(), moving.minInsync(), Map.of()).seenBy(0);
    assertNotEquals("", BrokerRule.assess(unaware).toString());
  }
}
