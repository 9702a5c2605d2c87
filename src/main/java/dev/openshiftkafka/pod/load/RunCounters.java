package dev.openshiftkafka.pod.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Counters of a run, updated by many threads. */
final class RunCounters {
  /** An hour, in microseconds: longer than any timeout of a client. */
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

    /** Returns the records in flight: produced, and neither delivered nor failed. */
    long inQueue() {
      return produced - delivered - failed;
    }
  }

  /** Adds the counters of another producer. */
  ProducerCounters addProducer() {
    return addProducer(System::nanoTime);
  }

  ProducerCounters addProducer(LongSupplier clock) {
    var counters = new ProducerCounters(clock);
    producers.add(counters);
    return counters;
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

  /** Converts to microseconds within the range of the histograms. */
  static long micros(long nanos) {
    return Math.max(0, Math.min(HIGHEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
  }

  Counts counts() {
    return counts(producers.stream().mapToLong(ProducerCounters::deliveredSoFar).sum());
  }

  /** Read after the deliveries, so that no record counts as delivered before it is produced. */
  private Counts counts(long delivered) {
    long failures = failed.sum();
    long produced = producers.stream().mapToLong(ProducerCounters::producedSoFar).sum();
    return new Counts(produced, delivered, failures, consumed.sum());
  }

  /** Returns the error of the first record that failed; null when none did. */
  @Nullable String firstFailure() {
    return firstFailure.get();
  }

  /**
   * All counts at one moment.
   *
   * @param acknowledged latencies of exactly the records that are counted as delivered, in
   *     microseconds
   */
  record Snapshot(Counts counts, Histogram acknowledged) {}

  Snapshot snapshot() {
    var times = new Histogram(HIGHEST_MICROS, DIGITS);
    producers.forEach(producer -> producer.addAcknowledgedTo(times));
    return new Snapshot(counts(times.getTotalCount()), times);
  }

  /** Returns the end-to-end latencies since the last call, in microseconds. */
  Histogram endToEndSinceLastCall() {
    return endToEnd.getIntervalHistogram();
  }

  /**
   * Counters of one producer.
   *
   * <p>Each counter and the histogram have a single writer, which needs no atomic operation for a
   * record. HdrHistogram's recorders need two for each value, which at a million records a second
   * is most of the cost of a delivery. Other threads may read at any time, because the counters
   * only grow: they see a record either entirely or not yet.
   *
   * <p>Records that were due together are mostly delivered together, in one batch, and share one
   * reading of the clock, the most expensive step here. If a batch may have ended between them, all
   * but the first get the later time: a latency may be too long by the gap, never too short.
   */
  static final class ProducerCounters {
    /** Below the resolution of a latency of 100 ms with three digits. */
    private static final long GAP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final LongSupplier clock;
    private final AtomicLong produced = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();

    /** Of a fixed range: a histogram that resizes itself cannot be read concurrently. */
    private final Histogram acknowledged =
        new Histogram(RunCounters.HIGHEST_MICROS, RunCounters.DIGITS);

    /** Due time of the last deliveries; initially one that no clock returns. */
    private long due = Long.MIN_VALUE;

    /** When the first of them was delivered. */
    private long firstDelivery;

    /** How many of them followed and are not counted yet. */
    private int uncounted;

    /**
     * Creates counters of 0.
     *
     * @param clock returns the time like {@link System#nanoTime}
     */
    ProducerCounters(LongSupplier clock) {
      this.clock = clock;
    }

    /** Counts a record passed to the producer; called by the sending thread only. */
    void produced() {
      produced.lazySet(produced.getPlain() + 1);
    }

    /**
     * Counts a delivered record that was due at this time; called by the producer's I/O thread
     * only. It is counted at the latest with the next record of another due time, or by {@link
     * #end}.
     */
    void delivered(long due) {
      if (due == this.due) {
        uncounted++;
        return;
      }
      long now = clock.getAsLong();
      countRest(now);
      this.due = due;
      this.firstDelivery = now;
      count(now, 1);
    }

    /** Counts what is left; no deliveries follow. */
    void end() {
      countRest(clock.getAsLong());
    }

    private void countRest(long now) {
      if (uncounted > 0) {
        count(now - firstDelivery < GAP_NANOS ? firstDelivery : now, uncounted);
        uncounted = 0;
      }
    }

    private void count(long time, int records) {
      acknowledged.recordValueWithCount(RunCounters.micros(time - due), records);
      delivered.lazySet(delivered.getPlain() + records);
    }

    long producedSoFar() {
      return produced.get();
    }

    long deliveredSoFar() {
      return delivered.get();
    }

    /** Adds the latencies of all deliveries so far, in microseconds, and maybe of later ones. */
    void addAcknowledgedTo(Histogram times) {
      // A volatile read: every delivery counted by now is visible in the histogram.
      delivered.get();
      times.add(acknowledged);
    }
  }
}
