package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.util.stream.IntStream;

/** The active KRaft controller, or the leader of ZooKeeper's ensemble. */
final class QuorumLeader {
  private static final int MEMBERS = 3;

  /** Number of the first controller among Kafka's nodes. */
  private static final int FIRST_NODE_ID = 1000;

  private QuorumLeader() {}

  static Member of(Scene scene) {
    return scene.mode() == MetadataMode.KRAFT
        ? Member.ofQuorum(
            MetadataMode.KRAFT, scene.ledger().status().quorumLeader() - FIRST_NODE_ID)
        : leaderOfTheEnsemble();
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

  /** Ends it without a word, and waits until its container is ready again. */
  static void kill(Scene scene) {
    Member leader = of(scene);
    Member.State before = leader.state();
    leader.processes().signal("KILL");
    leader.awaitRestart(before);
  }
}
