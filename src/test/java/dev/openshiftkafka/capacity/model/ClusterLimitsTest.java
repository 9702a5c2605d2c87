package dev.openshiftkafka.capacity.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits with consumers and with a zone down, compared with values computed by hand. */
class ClusterLimitsTest {
  /** 250 MB/s of EBS and 400 MB/s of network, and volumes of 131.072 MB/s. */
  private static final Hardware HARDWARE =
      new Hardware(new InstanceType("test", 2000, 4000, 3200, 6400), 1, Volume.of("gp3", 1000));

  /** The same with 2097.152 MB/s of volume throughput. */
  private static final Hardware FAST =
      new Hardware(HARDWARE.instance(), 1, new Volume("gp3", 1000, 8000, 2000));

  private static ClusterLimits limits(Hardware hardware, int brokers, int groups, int behind) {
    return new ClusterLimits(hardware, Layout.balanced(brokers, 3), new Reads(groups, behind), 3);
  }

  private static void assertLimit(double mbps, Resource binds, ThroughputLimit limit) {
    assertEquals(mbps, limit.writeMBps(), 0.01);
    assertEquals(binds, limit.binds());
  }

  @Test
  void sustained_manyGroups_limitedByNetworkOut() {
    // Each broker sends 2/3 of the writes to followers, and 1/3 to each of 7 groups.
    assertLimit(400 / 3.0, Resource.NETWORK_OUT, limits(FAST, 3, 7, 0).sustained());
  }

  @Test
  void zoneLoss_manyGroups_leadersOnTwoOfThreeBrokers() {
    // Each of two brokers sends 1/2 of the writes to the other, and 1/2 to each of 7 groups.
    assertLimit(100, Resource.NETWORK_OUT, limits(FAST, 3, 7, 0).zoneLoss().orElseThrow());
    assertLimit(100, Resource.NETWORK_OUT, limits(FAST, 3, 7, 0).safe());
  }

  @Test
  void zoneLoss_noGroups_noLowerThanSustained() {
    ClusterLimits limits = limits(FAST, 6, 0, 0);
    assertTrue(
        limits.zoneLoss().orElseThrow().writeMBps() >= limits.sustained().writeMBps() - 1e-9);
  }

  @Test
  void sustained_groupBehind_addsReadsToVolume() {
    assertLimit(131.072, Resource.VOLUME, limits(HARDWARE, 3, 1, 0).sustained());
    assertLimit(131.072 * 3 / 4, Resource.VOLUME, limits(HARDWARE, 3, 1, 1).sustained());
    // With a zone down, each of two brokers serves half of the reads.
    assertLimit(131.072 / 1.5, Resource.VOLUME, limits(HARDWARE, 3, 1, 1).zoneLoss().orElseThrow());
  }

  @Test
  void zoneLoss_oneReplicaOrZone_isEmpty() {
    var single = new ClusterLimits(HARDWARE, Layout.balanced(3, 1), Reads.NONE, 3);
    var oneZone = new ClusterLimits(HARDWARE, Layout.balanced(3, 3), Reads.NONE, 1);
    assertEquals(Optional.empty(), single.zoneLoss());
    assertEquals(Optional.empty(), oneZone.zoneLoss());
    assertEquals(single.sustained(), single.safe());
  }

  @Test
  void readsBehind_halfOfVolumeUsed_isTheOtherHalfOnAllBrokers() {
    ReadLimit left = limits(HARDWARE, 3, 1, 0).readsBehind(65.536);
    assertEquals(3 * 65.536, left.readMBps(), 0.01);
    assertEquals(Resource.VOLUME, left.binds());
  }

  @Test
  void readsBehind_writesUseAll_isZero() {
    assertEquals(0, limits(HARDWARE, 3, 1, 0).readsBehind(500).readMBps());
  }

  @Test
  void withoutZone_unevenBrokers_losesTheLargestZone() {
    BrokerShare share = Layout.balanced(4, 2).withoutZone(3);
    // Two of four brokers are left, with one replica of each partition on average.
    assertEquals(new BrokerShare(0.5, 0, 0.5), share);
  }

  @Test
  void reads_moreBehindThanGroups_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Reads(1, 2));
  }
}
