package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.config.VolumeConfig;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Monthly cost of a stack in US dollars, as far as the configuration determines it.
 *
 * <p>Not included: data processing of NAT gateways, reads from S3, and the control plane. Clients
 * are taken to be in the region, spread evenly over the zones, and without {@code client.rack}.
 *
 * @param parts the cost of each part
 * @param readGroup traffic between zones of one consumer group without {@code client.rack}
 * @param readGroupWithClientRack the same with {@code client.rack}
 */
public record MonthlyCost(
    Map<CostPart, Double> parts, double readGroup, double readGroupWithClientRack) {

  /** Copies the parts. */
  public MonthlyCost {
    parts = Collections.unmodifiableMap(new EnumMap<>(parts));
  }

  /**
   * The cost of a deployment.
   *
   * @param prices prices that include those of the instance type
   */
  static MonthlyCost of(
      Prices prices,
      Deployment deployment,
      Traffic traffic,
      SnapshotStorage snapshots,
      RemoteStorage remote) {
    double instance = prices.instanceMonth(deployment.instanceType()).orElseThrow();
    double root = prices.volumeMonth(Volume.of("gp3", deployment.rootVolumeGiB()));
    double readGroup = prices.crossZoneGb() * traffic.readGroup();
    var parts = new EnumMap<CostPart, Double>(CostPart.class);
    parts.put(CostPart.INSTANCES, deployment.nodes() * instance);
    parts.put(
        CostPart.VOLUMES,
        deployment.nodes() * root
            + volumes(prices, deployment.brokers())
            + deployment.quorums().stream().mapToDouble(quorum -> volumes(prices, quorum)).sum());
    parts.put(CostPart.NAT_GATEWAYS, deployment.natGateways() * prices.natGatewayMonth());
    parts.put(CostPart.REPLICATION, prices.crossZoneGb() * traffic.replication());
    parts.put(CostPart.PRODUCERS, prices.crossZoneGb() * traffic.producers());
    parts.put(CostPart.READS, traffic.readGroups() * readGroup);
    parts.put(CostPart.SNAPSHOTS, prices.snapshotGib() * snapshots.totalGiB());
    if (remote.uploads() > 0) {
      parts.put(CostPart.REMOTE_STORAGE, remote.month(prices));
    }
    return new MonthlyCost(
        parts, readGroup, prices.crossZoneGb() * traffic.readGroupWithClientRack());
  }

  private static double volumes(Prices prices, Deployment.Volumes volumes) {
    return volumes.count() * prices.volumeMonth(volumes.each());
  }

  /** The EBS volume that a configuration declares. */
  public static Volume volume(VolumeConfig config) {
    return new Volume(
        config.typeOrDefault(),
        config.sizeGiB(),
        config.iopsOrDefault() == null ? 0 : config.iopsOrDefault(),
        config.throughputOrDefault() == null ? 0 : config.throughputOrDefault());
  }

  /** Cost of a part. */
  public double of(CostPart part) {
    return parts.getOrDefault(part, 0.0);
  }

  /** Sum of all parts. */
  public double total() {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Cost of instances and volumes. */
  public double hardware() {
    return of(CostPart.INSTANCES) + of(CostPart.VOLUMES);
  }

  /** What all consumer groups together save with {@code client.rack}. */
  public double clientRackSaves() {
    return readGroup == 0 ? 0 : of(CostPart.READS) * (1 - readGroupWithClientRack / readGroup);
  }
}
