package dev.openshiftkafka.cli.report;

/**
 * Times of messages as rdkafka_performance tells them: it keeps no percentiles.
 *
 * @param averageMs mean
 * @param minMs shortest
 * @param maxMs longest
 */
record RdkafkaLatency(double averageMs, double minMs, double maxMs) {}
