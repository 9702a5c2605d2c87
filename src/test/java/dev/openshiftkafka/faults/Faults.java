package dev.openshiftkafka.faults;

import java.util.List;

/** All faults, in the order of the table. */
final class Faults {
  static final List<Fault> ALL =
      List.of(
          new RollingRestart(),
          new RollWhileCatchingUp(),
          new UpdatedStack(),
          new KilledBroker(),
          new CutZone(false),
          new CutZone(true),
          new DrainedNodes(false),
          new DrainedNodes(true),
          new KilledQuorumLeader(),
          new KilledBrokers(),
          new PausedBroker(),
          new EmptiedVolume(),
          new FullDisk());

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
