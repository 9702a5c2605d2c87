package dev.openshiftkafka.faults;

import java.util.List;
import java.util.stream.Stream;

/** All faults, in the order of the table. */
final class Faults {
  /** The faults of a run that names none. */
  static final List<Fault> DEFAULT =
      List.of(
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
          new FullDisk());

  /** These too, which change a setting of the stack, or take half an hour. */
  static final List<Fault> ALL =
      Stream.of(DEFAULT, StalledVolume.all(), List.<Fault>of(new LongRecovery()))
          .flatMap(List::stream)
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
