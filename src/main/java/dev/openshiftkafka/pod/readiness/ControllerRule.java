package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.QuorumView.Voter;
import java.util.Optional;

/**
 * When a KRaft controller is ready: the quorum has a leader that counts it among those that are up
 * to date. That its port is open says neither: a quorum without a majority has open ports, too.
 *
 * <p>It does not wait for all others, so two of three are ready without the third.
 */
final class ControllerRule {
  /** A follower asks the leader twice a second, and is then up to date as of its last question. */
  private static final long LAG_MILLIS = 3000;

  private ControllerRule() {}

  static Assessment assess(QuorumView view) {
    Optional<Voter> leader = find(view, view.leader());
    Optional<Voter> self = find(view, view.self());
    if (leader.isEmpty() || self.isEmpty()) {
      return Assessment.unknown(
          "controller " + view.self() + " or its leader " + view.leader() + " is no voter");
    }
    long lag = leader.get().caughtUpMillis() - self.get().caughtUpMillis();
    var waits = new Assessment.Builder();
    if (lag > LAG_MILLIS) {
      String since = self.get().caughtUpMillis() < 0 ? "not yet" : "not for " + lag + " ms";
      waits.add(Cause.BEHIND, "up to date with leader " + view.leader() + " " + since);
    }
    return waits.build();
  }

  private static Optional<Voter> find(QuorumView view, int id) {
    return view.voters().stream().filter(voter -> voter.id() == id).findFirst();
  }
}
