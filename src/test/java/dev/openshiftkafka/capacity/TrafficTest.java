package dev.openshiftkafka.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Traffic between zones, for 1 MB/s, which is 2628 GB a month. */
class TrafficTest {
  private static final double MONTH = 0.001 * 3600 * 730;

  private static Traffic traffic(int zones, int factor) {
    return new Traffic(zones, factor, 1, 1);
  }

  @Test
  void traffic_replicaInEachZone_clientRackAvoidsReads() {
    Traffic traffic = traffic(3, 3);
    assertEquals(2 * MONTH, traffic.replication(), 1e-9);
    assertEquals(MONTH * 2 / 3, traffic.producers(), 1e-9);
    assertEquals(MONTH * 2 / 3, traffic.readGroup(), 1e-9);
    assertEquals(0, traffic.readGroupWithClientRack());
  }

  @Test
  void traffic_fewerReplicasThanZones_clientRackAvoidsPart() {
    assertEquals(MONTH, traffic(3, 2).replication(), 1e-9);
    // In one of three zones, consumers have no replica and read from the leader.
    assertEquals(MONTH / 3, traffic(3, 2).readGroupWithClientRack(), 1e-9);
  }

  @Test
  void traffic_oneZone_crossesNone() {
    Traffic traffic = traffic(1, 3);
    assertEquals(0, traffic.replication() + traffic.producers() + traffic.readGroup());
  }
}
