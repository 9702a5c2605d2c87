package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.BurstDuration;
import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.capacity.model.InstanceType;
import dev.openshiftkafka.capacity.model.Layout;
import dev.openshiftkafka.capacity.model.Resource;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeSource;
import java.util.Locale;
import java.util.Optional;

/**
 * Write capacity of the declared hardware.
 *
 * @param config configuration of the stack
 * @param hardware hardware of the brokers
 * @param layout partitions whose leaders are spread evenly, with the default replication factor
 * @param writeMBps write rate of the burst duration and the cost, in MB/s of records: the expected
 *     rate, or else the burst limit of the hardware
 */
public record Capacity(StackConfig config, Hardware hardware, Layout layout, double writeMBps) {
  private static final String FACTOR = "default.replication.factor";

  /**
   * The capacity of a configuration; empty without the AWS layer, without EBS volumes, or with an
   * instance type whose bandwidths are not known.
   */
  public static Optional<Capacity> of(StackConfig config) {
    if (!isOnAws(config) || config.kafka().volume().source() == VolumeSource.LOCAL) {
      return Optional.empty();
    }
    return InstanceTypes.find(config.aws().nodes().instanceType())
        .map(instance -> of(config, instance));
  }

  /** Whether this stack, or the administrator's stack of the same project, has the AWS layer. */
  private static boolean isOnAws(StackConfig config) {
    return config.has(Layer.AWS) || (!config.declaresAdminObjects() && config.aws() != null);
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

  /** The limit without burst credits. */
  public ThroughputLimit sustained() {
    return hardware.ceiling(layout, false);
  }

  /** The limit while volumes and instances have burst credits. */
  public ThroughputLimit burst() {
    return hardware.ceiling(layout, true);
  }

  /** How long {@link #writeMBps} can be sustained. */
  public BurstDuration burstDuration() {
    return BurstDuration.of(hardware.volume(), layout, writeMBps);
  }

  /** Monthly cost of the stack at {@link #writeMBps}. */
  public MonthlyCost cost() {
    double instance = Prices.instanceMonth(hardware.instance().name()).orElseThrow();
    return MonthlyCost.of(config, instance, layout.replicationFactor(), writeMBps);
  }

  /** Why the expected write rate cannot be sustained; empty when it can, or when it is not set. */
  public Optional<String> warning() {
    Integer expected = config.kafka().expectedWriteMBps();
    if (expected == null || expected <= sustained().writeMBps()) {
      return Optional.empty();
    }
    ThroughputLimit sustained = sustained();
    String limit =
        text(
            "kafka.expectedWriteMBps: %d MB/s is more than the declared hardware sustains, %.1f"
                + " MB/s, limited by the %s (%s).",
            expected, sustained.writeMBps(), sustained.binds(), keyOf(sustained.binds()));
    if (expected > burst().writeMBps()) {
      return Optional.of(
          limit
              + text(
                  " It is also more than the burst limit, %.1f MB/s, limited by the %s (%s).",
                  burst().writeMBps(), burst().binds(), keyOf(burst().binds())));
    }
    double hours = burstDuration().bucketHours();
    return Optional.of(
        limit
            + (Double.isInfinite(hours)
                ? " It is possible only while the instances have burst credits."
                : text(" With full burst buckets it is possible for %.2f h.", hours)));
  }

  /** The configuration key that raises a limit. */
  private static String keyOf(Resource resource) {
    return resource == Resource.VOLUME ? "kafka.volume" : "aws.nodes.instanceType";
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
