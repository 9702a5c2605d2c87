package dev.openshiftkafka.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What has happened so far, counted by many threads. */
final class Tally {
  /** An hour, in microseconds: longer than any time-out of a client. */
  private static final long HIGHEST_MICROS = TimeUnit.HOURS.toMicros(1);

  static final int DIGITS = 3;

  /** Whoever records at all answers by then. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final List<ProducerTally> producers = new CopyOnWriteArrayList<>();
  private final LongAdder failed = new LongAdder();
  private final LongAdder consumed = new LongAdder();
  private final AtomicReference<String> firstFailure = new AtomicReference<>();
  private final Recorder endToEnd = new Recorder(DIGITS);

  /** Counts at one moment. */
  record Counts(long produced, long delivered, long failed, long consumed) {
    Counts minus(Counts other) {
      return new Counts(
          produced - other.produced,
          delivered - other.delivered,
          failed - other.failed,
          consumed - other.consumed);
    }

    /** Records that are handed over and neither delivered nor failed. */
    long inQueue() {
      return produced - delivered - failed;
    }
  }

  /** The part of one more producer. */
  ProducerTally ofProducer() {
    var tally = new ProducerTally();
    producers.add(tally);
    return tally;
  }

  void failed(Throwable cause) {
    failed.increment();
    firstFailure.compareAndSet(null, cause.toString());
  }

  void consumed(long records) {
    consumed.add(records);
  }

  void endToEnd(long nanos) {
    endToEnd.recordValue(micros(nanos));
  }

  /** As histograms hold it. */
  static long micros(long nanos) {
    return Math.max(0, Math.min(HIGHEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
  }

  Counts counts() {
    // In this order nothing is seen delivered that is not yet seen produced.
    long delivered = producers.stream().mapToLong(ProducerTally::deliveredSoFar).sum();
    long given = failed.sum();
    long produced = producers.stream().mapToLong(ProducerTally::producedSoFar).sum();
    return new Counts(produced, delivered, given, consumed.sum());
  }

  /** Why the first record failed; null when none did. */
  String firstFailure() {
    return firstFailure.get();
  }

  /** Times to the acknowledgement since the last call, in microseconds. */
  Histogram acknowledgedSince() {
    var times = new Histogram(DIGITS);
    producers.forEach(ProducerTally::ask);
    long end = System.nanoTime() + PATIENCE_NANOS;
    producers.forEach(producer -> producer.addAcknowledgedTo(times, end));
    return times;
  }

  /** Times to the read since the last call, in microseconds. */
  Histogram endToEndSince() {
    return endToEnd.getIntervalHistogram();
  }
}
