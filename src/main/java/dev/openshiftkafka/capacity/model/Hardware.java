package dev.openshiftkafka.capacity.model;

import java.util.EnumMap;
import java.util.Map;

/**
 * What the brokers run on.
 *
 * @param instance EC2 instance type of the app nodes
 * @param brokersPerNode brokers that share one node
 * @param volume data volume of each broker
 */
public record Hardware(InstanceType instance, int brokersPerNode, Volume volume) {

  /** What cluster-wide rate each resource allows, in MB/s of records, for a layout. */
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

  /** The greatest rate that producers can write, and what keeps it from being greater. */
  public ThroughputLimit ceiling(Layout layout, boolean burst) {
    return limits(layout, burst).entrySet().stream()
        .min(Map.Entry.<Resource, Double>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(least -> new ThroughputLimit(least.getValue(), least.getKey()))
        .orElseThrow();
  }
}
