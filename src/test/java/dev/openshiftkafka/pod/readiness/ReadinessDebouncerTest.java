package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When assessments open the gate, and when they close it. */
class ReadinessDebouncerTest {
  private static final Assessment GOOD = new Assessment.Builder().build();
  private static final Assessment BEHIND = waiting(Cause.BEHIND);
  private static final Assessment THIN = waiting(Cause.THIN);
  private static final Assessment ABSENT = waiting(Cause.ABSENT);

  private Duration now = Duration.ofDays(3);
  private final ReadinessDebouncer gate = new ReadinessDebouncer(Duration.ofMinutes(10), now);

  private static Assessment waiting(Cause cause) {
    return new Assessment.Builder().add(cause, "orders-1").build();
  }

  /** Assessments two seconds apart. */
  private boolean after(Assessment... assessments) {
    for (Assessment assessment : assessments) {
      now = now.plusSeconds(2);
      gate.observe(assessment, now);
    }
    return gate.status(now).ready();
  }

  private boolean during(Duration time, Assessment assessment) {
    Duration end = now.plus(time);
    boolean ready = false;
    while (now.compareTo(end) < 0) {
      ready = after(assessment);
    }
    return ready;
  }

  @Test
  void itIsClosedBeforeTheFirstAnswer() {
    assertEquals("not ready: cannot know: it has not been asked yet", gate.status(now).toString());
  }

  @Test
  void oneGoodMomentDoesNotOpenIt() {
    assertFalse(after(BEHIND, GOOD));
    assertEquals("not ready: about to be", gate.status(now).toString());
    assertFalse(after(BEHIND, GOOD));
    assertTrue(after(GOOD));
    assertEquals("ready", gate.status(now).toString());
  }

  @Test
  void replicasThatCatchUpAreWaitedForWithoutEnd() {
    assertFalse(during(Duration.ofHours(5), BEHIND));
    assertFalse(during(Duration.ofHours(5), THIN));
    assertEquals("not ready: no broker may stop: orders-1", gate.status(now).toString());
  }

  @Test
  void brokersThatAreGoneAreForgivenAfterAWhile() {
    assertFalse(during(Duration.ofMinutes(9), ABSENT));
    assertTrue(during(Duration.ofMinutes(2), ABSENT));
    assertEquals(
        "ready, although waiting for a broker that is gone: orders-1", gate.status(now).toString());
  }

  @Test
  void theWaitForThoseThatAreGoneBeginsWhenNothingElseIsWaitedFor() {
    during(Duration.ofMinutes(9), ABSENT);
    after(BEHIND);
    assertFalse(during(Duration.ofMinutes(9), ABSENT));
    assertTrue(during(Duration.ofMinutes(2), ABSENT));
  }

  @Test
  void whatOthersLackTakesNoReadiness() {
    after(GOOD, GOOD);
    assertTrue(during(Duration.ofHours(1), THIN));
    assertTrue(during(Duration.ofHours(1), ABSENT));
  }

  @Test
  void aBlipTakesNoReadinessButWhatLastsDoes() {
    after(GOOD, GOOD);
    for (int i = 0; i < 100; i++) {
      assertTrue(during(Duration.ofSeconds(20), BEHIND));
      assertTrue(after(THIN));
      assertTrue(during(Duration.ofSeconds(20), Assessment.unknown("no answer in time")));
      assertTrue(after(GOOD));
    }
    assertFalse(during(Duration.ofSeconds(40), BEHIND));
    assertFalse(after(GOOD));
    assertTrue(after(GOOD));
  }

  @Test
  void theEndOfTheProcessClosesItAtOnceAndNothingOfBeforeCounts() {
    after(GOOD, GOOD);
    gate.lost("Connection refused", now);
    assertEquals("not ready: cannot know: Connection refused", gate.status(now).toString());
    assertFalse(after(GOOD));
    assertTrue(after(GOOD));
  }

  @Test
  void anOldAnswerIsNone() {
    after(GOOD, GOOD);
    now = now.plusSeconds(31);
    assertEquals("not ready: cannot know: no answer for 31 s", gate.status(now).toString());
  }
}
