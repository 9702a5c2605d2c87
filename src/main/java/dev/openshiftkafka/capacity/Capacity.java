package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.BurstDuration;
import dev.openshiftkafka.capacity.model.ClusterLimits;
import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.capacity.model.InstanceType;
import dev.openshiftkafka.capacity.model.Layout;
import dev.openshiftkafka.capacity.model.Reads;
import dev.openshiftkafka.capacity.model.Resource;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.LogRetention;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Capacity of the declared hardware.
 *
 * @param config configuration of the stack
 * @param limits limits of the hardware, for partitions whose leaders are spread evenly, with the
 *     default replication factor
 * @param writeMBps write rate of the burst duration and the cost, in MB/s of records: the expected
 *     rate, or else the burst limit of the hardware
 */
public record Capacity(StackConfig config, ClusterLimits limits, double writeMBps) {
  private static final String FACTOR = "default.replication.factor";
  private static final double GIB = 1L << 30;

  /**
   * The capacity of a configuration; empty without the AWS layer, without EBS volumes, or with an
   * instance type whose bandwidths are not known.
   */
  public static Optional<Capacity> of(StackConfig config) {
    if (!isOnAws(config) || config.kafka().volume().source() == VolumeSource.LOCAL) {
      return Optional.empty();
    }
    return InstanceTypes.find(config.aws().nodes().instanceType())
        .map(instance -> of(config, instance.type()));
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
    var limits = new ClusterLimits(hardware, layout, reads(config), config.zones().size());
    Integer expected = config.kafka().expectedWriteMBps();
    double rate = expected == null ? limits.burst().writeMBps() : expected;
    return new Capacity(config, limits, rate);
  }

  private static Reads reads(StackConfig config) {
    return new Reads(
        orZero(config.kafka().expectedReadGroups()),
        orZero(config.kafka().expectedReadGroupsBehind()));
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  /** Hardware of the brokers. */
  public Hardware hardware() {
    return limits.hardware();
  }

  /** Distribution of the partitions. */
  public Layout layout() {
    return limits.layout();
  }

  /** The limit without burst credits. */
  public ThroughputLimit sustained() {
    return limits.sustained();
  }

  /** The limit while volumes and instances have burst credits. */
  public ThroughputLimit burst() {
    return limits.burst();
  }

  /** How long {@link #writeMBps} can be sustained. */
  public BurstDuration burstDuration() {
    return BurstDuration.of(hardware().volume(), layout(), writeMBps);
  }

  /**
   * Minutes of records that the page cache of a broker holds at {@link #writeMBps}. The kernel
   * counts it against the memory limit of the container, which the heap uses, too.
   */
  public double pageCacheMinutes() {
    double bytes = config.kafka().memoryOutsideHeap();
    return bytes / 1e6 / (writeMBps * layout().share().received()) / 60;
  }

  /** Monthly cost of the stack at {@link #writeMBps}. */
  public MonthlyCost cost() {
    return MonthlyCost.of(
        prices(),
        Deployment.of(config),
        new Traffic(
            config.zones().size(),
            layout().replicationFactor(),
            writeMBps,
            limits.reads().groups()),
        snapshots(),
        remoteStorage());
  }

  /** Tiered storage at {@link #writeMBps}. */
  RemoteStorage remoteStorage() {
    return RemoteStorage.of(config, writeMBps);
  }

  private SnapshotStorage snapshots() {
    if (!config.aws().snapshots().daily()) {
      return SnapshotStorage.NONE;
    }
    return SnapshotStorage.of(
        LogRetention.storedBytes(config, writeMBps) / GIB,
        writeMBps * layout().replicationFactor(),
        config.aws().snapshots().retain());
  }

  /**
   * Prices of the stack's region, or those of us-east-1 when the region or the instance type has
   * none.
   */
  Prices prices() {
    var prices = Prices.of(config.aws().region());
    return prices.instanceMonth(hardware().instance().name()).isPresent()
        ? prices
        : Prices.of("us-east-1");
  }

  /** Why the expected write rate cannot be sustained; empty when it can, or when it is not set. */
  public Optional<String> warning() {
    Integer expected = config.kafka().expectedWriteMBps();
    if (expected == null) {
      return Optional.empty();
    }
    if (expected > sustained().writeMBps()) {
      return Optional.of(sustainedWarning(expected));
    }
    return limits
        .zoneLoss()
        .filter(loss -> expected > loss.writeMBps())
        .map(
            loss ->
                text(
                    "kafka.expectedWriteMBps: %d MB/s is more than the declared hardware sustains"
                        + " while a zone is down, %s.",
                    expected, limit(loss)));
  }

  private String sustainedWarning(int expected) {
    String limit =
        text(
            "kafka.expectedWriteMBps: %d MB/s is more than the declared hardware sustains, %s.",
            expected, limit(sustained()));
    if (expected > burst().writeMBps()) {
      return limit + text(" It is also more than the burst limit, %s.", limit(burst()));
    }
    double hours = burstDuration().bucketHours();
    return limit
        + (Double.isInfinite(hours)
            ? " It is possible only while the instances have burst credits."
            : text(" With full burst buckets it is possible for %.2f h.", hours));
  }

  private String limit(ThroughputLimit limit) {
    int groups = limits.reads().groups();
    return text(
        "%.1f MB/s%s, limited by the %s (%s)",
        limit.writeMBps(),
        groups == 0 ? "" : text(" with kafka.expectedReadGroups %d", groups),
        limit.binds(),
        keyOf(limit.binds()));
  }

  /** The configuration key that raises a limit. */
  private static String keyOf(Resource resource) {
    return resource == Resource.VOLUME ? "kafka.volume" : "aws.nodes.instanceType";
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
