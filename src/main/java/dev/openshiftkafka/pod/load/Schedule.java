package dev.openshiftkafka.pod.load;

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
}
