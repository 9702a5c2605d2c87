package dev.openshiftkafka.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What has happened so far, counted by many threads. */
final class Tally {
  /** An hour, in microseconds: longer than any time-out of a client. */
  private static final long HIGHEST_MICROS = TimeUnit.HOURS.toMicros(1);

  private static final int DIGITS = 3;

  private final LongAdder produced = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder consumed = new LongAdder();
  private final AtomicReference<String> firstFailure = new AtomicReference<>();
  private final Recorder acknowledged = new Recorder(HIGHEST_MICROS, DIGITS);
  private final Recorder endToEnd = new Recorder(HIGHEST_MICROS, DIGITS);

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

  /** A record was handed to the producer. */
  void produced() {
    produced.increment();
  }

  /** The cluster has a record, after so many nanoseconds. */
  void delivered(long nanos) {
    delivered.increment();
    record(acknowledged, nanos);
  }

  void failed(Throwable cause) {
    failed.increment();
    firstFailure.compareAndSet(null, cause.toString());
  }

  void consumed(long records) {
    consumed.add(records);
  }

  void endToEnd(long nanos) {
    record(endToEnd, nanos);
  }

  private static void record(Recorder recorder, long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
    recorder.recordValue(Math.max(0, Math.min(HIGHEST_MICROS, micros)));
  }

  Counts counts() {
    return new Counts(produced.sum(), delivered.sum(), failed.sum(), consumed.sum());
  }

  /** Why the first record failed; null when none did. */
  String firstFailure() {
    return firstFailure.get();
  }

  /** Times to the acknowledgement since the last call, in microseconds. */
  Histogram acknowledgedSince() {
    return acknowledged.getIntervalHistogram();
  }

  /** Times to the read since the last call, in microseconds. */
  Histogram endToEndSince() {
    return endToEnd.getIntervalHistogram();
  }
}
