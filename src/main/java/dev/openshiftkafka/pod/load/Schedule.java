package dev.openshiftkafka.pod.load;

import java.util.concurrent.locks.LockSupport;

/**
 * When a run begins, begins to count, and ends.
 *
 * @param start {@link System#nanoTime} of the first record
 */
record Schedule(Workload workload, long start) {
  private static final long NANOS = 1_000_000_000L;

  /** Time from which on is counted. */
  long countFrom() {
    return start + workload.warmupSeconds() * NANOS;
  }

  /** Time at which the producers stop; for a run by records, the latest possible one. */
  long end() {
    return workload.durationSeconds() == 0
        ? Long.MAX_VALUE
        : countFrom() + workload.durationSeconds() * NANOS;
  }

  /** The times at which the records of one producer are due. */
  RateLimiter pace(int producer) {
    long rate = share(workload.produce().recordsPerSecond(), producer);
    long warmup = share(workload.warmupRecordsPerSecond(), producer);
    return warmup == 0
        ? new RateLimiter(start, rate)
        : new RateLimiter(start, rate).after(workload.warmupSeconds(), warmup);
  }

  /** Records that one producer writes; for a run by time, as many as there can be. */
  long records(int producer) {
    return workload.durationSeconds() != 0 ? Long.MAX_VALUE : share(workload.records(), producer);
  }

  /** Whether the run goes on at the time at which a record is due. */
  boolean lasts(long due) {
    return workload.durationSeconds() == 0 || due - end() < 0;
  }

  /** What one producer has of a number for all: what does not divide goes to the first ones. */
  private long share(long all, int producer) {
    int producers = workload.produce().producers();
    return all / producers + (producer < all % producers ? 1 : 0);
  }

  /**
   * The times at which records are due.
   *
   * <p>They are fixed before the run (an open loop): a write that comes late, because the one before
   * it was held up, counts its latency from when it was due. So a stall is seen by all records that
   * it delayed and not by one alone (coordinated omission).
   */
  static final class RateLimiter {
    private static final long NANOS = 1_000_000_000L;

    /** Records that share a look at the clock when they are not paced: a few microseconds. */
    private static final int TOGETHER = 8;

    private final long start;
    private final long perSecond;
    private final long warmupPerSecond;
    private final long warmupRecords;
    private long now;

    /**
     * A pace.
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

    /** The same, after some seconds at another rate. */
    RateLimiter after(int seconds, long warmupPerSecond) {
      return new RateLimiter(start + seconds * NANOS, perSecond, warmupPerSecond, seconds * warmupPerSecond);
    }

    /** Time at which a record is due, counted from 0. */
    long due(long record) {
      return record < warmupRecords
          ? start - time(warmupRecords - record, warmupPerSecond)
          : start + time(record - warmupRecords, perSecond);
    }

    /** Whole seconds apart, so that no rate and no duration loses precision. */
    private static long time(long records, long perSecond) {
      return records / perSecond * NANOS + records % perSecond * NANOS / perSecond;
    }

    /**
     * Waits until a record is due, and returns when that was. Without a rate that is now, or when one
     * of the few before it was, so that a million records a second do not ask the clock a million
     * times.
     */
    long await(long record) {
      if (perSecond == 0 && record >= warmupRecords) {
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
}
