package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.BurstDuration;
import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.capacity.model.InstanceType;
import dev.openshiftkafka.capacity.model.Layout;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeSource;
import java.util.Locale;
import java.util.Optional;

/**
 * What the declared hardware can write.
 *
 * @param config the configuration
 * @param hardware what the brokers run on
 * @param layout partitions led by all brokers alike, with the default replication factor
 * @param writeMBps the rate that the endurance and the cost are for, in MB/s of records: what is
 *     expected, or else what the hardware can write in a burst
 */
public record Capacity(StackConfig config, Hardware hardware, Layout layout, double writeMBps) {
  private static final String FACTOR = "default.replication.factor";

  /**
   * The capacity of a configuration; empty without the AWS layer, without volumes of EBS, or when
   * the figures of the instance type are not known.
   */
  public static Optional<Capacity> of(StackConfig config) {
    if (!config.has(Layer.AWS) || config.kafka().volume().source() == VolumeSource.LOCAL) {
      return Optional.empty();
    }
    return InstanceTypes.find(config.aws().nodes().instanceType())
        .map(instance -> of(config, instance));
  }

  private static Capacity of(StackConfig config, InstanceType instance) {
    int brokers = config.kafka().brokers();
    int nodes = config.zones().size() * config.aws().nodes().perZone();
    var hardware =
        new Hardware(
            instance, (brokers + nodes - 1) / nodes, MonthlyCost.volume(config.kafka().volume()));
    String factor = config.kafka().settings().getOrDefault(FACTOR, "3");
    var layout = Layout.balanced(brokers, Integer.parseInt(factor.strip()));
    Integer expected = config.kafka().expectedWriteMBps();
    double rate = expected == null ? hardware.ceiling(layout, true).writeMBps() : expected;
    return new Capacity(config, hardware, layout, rate);
  }

  /** What holds forever. */
  public ThroughputLimit sustained() {
    return hardware.ceiling(layout, false);
  }

  /** What holds while all have burst credits. */
  public ThroughputLimit burst() {
    return hardware.ceiling(layout, true);
  }

  /** How long {@link #writeMBps} holds. */
  public BurstDuration endurance() {
    return BurstDuration.of(hardware.volume(), layout, writeMBps);
  }

  /** What the stack costs in a month, at {@link #writeMBps}. */
  public MonthlyCost cost() {
    double instance = Prices.instanceMonth(hardware.instance().name()).orElseThrow();
    return MonthlyCost.of(config, instance, layout.replicationFactor(), writeMBps);
  }

  /** Why the expected rate cannot be held; empty when it can, or when none is declared. */
  public Optional<String> warning() {
    Integer expected = config.kafka().expectedWriteMBps();
    if (expected == null || expected <= sustained().writeMBps()) {
      return Optional.empty();
    }
    ThroughputLimit sustained = sustained();
    String held =
        text(
            "kafka.expectedWriteMBps is %d, but the declared hardware sustains %.1f MB/s, bound by the"
                + " %s.",
            expected, sustained.writeMBps(), sustained.binds());
    if (expected > burst().writeMBps()) {
      return Optional.of(
          held
              + text(
                  " Not even a burst reaches it: that ends at %.1f MB/s, bound by the %s.",
                  burst().writeMBps(), burst().binds()));
    }
    double hours = endurance().bucketHours();
    return Optional.of(
        held
            + (Double.isInfinite(hours)
                ? " It holds only while the instances have burst credits."
                : text(" From full buckets it holds for %.2f h.", hours)));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
