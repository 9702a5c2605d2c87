package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.pod.load.RunCounters.Counts;
import org.HdrHistogram.Histogram;

/**
 * One second of a run.
 *
 * @param second end of it, in seconds from the first record; the warm-up comes first
 * @param produced records handed to the producers in it
 * @param delivered records acknowledged in it; with acks=0, written to the connection
 * @param failed records given up in it
 * @param consumed records read in it
 * @param inQueue records that are handed over and neither delivered nor failed, at its end
 * @param p50Ms median time to the acknowledgement, in milliseconds
 * @param p99Ms 99th percentile
 * @param maxMs longest
 */
public record Second(
    double second,
    long produced,
    long delivered,
    long failed,
    long consumed,
    long inQueue,
    double p50Ms,
    double p99Ms,
    double maxMs) {

  static Second of(double second, Counts in, Counts total, Histogram latency) {
    return new Second(
        second,
        in.produced(),
        in.delivered(),
        in.failed(),
        in.consumed(),
        total.inQueue(),
        latency.getValueAtPercentile(50) / 1000.0,
        latency.getValueAtPercentile(99) / 1000.0,
        latency.getMaxValue() / 1000.0);
  }

  /** The same second of two programs: counts are summed, times are those of the slower one. */
  Second plus(Second other) {
    return new Second(
        Math.max(second, other.second),
        produced + other.produced,
        delivered + other.delivered,
        failed + other.failed,
        consumed + other.consumed,
        inQueue + other.inQueue,
        Math.max(p50Ms, other.p50Ms),
        Math.max(p99Ms, other.p99Ms),
        Math.max(maxMs, other.maxMs));
  }
}
