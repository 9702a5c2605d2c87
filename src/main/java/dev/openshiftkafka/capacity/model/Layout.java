package dev.openshiftkafka.capacity.model;

/**
 * Distribution of the written partitions over the brokers.
 *
 * @param brokers number of brokers
 * @param leaders number of brokers that lead partitions, all with the same share; the followers are
 *     spread evenly over the other brokers
 * @param replicationFactor replicas of each partition, including the leader
 */
public record Layout(int brokers, int leaders, int replicationFactor) {
  /** Checks that such a distribution exists. */
  public Layout {
    if (brokers < 1 || leaders < 1 || leaders > brokers) {
      throw new IllegalArgumentException("leaders must be from 1 to " + brokers + ": " + leaders);
    }
    if (replicationFactor < 1 || replicationFactor > brokers) {
      throw new IllegalArgumentException(
          "replicationFactor must be from 1 to " + brokers + ": " + replicationFactor);
    }
  }

  /** Partitions whose leaders are spread evenly over all brokers. */
  public static Layout balanced(int brokers, int replicationFactor) {
    return new Layout(brokers, brokers, replicationFactor);
  }

  /** A single partition. */
  public static Layout single(int brokers, int replicationFactor) {
    return new Layout(brokers, 1, replicationFactor);
  }

  /** Bytes that the busiest broker receives and writes to its volume, per produced byte. */
  double received() {
    double led = 1.0 / leaders;
    int others = brokers - 1;
    double followed = others == 0 ? 0 : (replicationFactor - 1) / (double) others;
    double leader = led + followed * (1 - led);
    // A broker without leaders only has followers.
    return leaders < brokers ? Math.max(leader, followed) : leader;
  }

  /** Bytes that the busiest broker sends to followers, per produced byte. */
  double sent() {
    return (replicationFactor - 1) / (double) leaders;
  }

  /** Work of the busiest broker while all brokers are running. */
  public BrokerShare share() {
    return new BrokerShare(received(), sent(), 1.0 / leaders);
  }

  /**
   * Work of the busiest broker while all brokers of a zone are down, and the others, with a replica
   * of each partition, lead all partitions. It needs a balanced layout.
   *
   * @param zones number of zones; broker i is in zone i modulo this number
   */
  public BrokerShare withoutZone(int zones) {
    int left = brokers - (brokers + zones - 1) / zones;
    // Replicas of a partition that are left on average, and at least the leader.
    double copies = Math.max(1, replicationFactor * left / (double) brokers);
    return new BrokerShare(copies / left, (copies - 1) / left, 1.0 / left);
  }
}
