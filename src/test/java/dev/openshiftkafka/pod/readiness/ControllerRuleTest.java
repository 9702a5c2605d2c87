package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.pod.readiness.Controller.ControllerRule;
import dev.openshiftkafka.pod.readiness.Controller.QuorumView;
import dev.openshiftkafka.pod.readiness.Controller.QuorumView.Voter;
import java.util.List;
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
        "state unknown: controller 1001 or its leader -1 is not a voter",
        assess(1001, -1, new Voter(1000, NOW), new Voter(1001, NOW)));
  }
}
