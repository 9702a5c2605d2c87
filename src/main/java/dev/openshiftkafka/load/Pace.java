package dev.openshiftkafka.load;

import java.util.concurrent.locks.LockSupport;

/**
 * The times at which records are due.
 *
 * <p>They are fixed before the run (an open loop): a write that comes late, because the one before
 * it was held up, counts its latency from when it was due. So a stall is seen by all records that
 * it delayed and not by one alone (coordinated omission).
 */
final class Pace {
  private static final long NANOS = 1_000_000_000L;

  /** Records that share a look at the clock when they are not paced: a few microseconds. */
  private static final int TOGETHER = 8;

  private final long start;
  private final long perSecond;
  private long now;

  /**
   * A pace.
   *
   * @param start {@link System#nanoTime} of the first record
   * @param perSecond records per second; 0 for as fast as possible
   */
  Pace(long start, long perSecond) {
    this.start = start;
    this.perSecond = perSecond;
  }

  /** Time at which a record is due, counted from 0. */
  long due(long record) {
    // Whole seconds apart, so that no rate and no duration loses precision.
    return start + record / perSecond * NANOS + record % perSecond * NANOS / perSecond;
  }

  /**
   * Waits until a record is due, and returns when that was. Without a rate that is now, or when one
   * of the few before it was, so that a million records a second do not ask the clock a million
   * times.
   */
  long await(long record) {
    if (perSecond == 0) {
      if (record % TOGETHER == 0) {
        now = System.nanoTime();
      }
      return now;
    }
    long due = due(record);
    long left = due - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = due - System.nanoTime();
    }
    return due;
  }
}
