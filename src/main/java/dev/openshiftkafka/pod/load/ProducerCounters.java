package dev.openshiftkafka.pod.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

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
final class ProducerCounters {
  /** Less than times of 100 ms, of three digits, can tell. */
  private static final long GAP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final LongSupplier clock;
  private final AtomicLong produced = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();

  /** Of one size from the start: a histogram that grows cannot be read meanwhile. */
  private final Histogram acknowledged =
      new Histogram(RunCounters.HIGHEST_MICROS, RunCounters.DIGITS);

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
