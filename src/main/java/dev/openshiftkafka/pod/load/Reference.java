package dev.openshiftkafka.pod.load;

/**
 * A result that was published for the same workload.
 *
 * @param name whose result it is
 * @param recordsPerSecond records per second
 * @param megabytesPerSecond the same in values' bytes, 10^6 of them
 * @param remark where it was measured, in a few words
 */
public record Reference(
    String name, double recordsPerSecond, double megabytesPerSecond, String remark) {}
