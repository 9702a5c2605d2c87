package dev.openshiftkafka.capacity.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Throughput limits, compared with values computed by hand for the article's hardware. */
class HardwareTest {
  private static final InstanceType M4 = new InstanceType("m4.2xlarge", 1000, 1000, 1000, 1000);
  private static final Hardware ARTICLE = new Hardware(M4, 1, Volume.of("st1", 500));
  private static final long SEED = 20261124;

  private static void assertLimit(double mbps, Resource binds, ThroughputLimit limit) {
    assertEquals(mbps, limit.writeMBps(), 0.05);
    assertEquals(binds, limit.binds());
  }

  @Test
  void ceiling_onePartitionWithoutFollowers_limitedByInstanceEbs() {
    assertLimit(125, Resource.INSTANCE_EBS, ARTICLE.ceiling(Layout.single(3, 1), true));
  }

  @Test
  void ceiling_onePartitionWithThreeReplicas_limitedByNetworkOut() {
    assertLimit(62.5, Resource.NETWORK_OUT, ARTICLE.ceiling(Layout.single(3, 3), true));
  }

  @Test
  void ceiling_threeBalancedReplicas_limitedByInstanceEbs() {
    assertLimit(125, Resource.INSTANCE_EBS, ARTICLE.ceiling(Layout.balanced(3, 3), true));
  }

  @Test
  void ceiling_withoutBurst_limitedByVolumeBaseline() {
    assertLimit(20.48, Resource.VOLUME, ARTICLE.ceiling(Layout.balanced(3, 3), false));
    assertLimit(61.44, Resource.VOLUME, ARTICLE.ceiling(Layout.balanced(3, 1), false));
  }

  @Test
  void ceiling_sharedNode_sharesBandwidthButNotVolumes() {
    var shared = new Hardware(M4, 2, Volume.of("st1", 500));
    assertLimit(125, Resource.INSTANCE_EBS, shared.ceiling(Layout.balanced(6, 3), true));
    assertLimit(40.96, Resource.VOLUME, shared.ceiling(Layout.balanced(6, 3), false));
  }

  @Test
  void received_balancedLayout_sumsUpToReplicationFactor() {
    for (int brokers = 1; brokers <= 12; brokers++) {
      for (int factor = 1; factor <= brokers; factor++) {
        var balanced = Layout.balanced(brokers, factor);
        assertEquals(factor, balanced.received() * brokers, 1e-9);
        assertEquals(factor - 1, balanced.sent() * brokers, 1e-9);
      }
    }
  }

  @Test
  void layout_impossibleDistribution_throws() {
    assertThrows(IllegalArgumentException.class, () -> new Layout(3, 4, 1));
    assertThrows(IllegalArgumentException.class, () -> new Layout(3, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Layout(3, 3, 4));
  }

  /** Compares random hardware with the same hardware with more of every resource. */
  @Test
  void ceiling_moreHardware_isNeverLower() {
    var random = new Random(SEED);
    for (int run = 0; run < 2000; run++) {
      int brokers = 3 + random.nextInt(9);
      var layout =
          new Layout(
              brokers, 1 + random.nextInt(brokers), 1 + random.nextInt(Math.min(3, brokers)));
      var less = any(random);
      var more = atLeast(less, random);
      for (boolean burst : new boolean[] {false, true}) {
        double before = less.ceiling(layout, burst).writeMBps();
        assertTrue(more.ceiling(layout, burst).writeMBps() >= before, less + " " + more);
        assertTrue(
            less.ceiling(layout, true).writeMBps() >= less.ceiling(layout, false).writeMBps(),
            less.toString());
      }
      var another = Layout.balanced(brokers + 1, layout.replicationFactor());
      assertTrue(
          less.ceiling(another, true).writeMBps()
              >= less.ceiling(Layout.balanced(brokers, layout.replicationFactor()), true)
                      .writeMBps()
                  - 1e-9,
          less.toString());
    }
  }

  private static Hardware any(Random random) {
    int ebs = 500 + random.nextInt(10_000);
    int network = 500 + random.nextInt(12_000);
    return new Hardware(
        new InstanceType(
            "any", ebs, ebs + random.nextInt(5000), network, network + random.nextInt(5000)),
        1 + random.nextInt(3),
        new Volume("gp3", 100 + random.nextInt(2000), 3000 + random.nextInt(9000), 125));
  }

  private static Hardware atLeast(Hardware less, Random random) {
    InstanceType instance = less.instance();
    Volume volume = less.volume();
    return new Hardware(
        new InstanceType(
            "more",
            instance.ebsMbps() + random.nextInt(100),
            instance.ebsBurstMbps() + 100 + random.nextInt(100),
            instance.networkMbps() + random.nextInt(100),
            instance.networkBurstMbps() + 100 + random.nextInt(100)),
        less.brokersPerNode(),
        new Volume(
            volume.type(),
            volume.sizeGiB() + random.nextInt(100),
            volume.iops() + random.nextInt(100),
            volume.throughputMiBps() + random.nextInt(100)));
  }
}
