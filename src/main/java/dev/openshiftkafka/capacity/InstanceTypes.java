package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.InstanceType;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bandwidths of EC2 instance types.
 *
 * <p>EBS: Amazon EC2 user guide, "Amazon EBS-optimized instances". Network: baselines as EC2
 * reports them, in aws/karpenter-provider-aws v1.6.3, zz_generated.bandwidth.go; without a
 * published burst, the burst is the baseline. For m4, AWS only states "High", which is about 1
 * Gbit/s.
 */
final class InstanceTypes {
  private static final Map<String, InstanceType> ALL =
      Stream.of(
              new InstanceType("m4.2xlarge", 1000, 1000, 1000, 1000),
              new InstanceType("m5.2xlarge", 2300, 4750, 2500, 10_000),
              new InstanceType("m6i.xlarge", 1250, 10_000, 1562, 12_500),
              new InstanceType("m6i.2xlarge", 2500, 10_000, 3125, 12_500),
              new InstanceType("m6in.2xlarge", 5000, 20_000, 12_500, 12_500),
              new InstanceType("m7i.2xlarge", 2500, 10_000, 3125, 12_500),
              new InstanceType("m7g.2xlarge", 2500, 10_000, 3750, 15_000),
              new InstanceType("i3en.2xlarge", 2307, 4750, 8400, 8400),
              new InstanceType("i4i.2xlarge", 2500, 10_000, 4687, 4687))
          .collect(Collectors.toMap(InstanceType::name, Function.identity()));

  private InstanceTypes() {}

  /** The instance type of a name; empty when its bandwidths are not known. */
  static Optional<InstanceType> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** Names of all instance types whose bandwidths are known. */
  static String known() {
    return String.join(", ", new TreeMap<>(ALL).keySet());
  }
}
