package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.Cluster;
import java.time.Duration;
import java.util.Optional;

/**
 * The node of one zone loses its network, with all that runs there, and gets it back.
 *
 * <p>The zone of the quorum's leader is a fault of its own: only who is elected then begins to wait
 * for the sessions of the brokers that are gone.
 */
final class CutZone implements Fault {
  private static final Duration CUT = Duration.ofSeconds(60);

  private final boolean ofTheLeader;

  CutZone(boolean ofTheLeader) {
    this.ofTheLeader = ofTheLeader;
  }

  @Override
  public String name() {
    return ofTheLeader ? "cut-leader-zone" : "cut-zone";
  }

  @Override
  public String title() {
    return "node of one zone cut from the network for 60 s, "
        + (ofTheLeader ? "with" : "without")
        + " the active controller / ZooKeeper leader";
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    Optional<Duration> session = Bounds.session(mode);
    return ofTheLeader ? session.map(bound -> bound.plus(Bounds.ELECTION.orElseThrow())) : session;
  }

  @Override
  public void inject(Scene scene) throws InterruptedException {
    String zone = ofTheLeader ? zoneOfTheLeader(scene) : anotherZone(scene);
    Cluster.zone("cut", zone);
    try {
      Thread.sleep(CUT.toMillis());
    } finally {
      Cluster.zone("join", zone);
    }
  }

  private static String anotherZone(Scene scene) {
    String leader = QuorumLeader.of(scene).zone();
    return scene.any(Scene.OTHER_ZONES.stream().filter(zone -> !zone.equals(leader)).toList());
  }

  /** Where the ledger is kept must stay reachable: a leader there has to go first. */
  private static String zoneOfTheLeader(Scene scene) {
    String zone = QuorumLeader.of(scene).zone();
    while (!Scene.OTHER_ZONES.contains(zone)) {
      QuorumLeader.kill(scene);
      scene.ledger().awaitWhole();
      zone = QuorumLeader.of(scene).zone();
    }
    return zone;
  }
}
