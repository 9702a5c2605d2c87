package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.config.QuorumConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeConfig;

/**
 * Monthly cost of a stack in US dollars, as far as the configuration determines it.
 *
 * <p>Not included: snapshots, data processing of NAT gateways, traffic of producers and consumers
 * between zones, and the control plane.
 *
 * @param instances app nodes
 * @param volumes root volumes and data volumes
 * @param natGateways hours of the NAT gateways of a declared VPC
 * @param crossZoneReplication traffic of replication between zones
 */
public record MonthlyCost(
    double instances, double volumes, double natGateways, double crossZoneReplication) {

  /**
   * The cost of a configuration with the AWS layer.
   *
   * @param instanceMonth monthly price of one app node, in USD
   * @param writeMBps write rate in MB/s, each record counted once
   */
  static MonthlyCost of(
      StackConfig config, double instanceMonth, int replicationFactor, double writeMBps) {
    int nodes = config.zones().size() * config.aws().nodes().perZone();
    double root = Prices.volumeMonth(Volume.of("gp3", config.aws().nodes().rootVolumeGiB()));
    double data =
        config.kafka().brokers() * Prices.volumeMonth(volume(config.kafka().volume()))
            + quorum(config.quorum())
            + (config.migration() == null ? 0 : quorum(config.controllers()));
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

  private static double quorum(QuorumConfig quorum) {
    return quorum.members() * Prices.volumeMonth(volume(quorum.volume()));
  }

  /** Replicas are spread evenly over the zones, so that few are in the zone of the leader. */
  private static double replication(int zones, int replicationFactor, double writeMBps) {
    int sameZone = (replicationFactor + zones - 1) / zones;
    double gigabytes = writeMBps / 1000 * 3600 * Prices.HOURS;
    return (replicationFactor - sameZone) * gigabytes * Prices.CROSS_ZONE_GB;
  }

  /** The EBS volume that a configuration declares. */
  public static Volume volume(VolumeConfig config) {
    return new Volume(
        config.typeOrDefault(),
        config.sizeGiB(),
        config.iopsOrDefault() == null ? 0 : config.iopsOrDefault(),
        config.throughputOrDefault() == null ? 0 : config.throughputOrDefault());
  }

  /** Sum of all parts. */
  public double total() {
    return instances + volumes + natGateways + crossZoneReplication;
  }
}
