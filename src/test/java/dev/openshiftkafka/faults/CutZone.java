package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.Cluster;
import java.time.Duration;
import java.util.Optional;

/**
 * The node of one zone, with all its pods, loses its network and regains it.
 *
 * <p>The zone of the quorum leader is a separate fault: the new leader starts to wait for the
 * session timeouts of the lost brokers only after its election.
 */
final class CutZone implements Fault {
  private static final Duration CUT = Duration.ofSeconds(60);

  private final boolean leaderZone;

  CutZone(boolean leaderZone) {
    this.leaderZone = leaderZone;
  }

  @Override
  public String name() {
    return leaderZone ? "cut-leader-zone" : "cut-zone";
  }

  @Override
  public String title() {
    return "node of one zone cut from the network for 60 s, "
        + (leaderZone ? "with" : "without")
        + " the active controller / ZooKeeper leader";
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    Optional<Duration> session = Bounds.session(mode);
    return leaderZone ? session.map(bound -> bound.plus(Bounds.ELECTION.orElseThrow())) : session;
  }

  @Override
  public void inject(FaultContext context) throws InterruptedException {
    String zone = leaderZone ? zoneOfLeader(context) : anotherZone(context);
    Cluster.cutZone(zone, CUT);
  }

  private static String anotherZone(FaultContext context) {
    String leader = QuorumLeader.of(context).zone();
    return context.any(
        FaultContext.OTHER_ZONES.stream().filter(zone -> !zone.equals(leader)).toList());
  }

  /** The ledger's zone must stay reachable, so a leader in that zone is killed first. */
  private static String zoneOfLeader(FaultContext context) {
    String zone = QuorumLeader.of(context).zone();
    while (!FaultContext.OTHER_ZONES.contains(zone)) {
      QuorumLeader.kill(context);
      context.ledger().awaitInSync();
      zone = QuorumLeader.of(context).zone();
    }
    return zone;
  }
}
