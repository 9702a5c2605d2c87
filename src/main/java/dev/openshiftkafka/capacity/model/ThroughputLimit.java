package dev.openshiftkafka.capacity.model;

/**
 * The greatest rate at which a cluster takes records.
 *
 * @param writeMBps MB/s (10^6 bytes per second) of records, each counted once, before replication
 * @param binds what keeps it from being greater
 */
public record ThroughputLimit(double writeMBps, Resource binds) {
  /**
   * Bytes that Kafka adds to a record of its message format v2 in a large batch: lengths, offset
   * and time, each as a variable-length number. A test measures it with Kafka's own code.
   */
  public static final int RECORD_OVERHEAD = 11;

  /** What a message of a size in bytes takes of this rate, in bytes. */
  public static int bytesOfRecord(int messageBytes) {
    return messageBytes + RECORD_OVERHEAD;
  }

  /** Messages per second of a size in bytes. */
  public double messagesPerSecond(int messageBytes) {
    return writeMBps * 1e6 / bytesOfRecord(messageBytes);
  }

  /** MB/s of message bytes alone, as producers count them. */
  public double payloadMBps(int messageBytes) {
    return messagesPerSecond(messageBytes) * messageBytes / 1e6;
  }
}
