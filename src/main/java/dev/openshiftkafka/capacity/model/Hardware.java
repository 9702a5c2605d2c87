package dev.openshiftkafka.capacity.model;

import java.util.EnumMap;
import java.util.Map;

/**
 * Hardware of the brokers.
 *
 * @param instance EC2 instance type of the app nodes
 * @param brokersPerNode number of brokers per node
 * @param volume data volume of each broker
 */
public record Hardware(InstanceType instance, int brokersPerNode, Volume volume) {

  /** The cluster-wide write rate that each resource allows, in MB/s of records. */
  Map<Resource, Double> limits(Layout layout, boolean burst) {
    var throughput = VolumeThroughput.of(volume);
    double perNode = brokersPerNode * layout.received();
    double network = burst ? instance.networkBurstMBps() : instance.networkMBps();
    var limits = new EnumMap<Resource, Double>(Resource.class);
    limits.put(
        Resource.VOLUME,
        (burst ? throughput.burstMBps() : throughput.sustainedMBps()) / layout.received());
    limits.put(
        Resource.INSTANCE_EBS, (burst ? instance.ebsBurstMBps() : instance.ebsMBps()) / perNode);
    limits.put(Resource.NETWORK_IN, network / perNode);
    if (layout.sent() > 0) {
      limits.put(Resource.NETWORK_OUT, network / (brokersPerNode * layout.sent()));
    }
    return limits;
  }

  /** The maximum cluster-wide write rate, and the resource that limits it. */
  public ThroughputLimit ceiling(Layout layout, boolean burst) {
    return limits(layout, burst).entrySet().stream()
        .min(Map.Entry.<Resource, Double>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(least -> new ThroughputLimit(least.getValue(), least.getKey()))
        .orElseThrow();
  }
}
