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
  private Map<Resource, Double> limits(BrokerShare share, Reads reads, boolean burst) {
    double fromVolume = share.received() + reads.behind() * share.read();
    double sent = share.sent() + reads.groups() * share.read();
    var limits = new EnumMap<Resource, Double>(Resource.class);
    throughput(burst)
        .forEach(
            (resource, each) -> {
              double demand =
                  switch (resource) {
                    case VOLUME, INSTANCE_EBS -> fromVolume;
                    case NETWORK_IN -> share.received();
                    case NETWORK_OUT -> sent;
                  };
              if (demand > 0) {
                limits.put(resource, each / demand);
              }
            });
    return limits;
  }

  /** Throughput of each resource for one broker, in MB/s. */
  private Map<Resource, Double> throughput(boolean burst) {
    var ofVolume = VolumeThroughput.of(volume);
    double network =
        (burst ? instance.networkBurstMBps() : instance.networkMBps()) / brokersPerNode;
    double ebs = (burst ? instance.ebsBurstMBps() : instance.ebsMBps()) / brokersPerNode;
    var throughput = new EnumMap<Resource, Double>(Resource.class);
    throughput.put(Resource.VOLUME, burst ? ofVolume.burstMBps() : ofVolume.sustainedMBps());
    throughput.put(Resource.INSTANCE_EBS, ebs);
    throughput.put(Resource.NETWORK_IN, network);
    throughput.put(Resource.NETWORK_OUT, network);
    return throughput;
  }

  /**
   * What is left of each resource of a broker for reads from its volume at a write rate, in MB/s,
   * without burst credits; negative when the writes alone need more.
   */
  Map<Resource, Double> spare(BrokerShare share, int groups, double writeMBps) {
    Map<Resource, Double> throughput = throughput(false);
    throughput.remove(Resource.NETWORK_IN);
    throughput.replaceAll(
        (resource, each) ->
            each
                - writeMBps
                    * (resource == Resource.NETWORK_OUT
                        ? share.sent() + groups * share.read()
                        : share.received()));
    return throughput;
  }

  /** The maximum cluster-wide write rate without consumers, and the resource that limits it. */
  public ThroughputLimit ceiling(Layout layout, boolean burst) {
    return ceiling(layout.share(), Reads.NONE, burst);
  }

  /** The maximum cluster-wide write rate, and the resource that limits it. */
  public ThroughputLimit ceiling(BrokerShare share, Reads reads, boolean burst) {
    return limits(share, reads, burst).entrySet().stream()
        .min(Map.Entry.<Resource, Double>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(least -> new ThroughputLimit(least.getValue(), least.getKey()))
        .orElseThrow();
  }
}
