package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.pod.load.RunCounters.ProducerCounters;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Records that share a look at the clock get no time that is too short. */
class ProducerCountersTest {
  private static final long DUE = 0;

  private long micros = 50;
  private final ProducerCounters tally =
      new ProducerCounters(() -> TimeUnit.MICROSECONDS.toNanos(micros));

  @Test
  void theFirstOfADueTimeIsSeenAtOnce() {
    tally.delivered(DUE);

    assertEquals(1, tally.deliveredSoFar());
    assertEquals(1, times().getCountAtValue(50));
  }

  @Test
  void whatComesTogetherHasTheTimeOfTheFirst() {
    deliver(8);
    micros = 149;
    tally.delivered(DUE + 1);

    assertEquals(9, tally.deliveredSoFar());
    assertEquals(8, times().getCountAtValue(50));
  }

  @Test
  void whatMayHaveComeAfterAGapHasTheTimeAfterIt() {
    deliver(8);
    micros = 2_000_000;
    tally.delivered(TimeUnit.SECONDS.toNanos(2));

    assertEquals(1, times().getCountAtValue(50));
    assertEquals(7, times().getCountAtValue(2_000_000));
    assertEquals(1, times().getCountAtValue(0));
  }

  @Test
  void theLastOnesAreCountedAtTheEnd() {
    deliver(8);
    tally.end();
    tally.end();

    assertEquals(8, tally.deliveredSoFar());
    assertEquals(8, times().getTotalCount());
  }

  private void deliver(int records) {
    for (int record = 0; record < records; record++) {
      tally.delivered(DUE);
    }
  }

  private Histogram times() {
    var times = new Histogram(RunCounters.HIGHEST_MICROS, RunCounters.DIGITS);
    tally.addAcknowledgedTo(times);
    return times;
  }
}
