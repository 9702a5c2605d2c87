package dev.openshiftkafka.capacity.model;

/**
 * An EC2 instance type.
 *
 * @param name such as m4.2xlarge
 * @param ebsMbps bandwidth to EBS that it holds forever, in Mbit/s
 * @param ebsBurstMbps bandwidth to EBS for 30 minutes a day, in Mbit/s
 * @param networkMbps network bandwidth that it holds forever, in Mbit/s, each way
 * @param networkBurstMbps network bandwidth while it has credits, in Mbit/s, each way
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
