package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.readiness.Controller.ControllerRule;
import dev.openshiftkafka.pod.readiness.Controller.QuorumView;
import dev.openshiftkafka.pod.readiness.Controller.QuorumView.Voter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Assessments of KRaft quorums. */
class ControllerRuleTest {
  private static final long NOW = 1_700_000_000_000L;

  private static String assess(int self, int leader, Voter... voters) {
    return ControllerRule.assess(new QuorumView(self, leader, List.of(voters))).toString();
  }

  @Test
  void assess_oneVoterDown_othersReady() {
    Voter[] voters = {
      new Voter(1000, NOW), new Voter(1001, NOW - 400), new Voter(1002, NOW - 3_600_000)
    };

    assertEquals("", assess(1000, 1000, voters));
    assertEquals("", assess(1001, 1000, voters));
    assertEquals(
        "local replica out of sync: metadata log (3600000 ms behind, leader 1000)",
        assess(1002, 1000, voters));
  }

  @Test
  void assess_neverCaughtUp_outOfSync() {
    assertEquals(
        "local replica out of sync: metadata log (never caught up, leader 1000)",
        assess(1001, 1000, new Voter(1000, NOW), new Voter(1001, -1)));
  }

  @Test
  void assess_leaderNotVoter_unknown() {
    assertEquals(
        "state unknown: leader -1 of controller 1001 is not a voter",
        assess(1001, -1, new Voter(1000, NOW), new Voter(1001, NOW)));
  }

  /** Its volume was lost, or it was added; the quorum does not need it yet. */
  @Test
  void assess_observer_outOfSyncAndStoppable() {
    Voter[] voters = {new Voter(1000, NOW), new Voter(1001, NOW)};

    assertEquals(
        "local replica out of sync: metadata log (not a voter yet, leader 1000)",
        assess(1002, 1000, voters));
    assertTrue(stopRisk(1002, voters).isEmpty());
  }

  private static StopRisk stopRisk(int self, Voter... voters) {
    return ControllerRule.assess(new QuorumView(self, 1000, List.of(voters))).stopRisk();
  }

  private static Voter caughtUp(int id) {
    return new Voter(id, NOW);
  }

  private static Voter down(int id) {
    return new Voter(id, NOW - 3_600_000);
  }

  @Test
  void stopRisk_allCaughtUp_isEmpty() {
    for (int self = 1000; self < 1003; self++) {
      assertTrue(stopRisk(self, caughtUp(1000), caughtUp(1001), caughtUp(1002)).isEmpty());
    }
  }

  /** The leader and a follower alike: each is needed for the majority. */
  @Test
  void stopRisk_oneOfThreeDown_othersAreNeeded() {
    Voter[] voters = {caughtUp(1000), caughtUp(1001), down(1002)};

    for (int self : new int[] {1000, 1001}) {
      assertEquals(
          new StopRisk(
              "no majority of the quorum would be left: 1 of 3 voters (not caught up, or not"
                  + " answering: controllers [1002])",
              Set.of(1002),
              Set.of(1002)),
          stopRisk(self, voters));
    }
    assertTrue(stopRisk(1002, voters).isEmpty());
    assertFalse(stopRisk(1001, caughtUp(1000), caughtUp(1001), new Voter(1002, -1)).isEmpty());
  }

  @Test
  void stopRisk_fiveVoters_tolerateOneDown() {
    assertTrue(
        stopRisk(1001, caughtUp(1000), caughtUp(1001), caughtUp(1002), caughtUp(1003), down(1004))
            .isEmpty());
    assertFalse(
        stopRisk(1001, caughtUp(1000), caughtUp(1001), caughtUp(1002), down(1003), down(1004))
            .isEmpty());
  }

  @Test
  void stopRisk_oneVoter_isEmpty() {
    assertTrue(stopRisk(1000, caughtUp(1000)).isEmpty());
  }
}
