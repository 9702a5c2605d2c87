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

  /**
   * What one producer has handed over, and what of it was delivered.
   *
   * <p>Each count and the histogram have one writer, which pays no atomic operation for a record: of
   * those HdrHistogram's own recorders need two for each, and at a million records a second that is
   * most of what a delivery costs. Others may read at any time, because nothing here ever becomes
   * less: they see each record entirely or not yet.
   *
   * <p>Records that were due together are mostly delivered together, in one batch. Such share a look
   * at the clock, which costs more than all else here. When it turns out that a batch may have ended
   * between them, all but the first get the later time: a time may be too long by a gap, never too
   * short.
   */
  static final class ProducerCounters {
    /** Less than times of 100 ms, of three digits, can tell. */
    private static final long GAP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final LongSupplier clock;
    private final AtomicLong produced = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();

    /** Of one size from the start: a histogram that grows cannot be read meanwhile. */
    private final Histogram acknowledged = new Histogram(RunCounters.HIGHEST_MICROS, RunCounters.DIGITS);

    /** Due time of the last deliveries; no clock has this one at first. */
    private long due = Long.MIN_VALUE;

    /** When the first of them came. */
    private long seen;

    /** How many of them came after it, and are not in the counts yet. */
    private int more;

    /**
     * Counts from zero.
     *
     * @param clock as {@link System#nanoTime}
     */
    ProducerCounters(LongSupplier clock) {
      this.clock = clock;
    }

    /** A record was handed to the producer; called by its user alone. */
    void produced() {
      produced.lazySet(produced.getPlain() + 1);
    }

    /**
     * The cluster has a record that was due at this time; called by the producer's I/O alone. It may
     * be counted with the next one that was due at another, or at the {@link #end}.
     */
    void delivered(long due) {
      if (due == this.due) {
        more++;
        return;
      }
      long now = clock.getAsLong();
      settle(now);
      this.due = due;
      this.seen = now;
      count(now, 1);
    }

    /** Nothing is delivered from now on. */
    void end() {
      settle(clock.getAsLong());
    }

    private void settle(long now) {
      if (more > 0) {
        count(now - seen < GAP_NANOS ? seen : now, more);
        more = 0;
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

    /** Adds the times of all deliveries so far, in microseconds, and maybe of some under way. */
    void addAcknowledgedTo(Histogram times) {
      // What is counted by now is in the histogram for whoever has read the count.
      delivered.get();
      times.add(acknowledged);
    }
  }
}
