package dev.openshiftkafka.pod.readiness;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The producer quotas that the disk guard sets, in bytes per second, client id and broker.
 *
 * <p>A broker delays the next request of a client by the bytes that it sent in the quota window
 * (about ten seconds), divided by its quota. Kafka does not limit this delay, and raising the quota
 * does not shorten delays that have begun. A quota of 1 B/s would stop a producer for days after a
 * few seconds of traffic. The guard therefore lowers the quota in steps of a factor of eight, each
 * after the window of the one before: a producer with as much as 128 MB/s is then delayed by about
 * a minute, and one with requests of 1 MB, the default limit of clients, by 30 s at {@link #LOW}.
 *
 * <p>The rates are the only mark of a quota that the guard has set: nobody else chooses them.
 */
final class ThrottleRate {
  /** 64 B/s to 16 MiB/s, each less 3. */
  static final List<Long> ALL =
      List.of(61L, 509L, 4_093L, 32_765L, 262_141L, 2_097_149L, 16_777_213L);

  /** The lowest rate. At it, even a request of 100 MB causes a delay that Kafka can represent. */
  static final long LOWEST = ALL.get(0);

  /** The rate at which delays still end soon after the guard lifts the quota. */
  static final long LOW = ALL.get(3);

  /** A single producer at the first rate cannot fill the volume in this time. */
  private static final long SECONDS_TO_FULL = 300;

  private ThrottleRate() {}

  /** Whether the guard has set a quota. */
  static boolean isGuards(@Nullable Long quota) {
    return quota != null && ALL.contains(quota);
  }

  /**
   * The first rate of a guard that begins to throttle.
   *
   * @param usable bytes that are free
   * @param quota the operator's default quota, which the guard never raises; null when there is
   *     none
   */
  static long first(long usable, @Nullable Long quota) {
    long limit = Math.min(usable / SECONDS_TO_FULL, quota == null ? Long.MAX_VALUE : quota);
    return ALL.stream().filter(rate -> rate <= limit).reduce(LOWEST, Math::max);
  }

  /**
   * The rate after one that did not suffice.
   *
   * @param scarce whether little space is left, so that delays of hours are better than a full
   *     volume
   */
  static long next(long rate, boolean scarce) {
    long limit = scarce ? LOWEST : LOW;
    return rate <= limit ? rate : ALL.get(ALL.indexOf(rate) - 1);
  }
}
