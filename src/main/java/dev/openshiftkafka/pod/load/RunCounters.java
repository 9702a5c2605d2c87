package dev.openshiftkafka.pod.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What has happened so far, counted by many threads. */
final class RunCounters {
  /** An hour, in microseconds: longer than any time-out of a client. */
  static final long HIGHEST_MICROS = TimeUnit.HOURS.toMicros(1);

  static final int DIGITS = 3;

  private final List<ProducerCounters> producers = new CopyOnWriteArrayList<>();
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
  ProducerCounters ofProducer() {
    return ofProducer(System::nanoTime);
  }

  ProducerCounters ofProducer(LongSupplier clock) {
    var tally = new ProducerCounters(clock);
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
    return counts(producers.stream().mapToLong(ProducerCounters::deliveredSoFar).sum());
  }

  /** After the deliveries, so that nothing is seen delivered that is not yet seen produced. */
  private Counts counts(long delivered) {
    long given = failed.sum();
    long produced = producers.stream().mapToLong(ProducerCounters::producedSoFar).sum();
    return new Counts(produced, delivered, given, consumed.sum());
  }

  /** Why the first record failed; null when none did. */
  String firstFailure() {
    return firstFailure.get();
  }

  /**
   * Everything so far, at one moment.
   *
   * @param acknowledged times to the acknowledgement of just the records that are counted as
   *     delivered, in microseconds
   */
  record Snapshot(Counts counts, Histogram acknowledged) {}

  Snapshot snapshot() {
    var times = new Histogram(HIGHEST_MICROS, DIGITS);
    producers.forEach(producer -> producer.addAcknowledgedTo(times));
    return new Snapshot(counts(times.getTotalCount()), times);
  }

  /** Times to the read since the last call, in microseconds. */
  Histogram endToEndSince() {
    return endToEnd.getIntervalHistogram();
  }
}
