package dev.openshiftkafka.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * What one producer has handed over, and what of it was delivered.
 *
 * <p>Each count and the histogram have one writer, which pays no atomic operation for a record: of
 * those HdrHistogram's own recorders need two for each, a sixth of a producer's processor time at a
 * million records a second. Instead, the writer gives its histogram away when it is asked to.
 */
final class ProducerTally {
  private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final AtomicLong produced = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicReference<Histogram> given = new AtomicReference<>();
  private Histogram acknowledged = new Histogram(Tally.DIGITS);
  private volatile boolean asked;

  /** A record was handed to the producer; called by its user alone. */
  void produced() {
    produced.lazySet(produced.getPlain() + 1);
  }

  /** The cluster has a record, after so many nanoseconds; called by the producer's I/O alone. */
  void delivered(long nanos) {
    delivered.lazySet(delivered.getPlain() + 1);
    acknowledged.recordValue(Tally.micros(nanos));
    // What was given before and is not taken yet must not be lost.
    if (asked && given.get() == null) {
      asked = false;
      give();
    }
  }

  /** Called by the producer's I/O, or when that has ended for good. */
  private void give() {
    Histogram full = acknowledged;
    acknowledged = new Histogram(Tally.DIGITS);
    given.set(full);
  }

  /** The producer is closed: nothing will be recorded any more. */
  void closed() {
    Histogram last = given.getAndSet(null);
    if (last != null) {
      acknowledged.add(last);
    }
    give();
  }

  long producedSoFar() {
    return produced.get();
  }

  long deliveredSoFar() {
    return delivered.get();
  }

  /** Asks for the times to the acknowledgement since they were last taken. */
  void ask() {
    asked = true;
  }

  /**
   * Adds them, in microseconds. A writer that records nothing gives nothing, and what it does not
   * give in time, it gives the next time.
   *
   * @param end {@link System#nanoTime} until which to wait for them
   */
  void addAcknowledgedTo(Histogram times, long end) {
    while (given.get() == null && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    Histogram taken = given.getAndSet(null);
    if (taken != null) {
      times.add(taken);
    }
  }
}
