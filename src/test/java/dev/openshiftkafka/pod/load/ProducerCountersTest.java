package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.pod.load.RunCounters.ProducerCounters;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Latencies of records that share a reading of the clock. */
class ProducerCountersTest {
  private static final long DUE = 0;

  private long micros = 50;
  private final ProducerCounters counters =
      new ProducerCounters(() -> TimeUnit.MICROSECONDS.toNanos(micros));

  @Test
  void delivered_firstOfDueTime_countsAtOnce() {
    counters.delivered(DUE);

    assertEquals(1, counters.deliveredSoFar());
    assertEquals(1, times().getCountAtValue(50));
  }

  @Test
  void delivered_sameBatch_timeOfFirst() {
    deliver(8);
    micros = 149;
    counters.delivered(DUE + 1);

    assertEquals(9, counters.deliveredSoFar());
    assertEquals(8, times().getCountAtValue(50));
  }

  @Test
  void delivered_afterGap_laterTime() {
    deliver(8);
    micros = 2_000_000;
    counters.delivered(TimeUnit.SECONDS.toNanos(2));

    assertEquals(1, times().getCountAtValue(50));
    assertEquals(7, times().getCountAtValue(2_000_000));
    assertEquals(1, times().getCountAtValue(0));
  }

  @Test
  void end_uncountedRecords_counts() {
    deliver(8);
    counters.end();
    counters.end();

    assertEquals(8, counters.deliveredSoFar());
    assertEquals(8, times().getTotalCount());
  }

  private void deliver(int records) {
    for (int record = 0; record < records; record++) {
      counters.delivered(DUE);
    }
  }

  private Histogram times() {
    var times = new Histogram(RunCounters.HIGHEST_MICROS, RunCounters.DIGITS);
    counters.addAcknowledgedTo(times);
    return times;
  }
}
