package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/** The active KRaft controller, or the leader of ZooKeeper's ensemble, ends without a word. */
final class KilledQuorumLeader implements Fault {
  private static final int MEMBERS = 3;

  /** Number of the first controller among Kafka's nodes. */
  private static final int FIRST_NODE_ID = 1000;

  @Override
  public String name() {
    return "kill-leader";
  }

  @Override
  public String title() {
    return "active controller / ZooKeeper leader killed";
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    return Bounds.ELECTION;
  }

  @Override
  public void inject(Scene scene) {
    Member leader =
        scene.mode() == MetadataMode.KRAFT
            ? Member.ofQuorum(
                MetadataMode.KRAFT, scene.ledger().status().quorumLeader() - FIRST_NODE_ID)
            : leaderOfTheEnsemble();
    Member.State before = leader.state();
    leader.processes().signal("KILL");
    leader.awaitRestart(before);
  }

  private static Member leaderOfTheEnsemble() {
    return IntStream.range(0, MEMBERS)
        .mapToObj(number -> Member.ofQuorum(MetadataMode.ZOOKEEPER, number))
        .filter(
            server ->
                server
                    .exec("exec 3<>/dev/tcp/127.0.0.1/2181 && printf srvr >&3 && cat <&3")
                    .contains("Mode: leader"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no ZooKeeper server leads"));
  }
}
