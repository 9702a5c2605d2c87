package dev.openshiftkafka.pod.load;

import java.util.concurrent.locks.LockSupport;

/**
 * When a run starts, when its warm-up ends, and when it ends.
 *
 * @param start {@link System#nanoTime} of the first record
 */
record Schedule(Workload workload, long start) {
  private static final long NANOS = 1_000_000_000L;

  /** Returns the end of the warm-up. */
  long warmupEnd() {
    return start + workload.warmupSeconds() * NANOS;
  }

  /**
   * Returns when producers stop; {@code Long.MAX_VALUE} when the number of records ends the run.
   */
  long end() {
    return workload.durationSeconds() == 0
        ? Long.MAX_VALUE
        : warmupEnd() + workload.durationSeconds() * NANOS;
  }

  /** Returns the rate limiter of one producer. */
  RateLimiter rateLimiter(int producer) {
    long rate = share(workload.produce().recordsPerSecond(), producer);
    long warmup = share(workload.warmupRecordsPerSecond(), producer);
    return warmup == 0
        ? new RateLimiter(start, rate)
        : new RateLimiter(start, rate).withWarmup(workload.warmupSeconds(), warmup);
  }

  /** Returns how many records a producer sends; {@code Long.MAX_VALUE} when time ends the run. */
  long records(int producer) {
    return workload.durationSeconds() != 0 ? Long.MAX_VALUE : share(workload.records(), producer);
  }

  /** Whether a record is due after the end of the run. */
  boolean isOver(long due) {
    return workload.durationSeconds() != 0 && due - end() >= 0;
  }

  /** Divides a number among the producers; the first ones get the remainder. */
  private long share(long all, int producer) {
    int producers = workload.produce().producers();
    return all / producers + (producer < all % producers ? 1 : 0);
  }

  /**
   * Sends records at a fixed rate (an open loop).
   *
   * <p>The times at which records are due are fixed before the run, and latency counts from them,
   * also for a record that is sent late because an earlier one blocked. So a stall shows in all
   * records that it delayed, without coordinated omission.
   */
  static final class RateLimiter {
    private static final long NANOS = 1_000_000_000L;

    /** Records that share a reading of the clock without a rate limit; a few microseconds. */
    private static final int RECORDS_PER_READING = 8;

    private final long start;
    private final long perSecond;
    private final long warmupPerSecond;
    private final long warmupRecords;
    private long now;

    /**
     * Creates a rate limiter.
     *
     * @param start {@link System#nanoTime} of the first record
     * @param perSecond records per second; 0 for as fast as possible
     */
    RateLimiter(long start, long perSecond) {
      this(start, perSecond, 0, 0);
    }

    private RateLimiter(long start, long perSecond, long warmupPerSecond, long warmupRecords) {
      this.start = start;
      this.perSecond = perSecond;
      this.warmupPerSecond = warmupPerSecond;
      this.warmupRecords = warmupRecords;
    }

    /** Returns the same rate limiter after a warm-up at another rate. */
    RateLimiter withWarmup(int seconds, long warmupPerSecond) {
      return new RateLimiter(
          start + seconds * NANOS, perSecond, warmupPerSecond, seconds * warmupPerSecond);
    }

    /** Returns when a record is due, counted from 0. */
    long due(long record) {
      return record < warmupRecords
          ? start - time(warmupRecords - record, warmupPerSecond)
          : start + time(record - warmupRecords, perSecond);
    }

    /** Computes whole seconds separately, so that no rate and no duration loses precision. */
    private static long time(long records, long perSecond) {
      return records / perSecond * NANOS + records % perSecond * NANOS / perSecond;
    }

    /**
     * Waits until a record is due and returns that time. Without a rate limit it returns the
     * current time, read once for several records: a million readings a second would cost too much.
     */
    long await(long record) {
      if (perSecond == 0 && record >= warmupRecords) {
        if (record % RECORDS_PER_READING == 0) {
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
}
