package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How assessments change the readiness state. */
class ReadinessDebouncerTest {
  private static final Assessment GOOD = new Assessment.Builder().build();
  private static final Assessment OUT_OF_SYNC = of(Cause.OUT_OF_SYNC);
  private static final Assessment AT_MIN_ISR = of(Cause.AT_MIN_ISR);
  private static final Assessment BROKER_OFFLINE = of(Cause.BROKER_OFFLINE);

  private Duration now = Duration.ofDays(3);
  private final ReadinessDebouncer debouncer = new ReadinessDebouncer(Duration.ofMinutes(10), now);

  private static Assessment of(Cause cause) {
    return new Assessment.Builder().add(cause, "orders-1").build();
  }

  /** Assessments two seconds apart. */
  private boolean after(Assessment... assessments) {
    for (Assessment assessment : assessments) {
      now = now.plusSeconds(2);
      debouncer.observe(assessment, now);
    }
    return debouncer.status(now).ready();
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
  void status_noAssessment_notReady() {
    assertEquals(
        "not ready: state unknown: no check has completed yet", debouncer.status(now).toString());
  }

  @Test
  void observe_oneGoodCheck_notReady() {
    assertFalse(after(OUT_OF_SYNC, GOOD));
    assertEquals("not ready: waiting for a second good check", debouncer.status(now).toString());
    assertFalse(after(OUT_OF_SYNC, GOOD));
    assertTrue(after(GOOD));
    assertEquals("ready", debouncer.status(now).toString());
  }

  @Test
  void observe_replicasOutOfSync_neverReady() {
    assertFalse(during(Duration.ofHours(5), OUT_OF_SYNC));
    assertFalse(during(Duration.ofHours(5), AT_MIN_ISR));
    assertEquals("not ready: partition at min ISR: orders-1", debouncer.status(now).toString());
  }

  @Test
  void observe_brokerOffline_readyAfterTimeout() {
    assertFalse(during(Duration.ofMinutes(9), BROKER_OFFLINE));
    assertTrue(during(Duration.ofMinutes(2), BROKER_OFFLINE));
    assertEquals("ready; warning: broker offline: orders-1", debouncer.status(now).toString());
  }

  @Test
  void observe_otherCauseInBetween_restartsTimeout() {
    during(Duration.ofMinutes(9), BROKER_OFFLINE);
    after(OUT_OF_SYNC);
    assertFalse(during(Duration.ofMinutes(9), BROKER_OFFLINE));
    assertTrue(during(Duration.ofMinutes(2), BROKER_OFFLINE));
  }

  @Test
  void observe_causesOnOtherBrokers_staysReady() {
    after(GOOD, GOOD);
    assertTrue(during(Duration.ofHours(1), AT_MIN_ISR));
    assertTrue(during(Duration.ofHours(1), BROKER_OFFLINE));
  }

  @Test
  void observe_ownCause_unreadyAfterGracePeriod() {
    after(GOOD, GOOD);
    for (int i = 0; i < 100; i++) {
      assertTrue(during(Duration.ofSeconds(20), OUT_OF_SYNC));
      assertTrue(after(AT_MIN_ISR));
      assertTrue(during(Duration.ofSeconds(20), Assessment.unknown("no answer in time")));
      assertTrue(after(GOOD));
    }
    assertFalse(during(Duration.ofSeconds(40), OUT_OF_SYNC));
    assertFalse(after(GOOD));
    assertTrue(after(GOOD));
  }

  @Test
  void lost_ready_unreadyAtOnce() {
    after(GOOD, GOOD);
    debouncer.lost("Connection refused", now);
    assertEquals("not ready: state unknown: Connection refused", debouncer.status(now).toString());
    assertFalse(after(GOOD));
    assertTrue(after(GOOD));
  }

  @Test
  void status_noAnswerFor31s_notReady() {
    after(GOOD, GOOD);
    now = now.plusSeconds(31);
    assertEquals("not ready: state unknown: no answer for 31 s", debouncer.status(now).toString());
  }
}
