package dev.openshiftkafka.capacity.model;

/**
 * An EC2 instance type.
 *
 * @param name such as m4.2xlarge
 * @param ebsMbps baseline EBS bandwidth, in Mbit/s
 * @param ebsBurstMbps maximum EBS bandwidth, for 30 minutes a day, in Mbit/s
 * @param networkMbps baseline network bandwidth in each direction, in Mbit/s
 * @param networkBurstMbps burst network bandwidth in each direction, in Mbit/s
 */
public record InstanceType(
    String name, int ebsMbps, int ebsBurstMbps, int networkMbps, int networkBurstMbps) {
  private static final double BITS = 8;

  double ebsMBps() {
    return ebsMbps / BITS;
  }

  double ebsBurstMBps() {
    return ebsBurstMbps / BITS;
  }

  double networkMBps() {
    return networkMbps / BITS;
  }

  double networkBurstMBps() {
    return networkBurstMbps / BITS;
  }
}
