package dev.openshiftkafka.faults;

import java.util.List;
import java.util.stream.Stream;

/** All faults, in the order of the table. */
final class Faults {
  static final List<Fault> ALL =
      Stream.concat(
              Stream.of(
          new RollingRestart(),
          new RollWhileCatchingUp(),
          new UpdatedStack(),
          new RollWhileZoneDown(false),
          new RollWhileZoneDown(true),
          new KilledBroker(),
          new CutZone(false),
          new CutZone(true),
          new DrainedNodes(false),
          new DrainedNodes(true),
          new KilledQuorumLeader(),
          new KilledBrokers(),
          new PausedBroker(),
          new EmptiedVolume(),
          new FullDisk()),
              StalledVolume.all().stream())
          .toList();

  private Faults() {}

  static Fault named(String name) {
    return ALL.stream()
        .filter(fault -> fault.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown fault \""
                        + name
                        + "\"; expected one of: "
                        + String.join(", ", ALL.stream().map(Fault::name).toList())));
  }
}
