package dev.openshiftkafka.capacity.model;

/**
 * Work of the busiest broker, in bytes per byte that producers write to the cluster.
 *
 * @param received bytes that it receives and writes to its volume
 * @param sent bytes that it sends to followers
 * @param read bytes that each consumer group reads from it, when the group reads all records
 */
public record BrokerShare(double received, double sent, double read) {}
