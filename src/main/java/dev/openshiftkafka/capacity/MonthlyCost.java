package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeConfig;

/**
 * What a stack costs in a month, in US dollars, as far as it follows from its configuration.
 *
 * <p>Not in it: snapshots, what NAT gateways pass on, traffic of producers and consumers between
 * zones, and the control plane.
 *
 * @param instances app nodes
 * @param volumes root disks and data volumes
 * @param natGateways NAT gateways of a declared VPC
 * @param crossZoneReplication copies of records that are sent to other zones
 */
public record MonthlyCost(
    double instances, double volumes, double natGateways, double crossZoneReplication) {

  /**
   * The cost of a configuration with the AWS layer.
   *
   * @param instanceMonth USD for a month of one app node
   * @param writeMBps rate of records, each counted once, in MB/s
   */
  static MonthlyCost of(
      StackConfig config, double instanceMonth, int replicationFactor, double writeMBps) {
    int nodes = config.zones().size() * config.aws().nodes().perZone();
    double root = Prices.volumeMonth(Volume.of("gp3", config.aws().nodes().rootVolumeGiB()));
    double data =
        config.kafka().brokers() * Prices.volumeMonth(volume(config.kafka().volume()))
            + config.quorum().members() * Prices.volumeMonth(volume(config.quorum().volume()));
    double gateways =
        config.aws().network().declaresVpc()
            ? config.zones().size() * Prices.NAT_GATEWAY_HOUR * Prices.HOURS
            : 0;
    return new MonthlyCost(
        nodes * instanceMonth,
        nodes * root + data,
        gateways,
        replication(config.zones().size(), replicationFactor, writeMBps));
  }

  /** Of the copies, as few as can be are in the leader's own zone. */
  private static double replication(int zones, int replicationFactor, double writeMBps) {
    int sameZone = (replicationFactor + zones - 1) / zones;
    double gigabytes = writeMBps / 1000 * 3600 * Prices.HOURS;
    return (replicationFactor - sameZone) * gigabytes * Prices.CROSS_ZONE_GB;
  }

  /** The EBS volume of a configuration. */
  public static Volume volume(VolumeConfig config) {
    return new Volume(
        config.typeOrDefault(),
        config.sizeGiB(),
        config.iopsOrDefault() == null ? 0 : config.iopsOrDefault(),
        config.throughputOrDefault() == null ? 0 : config.throughputOrDefault());
  }

  /** All of it. */
  public double total() {
    return instances + volumes + natGateways + crossZoneReplication;
  }
}
