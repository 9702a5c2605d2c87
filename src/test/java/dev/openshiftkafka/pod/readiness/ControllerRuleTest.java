package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.pod.readiness.Controller.ControllerRule;
import dev.openshiftkafka.pod.readiness.Controller.QuorumView.Voter;
import dev.openshiftkafka.pod.readiness.Controller.QuorumView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a controller waits for. */
class ControllerRuleTest {
  private static final long NOW = 1_700_000_000_000L;

  private static String assess(int self, int leader, Voter... voters) {
    return ControllerRule.assess(new QuorumView(self, leader, List.of(voters))).toString();
  }

  @Test
  void twoOfThreeAreReadyWithoutTheThird() {
    Voter[] voters = {
      new Voter(1000, NOW), new Voter(1001, NOW - 400), new Voter(1002, NOW - 3_600_000)
    };

    assertEquals("", assess(1000, 1000, voters));
    assertEquals("", assess(1001, 1000, voters));
    assertEquals(
        "catching up: up to date with leader 1000 not for 3600000 ms", assess(1002, 1000, voters));
  }

  @Test
  void oneThatHasJustStartedIsNotReady() {
    assertEquals(
        "catching up: up to date with leader 1000 not yet",
        assess(1001, 1000, new Voter(1000, NOW), new Voter(1001, -1)));
  }

  @Test
  void aLeaderThatIsNoVoterTellsNothing() {
    assertEquals(
        "cannot know: controller 1001 or its leader -1 is no voter",
        assess(1001, -1, new Voter(1000, NOW), new Voter(1001, NOW)));
  }
}
