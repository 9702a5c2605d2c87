package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.load.Schedule.RateLimiter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records are due at the right times. */
class RateLimiterTest {
  private static final long NANOS = 1_000_000_000L;

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 7, 1000, 3333, 99_999, 1_000_000_000})
  void aYearOfRecordsIsDueToTheNanosecond(long perSecond) {
    var pace = new RateLimiter(17, perSecond);
    long seconds = 365 * 86_400L;

    assertEquals(17, pace.due(0));
    assertEquals(17 + seconds * NANOS, pace.due(seconds * perSecond));
  }

  @Test
  void recordsAreDueEvenlyAndInOrder() {
    var pace = new RateLimiter(0, 3333);
    for (long record = 1; record < 10_000; record++) {
      long gap = pace.due(record) - pace.due(record - 1);
      assertTrue(gap == NANOS / 3333 || gap == NANOS / 3333 + 1, "gap " + gap);
    }
  }

  @Test
  void aLateRecordIsStillDueWhenItWas() {
    var pace = new RateLimiter(System.nanoTime() - 5 * NANOS, 1000);

    assertEquals(pace.due(10), pace.await(10));
  }

  @Test
  void due_afterAWarmUp_startsTheOtherRateAtItsEnd() {
    var pace = new RateLimiter(0, 1_000_000).after(5, 1000);

    assertEquals(0, pace.due(0));
    assertEquals(NANOS, pace.due(1000));
    assertEquals(5 * NANOS - NANOS / 1000, pace.due(4999));
    assertEquals(5 * NANOS, pace.due(5000));
    assertEquals(6 * NANOS, pace.due(1_005_000));
  }

  @Test
  void await_afterAWarmUpWithoutARate_isNow() {
    long start = System.nanoTime() - 10 * NANOS;
    var pace = new RateLimiter(start, 0).after(2, 100);

    assertEquals(start + NANOS, pace.await(100));
    assertTrue(pace.await(200) - start >= 10 * NANOS, "a record of the counted time was held up");
  }

  @Test
  void noRecordIsSentBeforeItIsDue() {
    var pace = new RateLimiter(System.nanoTime(), 2000);
    for (long record = 0; record < 200; record++) {
      long due = pace.await(record);
      assertTrue(System.nanoTime() - due >= 0, "record " + record + " came early");
    }
  }
}
