package dev.openshiftkafka.cli.plan;

import dev.openshiftkafka.capacity.Capacity;
import dev.openshiftkafka.capacity.Deployment;
import dev.openshiftkafka.capacity.InstanceOffer;
import dev.openshiftkafka.capacity.InstanceTypes;
import dev.openshiftkafka.capacity.PlanBounds;
import dev.openshiftkafka.capacity.PlanLoad;
import dev.openshiftkafka.capacity.Planner;
import dev.openshiftkafka.capacity.Prices;
import dev.openshiftkafka.capacity.RemoteStorage;
import dev.openshiftkafka.capacity.model.Reads;
import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.config.BrokersConfig;
import dev.openshiftkafka.config.LogRetention;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to plan.
 *
 * @param planner prices and bounds
 * @param load the load
 * @param messageBytes message size in bytes
 * @param retentionHours time for which records are kept; null when the stack declares it
 * @param current the deployed stack; null for a new one
 */
record PlanRequest(
    Planner planner,
    PlanLoad load,
    int messageBytes,
    @Nullable Integer retentionHours,
    @Nullable Capacity current) {
  private static final String DEFAULT_REGION = "us-east-1";
  private static final int MESSAGE_BYTES = 1000;
  private static final int RETENTION_HOURS = 168;
  private static final int REPLICATION_FACTOR = 3;
  private static final int ZONES = 3;
  private static final int HEADROOM = 30;
  private static final int MIN_BROKERS = 3;
  private static final double MB = 1e6;
  private static final double HOUR = 3600;

  /** Root volumes and quorum as in stacks/Pulumi.prod.yaml, in an existing VPC. */
  private static final Deployment BASE =
      new Deployment(
          "",
          0,
          120,
          new Deployment.Volumes(0, Volume.of("gp3", 0)),
          List.of(new Deployment.Volumes(3, Volume.of("gp3", 10))),
          0);

  /** The region of a request. */
  static String region(PlanOptions options, @Nullable StackConfig config) {
    return config != null
        ? config.aws().region()
        : options.region == null ? DEFAULT_REGION : options.region;
  }

  /** A plan for a new stack; null when there are faults. */
  static @Nullable PlanRequest ofNew(PlanOptions options, Prices prices, Faults faults) {
    if (options.writeMBps == null) {
      faults.add("--write-mbps", null, "is required without --from; set the write rate");
    }
    int factor = orDefault(options.replicationFactor, REPLICATION_FACTOR);
    int zones = orDefault(options.zones, ZONES);
    if (!options.ignoreZoneLoss && zones > 1 && factor < 2) {
      faults.add(
          "--replication-factor",
          factor,
          "loses partitions with a zone; set 2 or more, or --ignore-zone-loss");
    }
    if (!options.ignoreZoneLoss && zones < 2) {
      faults.add(
          "--zones", zones, "does not survive the loss of a zone; set 3, or --ignore-zone-loss");
    }
    Reads reads = reads(options, 1, null, faults);
    if (!faults.isEmpty() || options.writeMBps == null || reads == null) {
      return null;
    }
    int rate = (int) Math.ceil(options.writeMBps * options.headroomFactor(HEADROOM) - 1e-9);
    int hours = orDefault(options.retentionHours, RETENTION_HOURS);
    var load =
        new PlanLoad(
            rate,
            options.writeMBps,
            factor,
            new PlanLoad.Stored(
                rate * MB * hours * HOUR * factor,
                orDefault(options.snapshots, 0),
                RemoteStorage.NONE),
            reads);
    var bounds =
        new PlanBounds(
            zones,
            !options.ignoreZoneLoss,
            MIN_BROKERS,
            options.maxBrokers,
            new PlanBounds.Instances(
                options.architecturesOr(PlanOptions.ARCHITECTURES),
                options.minVcpus,
                options.minMemoryGiB),
            new PlanBounds.Volumes(options.types(), 0));
    return new PlanRequest(
        new Planner(prices, bounds, BASE),
        load,
        orDefault(options.messageBytes, MESSAGE_BYTES),
        hours,
        null);
  }

  /** A plan for a deployed stack; null when there are faults. */
  static @Nullable PlanRequest ofDeployed(
      PlanOptions options, StackConfig config, Prices prices, Faults faults) {
    String given = "does not apply with --from; change it in the stack file";
    faults.check("--replication-factor", options.replicationFactor, v -> false, given);
    faults.check("--zones", options.zones, v -> false, given);
    faults.check("--region", options.region, v -> false, given);
    faults.check("--snapshots", options.snapshots, v -> false, given);
    BrokersConfig kafka = config.kafka();
    Capacity capacity = Capacity.of(config).orElse(null);
    if (capacity == null || kafka.volume().source() == VolumeSource.LOCAL) {
      faults.add(
          "--from",
          null,
          "names a stack without the AWS layer, without EBS volumes, or with an unknown"
              + " instance type; plan a new stack with --write-mbps");
      return null;
    }
    if (kafka.volume().source() == VolumeSource.DYNAMIC
        && !PlanBounds.Volumes.TYPES.contains(kafka.volume().typeOrDefault())) {
      faults.add(
          "--from",
          null,
          "names a stack whose kafka.volume.type, "
              + kafka.volume().typeOrDefault()
              + ", cannot change and cannot be planned; plan a new stack with --write-mbps");
    }
    Double average =
        options.writeMBps != null
            ? options.writeMBps
            : kafka.expectedWriteMBps() == null ? null : Double.valueOf(kafka.expectedWriteMBps());
    if (average == null) {
      faults.add(
          "--write-mbps", null, "is required, because the stack has no kafka.expectedWriteMBps");
    }
    Reads reads = reads(options, capacity.limits().reads().groups(), capacity, faults);
    if (!faults.isEmpty() || average == null || reads == null) {
      return null;
    }
    int rate = (int) Math.ceil(average * options.headroomFactor(0) - 1e-9);
    int factor = capacity.layout().replicationFactor();
    double bytes =
        options.retentionHours == null
            ? LogRetention.requiredBytes(config, rate)
            : rate * MB * options.retentionHours * HOUR * factor;
    if (Double.isInfinite(bytes)) {
      faults.add(
          "--retention-hours", null, "is required, because the stack keeps records without limit");
      return null;
    }
    boolean daily = config.aws().snapshots().daily();
    var load =
        new PlanLoad(
            rate,
            average,
            factor,
            new PlanLoad.Stored(
                bytes,
                daily ? config.aws().snapshots().retain() : 0,
                RemoteStorage.of(config, average)),
            reads);
    return new PlanRequest(
        new Planner(prices, bounds(options, config, capacity), Deployment.of(config)),
        load,
        orDefault(options.messageBytes, kafka.messageBytes()),
        options.retentionHours,
        capacity);
  }

  /** Volumes never shrink, and brokers leave only where the stack allows it. */
  private static PlanBounds bounds(PlanOptions options, StackConfig config, Capacity capacity) {
    BrokersConfig kafka = config.kafka();
    boolean fixedType = kafka.volume().source() == VolumeSource.DYNAMIC;
    String architecture =
        InstanceTypes.find(capacity.hardware().instance().name())
            .map(InstanceOffer::architecture)
            .orElseThrow();
    double memory = config.quorum().resources().memoryGiB() + kafka.resources().memoryGiB();
    return new PlanBounds(
        config.zones().size(),
        !options.ignoreZoneLoss,
        kafka.allowBrokerRemoval() ? MIN_BROKERS : kafka.brokers(),
        Math.max(options.maxBrokers, kafka.brokers() + config.zones().size()),
        new PlanBounds.Instances(
            options.architecturesOr(Set.of(architecture)),
            Math.max(
                options.minVcpus,
                kafka.resources().cores() + config.quorum().resources().cores() + 1),
            // A quarter more, and 2 GiB, for the kubelet, the system and pods on each node.
            Math.max(options.minMemoryGiB, memory * 1.25 + 2)),
        new PlanBounds.Volumes(
            fixedType ? List.of(kafka.volume().typeOrDefault()) : options.types(),
            kafka.volume().sizeGiB()));
  }

  private static @Nullable Reads reads(
      PlanOptions options, int groupsByDefault, @Nullable Capacity current, Faults faults) {
    int groups = orDefault(options.readGroups, groupsByDefault);
    int behind =
        orDefault(
            options.readGroupsBehind,
            current == null ? Math.min(1, groups) : current.limits().reads().behind());
    if (behind > groups) {
      faults.add(
          "--read-groups-behind", behind, "is more than the read groups, " + groups + "; lower it");
      return null;
    }
    return new Reads(groups, behind);
  }

  private static int orDefault(@Nullable Integer value, int byDefault) {
    return value == null ? byDefault : value;
  }

  /** Region, for the stack file. */
  String region() {
    return planner.prices().region();
  }
}
