package dev.openshiftkafka.capacity.model;

import java.util.Map;
import java.util.Optional;

/**
 * Limits of a cluster whose partitions are spread evenly over zones.
 *
 * @param hardware hardware of the brokers
 * @param layout distribution of the partitions
 * @param reads consumer groups
 * @param zones number of zones; broker i is in zone i modulo this number
 */
public record ClusterLimits(Hardware hardware, Layout layout, Reads reads, int zones) {

  /** The maximum write rate without burst credits. */
  public ThroughputLimit sustained() {
    return hardware.ceiling(layout.share(), reads, false);
  }

  /** The maximum write rate while volumes and instances have burst credits. */
  public ThroughputLimit burst() {
    return hardware.ceiling(layout.share(), reads, true);
  }

  /**
   * The maximum write rate without burst credits, while all brokers of a zone are down and the
   * others lead its partitions; empty when the loss of a zone leaves partitions without replicas.
   */
  public Optional<ThroughputLimit> zoneLoss() {
    return zones > 1 && layout.replicationFactor() > 1
        ? Optional.of(hardware.ceiling(layout.withoutZone(zones), reads, false))
        : Optional.empty();
  }

  /** The maximum write rate that the cluster sustains, also while a zone is down. */
  public ThroughputLimit safe() {
    ThroughputLimit sustained = sustained();
    return zoneLoss().filter(loss -> loss.writeMBps() < sustained.writeMBps()).orElse(sustained);
  }

  /**
   * What is left for reads from the volumes at a write rate, without burst credits, while the
   * groups read from the page cache.
   *
   * @param writeMBps MB/s of records, each counted once
   */
  public ReadLimit readsBehind(double writeMBps) {
    BrokerShare share = layout.share();
    return hardware.spare(share, reads.groups(), writeMBps).entrySet().stream()
        .min(Map.Entry.<Resource, Double>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(least -> new ReadLimit(Math.max(0, least.getValue()) / share.read(), least.getKey()))
        .orElseThrow();
  }
}
