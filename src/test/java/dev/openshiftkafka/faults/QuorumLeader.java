package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.util.stream.IntStream;

/** The active KRaft controller, or the leader of the ZooKeeper ensemble. */
final class QuorumLeader {
  private static final int MEMBERS = 3;

  /** Node id of the first controller. */
  private static final int FIRST_NODE_ID = 1000;

  private QuorumLeader() {}

  static KafkaPod of(FaultContext context) {
    return context.mode() == MetadataMode.KRAFT
        ? KafkaPod.quorumNode(
            MetadataMode.KRAFT, context.ledger().status().quorumLeader() - FIRST_NODE_ID)
        : leaderOfTheEnsemble();
  }

  private static KafkaPod leaderOfTheEnsemble() {
    return IntStream.range(0, MEMBERS)
        .mapToObj(number -> KafkaPod.quorumNode(MetadataMode.ZOOKEEPER, number))
        .filter(
            server ->
                server
                    .exec("exec 3<>/dev/tcp/127.0.0.1/2181 && printf srvr >&3 && cat <&3")
                    .contains("Mode: leader"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no ZooKeeper server is the leader"));
  }

  /** Kills the leader and waits until its container is ready again. */
  static void kill(FaultContext context) {
    KafkaPod leader = of(context);
    KafkaPod.State before = leader.state();
    leader.processes().signal("KILL");
    leader.awaitRestart(before);
  }
}
