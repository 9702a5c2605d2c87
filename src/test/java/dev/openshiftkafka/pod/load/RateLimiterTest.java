package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.load.Schedule.RateLimiter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When records are due. */
class RateLimiterTest {
  private static final long NANOS = 1_000_000_000L;

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 7, 1000, 3333, 99_999, 1_000_000_000})
  void due_afterOneYear_isExact(long perSecond) {
    var rateLimiter = new RateLimiter(17, perSecond);
    long seconds = 365 * 86_400L;

    assertEquals(17, rateLimiter.due(0));
    assertEquals(17 + seconds * NANOS, rateLimiter.due(seconds * perSecond));
  }

  @Test
  void due_consecutiveRecords_evenlySpaced() {
    var rateLimiter = new RateLimiter(0, 3333);
    for (long record = 1; record < 10_000; record++) {
      long gap = rateLimiter.due(record) - rateLimiter.due(record - 1);
      assertTrue(gap == NANOS / 3333 || gap == NANOS / 3333 + 1, "gap " + gap);
    }
  }

  @Test
  void await_lateRecord_keepsDueTime() {
    var rateLimiter = new RateLimiter(System.nanoTime() - 5 * NANOS, 1000);

    assertEquals(rateLimiter.due(10), rateLimiter.await(10));
  }

  @Test
  void due_withWarmup_changesRateAtItsEnd() {
    var rateLimiter = new RateLimiter(0, 1_000_000).withWarmup(5, 1000);

    assertEquals(0, rateLimiter.due(0));
    assertEquals(NANOS, rateLimiter.due(1000));
    assertEquals(5 * NANOS - NANOS / 1000, rateLimiter.due(4999));
    assertEquals(5 * NANOS, rateLimiter.due(5000));
    assertEquals(6 * NANOS, rateLimiter.due(1_005_000));
  }

  @Test
  void await_warmupThenNoLimit_isNow() {
    long start = System.nanoTime() - 10 * NANOS;
    var rateLimiter = new RateLimiter(start, 0).withWarmup(2, 100);

    assertEquals(start + NANOS, rateLimiter.await(100));
    assertTrue(
        rateLimiter.await(200) - start >= 10 * NANOS, "a record after the warm-up was delayed");
  }

  @Test
  void await_rateLimited_returnsNotBeforeDue() {
    var rateLimiter = new RateLimiter(System.nanoTime(), 2000);
    for (long record = 0; record < 200; record++) {
      long due = rateLimiter.await(record);
      assertTrue(System.nanoTime() - due >= 0, "record " + record + " was early");
    }
  }
}
