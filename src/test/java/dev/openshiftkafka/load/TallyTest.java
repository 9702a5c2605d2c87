package dev.openshiftkafka.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Counting beside a reader loses nothing and counts nothing twice. */
class TallyTest {
  private static final int RECORDS = 3_000_000;
  private static final int PRODUCERS = 3;

  @Test
  void everyTimeIsTakenOnceHoweverOftenItIsAskedFor() {
    var tally = new Tally();
    var running = new AtomicBoolean(true);
    CompletableFuture<?>[] producers =
        IntStream.range(0, PRODUCERS)
            .mapToObj(i -> CompletableFuture.runAsync(() -> record(tally.ofProducer(), i)))
            .toArray(CompletableFuture<?>[]::new);
    var all = CompletableFuture.allOf(producers).thenRun(() -> running.set(false));

    var taken = new Histogram(3);
    while (running.get()) {
      taken.add(tally.acknowledgedSince());
    }
    taken.add(tally.acknowledgedSince());
    all.join();

    var expected = new Histogram(3);
    for (int producer = 0; producer < PRODUCERS; producer++) {
      for (long record = 0; record < RECORDS; record++) {
        expected.recordValue(micros(producer, record));
      }
    }
    assertEquals(expected, taken);
    assertEquals(
        new Tally.Counts((long) PRODUCERS * RECORDS, (long) PRODUCERS * RECORDS, 0, 0),
        tally.counts());
  }

  private static void record(ProducerTally tally, int producer) {
    for (long record = 0; record < RECORDS; record++) {
      tally.produced();
      tally.delivered(micros(producer, record) * 1000);
    }
    tally.closed();
  }

  private static long micros(int producer, long record) {
    return (record * 7919 + producer) % 100_000;
  }
}
