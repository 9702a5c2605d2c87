package dev.openshiftkafka.pod.readiness;

import java.util.List;

/**
 * The quorum of KRaft controllers, as its leader sees it.
 *
 * @param self id of the controller that asks
 * @param leader id of the leader
 * @param voters all controllers
 */
record QuorumView(int self, int leader, List<Voter> voters) {
  /**
   * A controller.
   *
   * @param caughtUpMillis when it last had all that the leader has, by the leader's clock; for the
   *     leader itself, now
   */
  record Voter(int id, long caughtUpMillis) {}
}
