package dev.openshiftkafka.pod.load;

/**
 * A figure beside which a run is read.
 *
 * @param name whose figure it is
 * @param recordsPerSecond records per second
 * @param megabytesPerSecond the same in values' bytes, 10^6 of them
 * @param ratio the run's rate divided by this one
 * @param remark what it means for the run, in a sentence without its stop
 */
public record Comparison(
    String name, double recordsPerSecond, double megabytesPerSecond, double ratio, String remark) {}
