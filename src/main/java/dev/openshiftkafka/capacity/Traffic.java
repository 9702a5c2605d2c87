package dev.openshiftkafka.capacity;

/**
 * Traffic of a cluster whose clients and leaders are spread evenly over the zones.
 *
 * @param zones number of zones, each of which has brokers
 * @param replicationFactor replicas of each partition, spread over the zones
 * @param writeMBps write rate in MB/s, each record counted once
 * @param readGroups consumer groups that read all records
 */
public record Traffic(int zones, int replicationFactor, double writeMBps, int readGroups) {
  private static final double SECONDS = 3600;

  /** GB per month that cross zones from leaders to followers. */
  double replication() {
    // Replicas are spread evenly, so that few are in the zone of the leader.
    int sameZone = (replicationFactor + zones - 1) / zones;
    return (replicationFactor - sameZone) * written();
  }

  /** GB per month that cross zones from producers to leaders. */
  double producers() {
    return otherZones() * written();
  }

  /** GB per month that cross zones to one consumer group, which reads from the leaders. */
  double readGroup() {
    return otherZones() * written();
  }

  /**
   * GB per month that cross zones to one consumer group whose consumers set client.rack. It is 0
   * when each zone has a replica; without one there, a consumer reads from the leader.
   */
  double readGroupWithClientRack() {
    return Math.max(0, 1 - replicationFactor / (double) zones) * written();
  }

  private double otherZones() {
    return (zones - 1) / (double) zones;
  }

  private double written() {
    return writeMBps / 1000 * SECONDS * Prices.HOURS;
  }
}
