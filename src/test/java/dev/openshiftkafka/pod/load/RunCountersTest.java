package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.load.RunCounters.ProducerCounters;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Counters that are read while producers update them. */
class RunCountersTest {
  private static final int RECORDS = 3_000_000;
  private static final int PRODUCERS = 3;

  @Test
  void snapshot_concurrentProducers_countsEachRecordOnce() {
    var counters = new RunCounters();
    RunCounters.Snapshot before = counters.snapshot();
    var running = new AtomicBoolean(true);
    CompletableFuture<?>[] producers =
        IntStream.range(0, PRODUCERS)
            .mapToObj(i -> CompletableFuture.runAsync(() -> record(counters, i)))
            .toArray(CompletableFuture<?>[]::new);
    var all = CompletableFuture.allOf(producers).thenRun(() -> running.set(false));

    var intervals = new Histogram(3);
    while (running.get()) {
      before = addSince(before, counters.snapshot(), intervals);
    }
    all.join();
    addSince(before, counters.snapshot(), intervals);

    var expected = new Histogram(3);
    for (int producer = 0; producer < PRODUCERS; producer++) {
      for (long record = 0; record < RECORDS; record++) {
        expected.recordValue(micros(producer, record));
      }
    }
    assertEquals(expected, intervals);
    assertEquals(
        new RunCounters.Counts((long) PRODUCERS * RECORDS, (long) PRODUCERS * RECORDS, 0, 0),
        counters.counts());
  }

  private static RunCounters.Snapshot addSince(
      RunCounters.Snapshot before, RunCounters.Snapshot after, Histogram intervals) {
    Histogram interval = after.acknowledged().copy();
    // subtract throws when a count has decreased.
    interval.subtract(before.acknowledged());
    intervals.add(interval);
    assertTrue(after.counts().delivered() <= after.counts().produced(), after.toString());
    assertEquals(after.counts().delivered(), after.acknowledged().getTotalCount());
    return after;
  }

  private static void record(RunCounters all, int producer) {
    ProducerCounters counters = all.addProducer(() -> 0);
    for (long record = 0; record < RECORDS; record++) {
      counters.produced();
      counters.delivered(-micros(producer, record) * 1000);
    }
    counters.end();
  }

  /** Latency of a record; eight consecutive records are due together. */
  private static long micros(int producer, long record) {
    return (record / 8 * 7919 + producer) % 100_000;
  }
}
