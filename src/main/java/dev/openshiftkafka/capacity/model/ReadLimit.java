package dev.openshiftkafka.capacity.model;

/**
 * The maximum rate at which consumers read records from the volumes of a cluster.
 *
 * @param readMBps MB/s (10^6 bytes per second) on all brokers together, in addition to the writes
 *     and to the reads from the page cache; 0 when these take all throughput
 * @param binds the limiting resource
 */
public record ReadLimit(double readMBps, Resource binds) {}
