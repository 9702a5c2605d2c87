package dev.openshiftkafka.cli.report;

/**
 * Message latency from rdkafka_performance, which does not report percentiles.
 *
 * @param averageMs mean, in milliseconds
 * @param minMs minimum, in milliseconds
 * @param maxMs maximum, in milliseconds
 */
record RdkafkaLatency(double averageMs, double minMs, double maxMs) {}
