package dev.openshiftkafka.capacity.model;

/**
 * How the partitions that are written to lie on the brokers.
 *
 * @param brokers number of brokers
 * @param leaders brokers that lead such a partition, all with the same share; the partitions'
 *     followers lie evenly on the others
 * @param replicationFactor copies of each record, the leader's included
 */
public record Layout(int brokers, int leaders, int replicationFactor) {
  /** Checks that the partitions can lie so. */
  public Layout {
    if (brokers < 1 || leaders < 1 || leaders > brokers) {
      throw new IllegalArgumentException(leaders + " leaders on " + brokers + " brokers");
    }
    if (replicationFactor < 1 || replicationFactor > brokers) {
      throw new IllegalArgumentException(
          "replication factor " + replicationFactor + " on " + brokers + " brokers");
    }
  }

  /** Partitions led by all brokers alike. */
  public static Layout balanced(int brokers, int replicationFactor) {
    return new Layout(brokers, brokers, replicationFactor);
  }

  /** One partition only. */
  public static Layout single(int brokers, int replicationFactor) {
    return new Layout(brokers, 1, replicationFactor);
  }

  /** What the busiest broker receives, and writes to its disk, per byte that producers write. */
  double received() {
    double led = 1.0 / leaders;
    int others = brokers - 1;
    double followed = others == 0 ? 0 : (replicationFactor - 1) / (double) others;
    double leader = led + followed * (1 - led);
    // A broker that leads nothing follows every partition's share.
    return leaders < brokers ? Math.max(leader, followed) : leader;
  }

  /** What the busiest broker sends to followers, per byte that producers write. */
  double sent() {
    return (replicationFactor - 1) / (double) leaders;
  }
}
