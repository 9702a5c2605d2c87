package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.load.RunCounters.ProducerCounters;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Counting beside a reader loses nothing and counts nothing twice. */
class RunCountersTest {
  private static final int RECORDS = 3_000_000;
  private static final int PRODUCERS = 3;

  @Test
  void whoeverLooksMeanwhileSeesEveryRecordOnce() {
    var tally = new RunCounters();
    RunCounters.Snapshot before = tally.snapshot();
    var running = new AtomicBoolean(true);
    CompletableFuture<?>[] producers =
        IntStream.range(0, PRODUCERS)
            .mapToObj(i -> CompletableFuture.runAsync(() -> record(tally, i)))
            .toArray(CompletableFuture<?>[]::new);
    var all = CompletableFuture.allOf(producers).thenRun(() -> running.set(false));

    var intervals = new Histogram(3);
    while (running.get()) {
      before = addSince(before, tally.snapshot(), intervals);
    }
    all.join();
    addSince(before, tally.snapshot(), intervals);

    var expected = new Histogram(3);
    for (int producer = 0; producer < PRODUCERS; producer++) {
      for (long record = 0; record < RECORDS; record++) {
        expected.recordValue(micros(producer, record));
      }
    }
    assertEquals(expected, intervals);
    assertEquals(
        new RunCounters.Counts((long) PRODUCERS * RECORDS, (long) PRODUCERS * RECORDS, 0, 0),
        tally.counts());
  }

  private static RunCounters.Snapshot addSince(
      RunCounters.Snapshot before, RunCounters.Snapshot after, Histogram intervals) {
    Histogram interval = after.acknowledged().copy();
    // It throws when a count has become less.
    interval.subtract(before.acknowledged());
    intervals.add(interval);
    assertTrue(after.counts().delivered() <= after.counts().produced(), after.toString());
    assertEquals(after.counts().delivered(), after.acknowledged().getTotalCount());
    return after;
  }

  private static void record(RunCounters all, int producer) {
    ProducerCounters tally = all.ofProducer(() -> 0);
    for (long record = 0; record < RECORDS; record++) {
      tally.produced();
      tally.delivered(-micros(producer, record) * 1000);
    }
    tally.end();
  }

  /** Several records are due at a time. */
  private static long micros(int producer, long record) {
    return (record / 8 * 7919 + producer) % 100_000;
  }
}
