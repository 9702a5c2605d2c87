package dev.openshiftkafka.cli.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Loads for which plans are checked. */
final class PlanCases {
  private PlanCases() {}

  /**
   * A load.
   *
   * @param rate write rate with headroom, in MB/s
   */
  record Case(
      int writeMBps,
      int headroom,
      int hours,
      int factor,
      int groups,
      int behind,
      int maxBrokers,
      String region,
      List<String> architectures,
      List<String> volumeTypes,
      boolean survivesZone) {
    private static final List<String> BOTH = List.of("x86_64", "arm64");
    private static final List<String> ALL = List.of("gp3", "io2", "st1");

    static Case of(int writeMBps, int hours, int groups, int behind) {
      return new Case(writeMBps, 30, hours, 3, groups, behind, 30, "us-east-1", BOTH, ALL, true);
    }

    Case in(String other) {
      return bought(other, architectures, volumeTypes);
    }

    Case with(int newFactor, int newHeadroom, int newMaxBrokers) {
      return new Case(
          writeMBps,
          newHeadroom,
          hours,
          newFactor,
          groups,
          behind,
          newMaxBrokers,
          region,
          architectures,
          volumeTypes,
          newFactor > 1);
    }

    Case only(String architecture, String... types) {
      return bought(region, List.of(architecture), types.length == 0 ? ALL : List.of(types));
    }

    private Case bought(String where, List<String> processors, List<String> volumes) {
      return new Case(
          writeMBps,
          headroom,
          hours,
          factor,
          groups,
          behind,
          maxBrokers,
          where,
          processors,
          volumes,
          survivesZone);
    }

    int rate() {
      return (writeMBps * (100 + headroom) + 99) / 100;
    }

    List<String> arguments() {
      var arguments = new ArrayList<String>(List.of("plan"));
      arguments.add("--write-mbps=" + writeMBps);
      arguments.add("--headroom=" + headroom + "%");
      arguments.add("--retention-hours=" + hours);
      arguments.add("--replication-factor=" + factor);
      arguments.add("--read-groups=" + groups);
      arguments.add("--read-groups-behind=" + behind);
      arguments.add("--max-brokers=" + maxBrokers);
      arguments.add("--region=" + region);
      arguments.add("--architecture=" + String.join(",", architectures));
      arguments.add("--volume-types=" + String.join(",", volumeTypes));
      if (!survivesZone) {
        arguments.add("--ignore-zone-loss");
      }
      return arguments;
    }

    @Override
    public String toString() {
      return String.join(" ", arguments());
    }
  }

  static Stream<Case> all() {
    return Stream.of(
        Case.of(50, 72, 3, 1),
        Case.of(50, 72, 3, 0),
        Case.of(1, 72, 0, 0),
        Case.of(5, 168, 1, 1),
        Case.of(20, 24, 2, 1).in("eu-west-1"),
        Case.of(49, 24, 3, 1).in("eu-west-1").only("x86_64"),
        Case.of(49, 24, 0, 0).in("eu-central-1").only("x86_64", "gp3"),
        Case.of(100, 12, 5, 1).in("us-west-2"),
        Case.of(100, 6, 10, 2).in("us-east-2"),
        Case.of(200, 24, 3, 1).in("ap-northeast-1"),
        Case.of(200, 4, 20, 0).only("arm64"),
        Case.of(300, 48, 2, 1).in("ap-southeast-1"),
        Case.of(500, 24, 4, 1),
        Case.of(500, 2, 1, 1).only("x86_64", "st1"),
        Case.of(50, 24, 1, 1).only("arm64", "io2"),
        Case.of(800, 12, 3, 1).with(3, 0, 60),
        Case.of(60, 72, 3, 1).with(2, 50, 30),
        Case.of(60, 72, 3, 1).with(1, 30, 30),
        Case.of(120, 168, 2, 2).with(3, 10, 12).in("eu-west-1"),
        Case.of(10, 720, 1, 0).with(3, 100, 9).in("eu-central-1"));
  }
}
