package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.Optional;

/** The active KRaft controller, or the leader of the ZooKeeper ensemble, crashes. */
final class KilledQuorumLeader implements Fault {
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
  public void inject(FaultContext context) {
    QuorumLeader.kill(context);
  }
}
