package dev.openshiftkafka.capacity.model;

/**
 * The maximum write rate of a cluster.
 *
 * @param writeMBps MB/s (10^6 bytes per second) of records, each counted once, before replication
 * @param binds the limiting resource
 */
public record ThroughputLimit(double writeMBps, Resource binds) {
  /**
   * Overhead of a record of message format v2 in a large batch, in bytes: lengths, offset and
   * timestamp, each as a variable-length integer. RecordSizeTest measures it with Kafka's code.
   */
  public static final int RECORD_OVERHEAD = 11;

  /** Size of a record with a message of a size, both in bytes. */
  public static int bytesOfRecord(int messageBytes) {
    return messageBytes + RECORD_OVERHEAD;
  }

  /** Messages per second, for a message size in bytes. */
  public double messagesPerSecond(int messageBytes) {
    return writeMBps * 1e6 / bytesOfRecord(messageBytes);
  }

  /** MB/s of messages without overhead, as producers report it. */
  public double payloadMBps(int messageBytes) {
    return messagesPerSecond(messageBytes) * messageBytes / 1e6;
  }
}
