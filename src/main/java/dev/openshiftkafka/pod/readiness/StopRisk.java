package dev.openshiftkafka.pod.readiness;

import java.util.Set;

/**
 * What the cluster would lose if the node in this pod stopped now.
 *
 * @param loss the loss, with the nodes that are missing already; empty when nothing would be lost
 * @param missing ids of the nodes whose return averts the loss; empty when they are unknown
 * @param offline ids of the nodes of the cluster that are down
 */
record StopRisk(String loss, Set<Integer> missing, Set<Integer> offline) {
  static final StopRisk NONE = new StopRisk("", Set.of(), Set.of());

  /** Copies the sets. */
  StopRisk {
    missing = Set.copyOf(missing);
    offline = Set.copyOf(offline);
  }

  /** A quorum without a leader: its voters, and so the missing ones, are unknown. */
  static StopRisk noLeader(String reason) {
    return new StopRisk("the quorum has no leader: " + reason, Set.of(), Set.of());
  }

  boolean isEmpty() {
    return loss.isEmpty();
  }

  @Override
  public String toString() {
    return loss;
  }
}
