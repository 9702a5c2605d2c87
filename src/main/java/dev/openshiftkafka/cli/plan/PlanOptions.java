package dev.openshiftkafka.cli.plan;

import dev.openshiftkafka.capacity.PlanBounds;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that describe the load and what the planner may choose. */
final class PlanOptions {
  /** Processor architectures of the instance types. */
  static final Set<String> ARCHITECTURES = Set.of("x86_64", "arm64");

  @Option(
      names = "--write-mbps",
      paramLabel = "MB/s",
      description =
          "Write rate of all producers in the busiest hours, in MB/s (10^6 bytes per second) of"
              + " records, each counted once.")
  @Nullable Double writeMBps;

  @Option(
      names = "--message-bytes",
      paramLabel = "BYTES",
      description = "Message size, for the messages per second (default: 1000).")
  @Nullable Integer messageBytes;

  @Option(
      names = "--retention-hours",
      paramLabel = "HOURS",
      description = "Time for which records are kept (default: 168, as in Kafka).")
  @Nullable Integer retentionHours;

  @Option(
      names = "--read-groups",
      paramLabel = "NUMBER",
      description = "Consumer groups that read all records (default: 1).")
  @Nullable Integer readGroups;

  @Option(
      names = "--read-groups-behind",
      paramLabel = "NUMBER",
      description =
          "How many of them may read records from the volumes at the same time, as after an outage"
              + " of an application (default: 1, or 0 without groups).")
  @Nullable Integer readGroupsBehind;

  @Option(
      names = "--replication-factor",
      paramLabel = "NUMBER",
      description = "Replicas of each partition (default: 3).")
  @Nullable Integer replicationFactor;

  @Option(
      names = "--headroom",
      paramLabel = "PERCENT",
      description =
          "How much more than --write-mbps the hardware and the volumes hold (default: 30%%; 0%%"
              + " with --from, whose kafka.expectedWriteMBps has its headroom).")
  @Nullable String headroom;

  @Option(
      names = "--ignore-zone-loss",
      description = "Plans for the load with all zones only, not also with a zone down.")
  boolean ignoreZoneLoss;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "AWS region, for prices and the stack file (default: us-east-1).")
  @Nullable String region;

  @Option(names = "--zones", paramLabel = "NUMBER", description = "Number of zones (default: 3).")
  @Nullable Integer zones;

  @Option(
      names = "--max-brokers",
      paramLabel = "NUMBER",
      description = "Greatest number of brokers (default: 30).")
  int maxBrokers = 30;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      split = ",",
      description =
          "Architectures of the instances: x86_64, arm64 (default: both; that of the stack with"
              + " --from).")
  @Nullable List<String> architectures;

  @Option(
      names = "--volume-types",
      paramLabel = "NAME",
      split = ",",
      description = "EBS volume types: gp3, io2, st1 (default: all).")
  @Nullable List<String> volumeTypes;

  @Option(
      names = "--min-vcpus",
      paramLabel = "NUMBER",
      description = "Least number of virtual CPUs of a node (default: 4).")
  int minVcpus = 4;

  @Option(
      names = "--min-memory-gib",
      paramLabel = "GIB",
      description = "Least memory of a node, in GiB (default: 16).")
  int minMemoryGiB = 16;

  @Option(
      names = "--snapshots",
      paramLabel = "NUMBER",
      description = "Daily snapshots that are kept of each volume (default: 0).")
  @Nullable Integer snapshots;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description =
          "CSV file with the columns item and usd, whose prices replace those of the region, or are"
              + " those of a region that the tables do not have (docs/plan.md).")
  @Nullable String prices;

  /** Checks each option by itself. */
  void check(Faults faults) {
    faults.check(
        "--write-mbps", writeMBps, rate -> rate > 0 && rate <= 1e6, "must be from 0 to 1000000");
    faults.between("--message-bytes", messageBytes, 1, 100_000_000);
    faults.between("--retention-hours", retentionHours, 1, 87_600);
    faults.between("--read-groups", readGroups, 0, 1000);
    faults.between("--read-groups-behind", readGroupsBehind, 0, 1000);
    faults.between("--replication-factor", replicationFactor, 1, 9);
    faults.between("--zones", zones, 1, 6);
    faults.between("--max-brokers", maxBrokers, 3, 300);
    faults.between("--min-vcpus", minVcpus, 1, 200);
    faults.between("--min-memory-gib", minMemoryGiB, 1, 2000);
    faults.between("--snapshots", snapshots, 0, 1000);
    faults.check(
        "--headroom",
        headroom,
        text -> text.matches("[0-9]{1,3}%?"),
        "must be a percentage, such as 30%");
    faults.all("--architecture", architectures, ARCHITECTURES);
    faults.all("--volume-types", volumeTypes, PlanBounds.Volumes.TYPES);
  }

  /** Headroom as a factor of the rate, or of another by default. */
  double headroomFactor(int percentByDefault) {
    int percent = headroom == null ? percentByDefault : Integer.parseInt(headroom.replace("%", ""));
    return 1 + percent / 100.0;
  }

  /** Architectures to choose from, or others by default. */
  Set<String> architecturesOr(Set<String> byDefault) {
    return architectures == null ? byDefault : Set.copyOf(architectures);
  }

  /** Volume types to choose from. */
  List<String> types() {
    return volumeTypes == null ? PlanBounds.Volumes.TYPES : volumeTypes;
  }
}
