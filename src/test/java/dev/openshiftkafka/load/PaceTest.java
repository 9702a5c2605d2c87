package dev.openshiftkafka.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records are due at the right times. */
class PaceTest {
  private static final long NANOS = 1_000_000_000L;

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 7, 1000, 3333, 99_999, 1_000_000_000})
  void aYearOfRecordsIsDueToTheNanosecond(long perSecond) {
    var pace = new Pace(17, perSecond);
    long seconds = 365 * 86_400L;

    assertEquals(17, pace.due(0));
    assertEquals(17 + seconds * NANOS, pace.due(seconds * perSecond));
  }

  @Test
  void recordsAreDueEvenlyAndInOrder() {
    var pace = new Pace(0, 3333);
    for (long record = 1; record < 10_000; record++) {
      long gap = pace.due(record) - pace.due(record - 1);
      assertTrue(gap == NANOS / 3333 || gap == NANOS / 3333 + 1, "gap " + gap);
    }
  }

  @Test
  void aLateRecordIsStillDueWhenItWas() {
    var pace = new Pace(System.nanoTime() - 5 * NANOS, 1000);

    assertEquals(pace.due(10), pace.await(10));
  }

  @Test
  void noRecordIsSentBeforeItIsDue() {
    var pace = new Pace(System.nanoTime(), 2000);
    for (long record = 0; record < 200; record++) {
      long due = pace.await(record);
      assertTrue(System.nanoTime() - due >= 0, "record " + record + " came early");
    }
  }
}
