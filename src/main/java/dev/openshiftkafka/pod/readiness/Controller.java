package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import dev.openshiftkafka.pod.readiness.Controller.QuorumView.Voter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * The KRaft controller beside this program: it says who leads, and the leader says how far it has
 * got.
 */
final class Controller implements KafkaNode {
  private static final int CLUSTER_VERSION = 1;
  private static final byte CONTROLLERS = 2;
  private static final int QUORUM_VERSION = 1;
  private static final String METADATA_TOPIC = "__cluster_metadata";

  private final int id;
  private final int port;

  Controller(int id, int port) {
    this.id = id;
    this.port = port;
  }

  @Override
  public Assessment ask() throws IOException {
    DescribeClusterResponseData cluster;
    try (var own = new NodeConnection(LOOPBACK, port)) {
      cluster =
          own.ask(
              new DescribeClusterRequestData().setEndpointType(CONTROLLERS),
              CLUSTER_VERSION,
              new DescribeClusterResponseData());
    }
    if (cluster.errorCode() != Errors.NONE.code()) {
      return Assessment.unknown(Errors.forCode(cluster.errorCode()).message());
    }
    DescribeClusterBroker leader = cluster.brokers().find(cluster.controllerId());
    if (leader == null) {
      return Assessment.unknown("controller " + id + " knows no leader");
    }
    try (var connection = new NodeConnection(leader.host(), leader.port())) {
      return of(connection.ask(question(), QUORUM_VERSION, new DescribeQuorumResponseData()));
    } catch (IOException e) {
      return Assessment.unknown(
          "leader " + leader.brokerId() + " does not answer: " + e.getMessage());
    }
  }

  @Override
  public void forget() {
    // Each question has a connection of its own.
  }

  private static DescribeQuorumRequestData question() {
    return new DescribeQuorumRequestData()
        .setTopics(
            List.of(
                new DescribeQuorumRequestData.TopicData()
                    .setTopicName(METADATA_TOPIC)
                    .setPartitions(
                        List.of(
                            new DescribeQuorumRequestData.PartitionData().setPartitionIndex(0)))));
  }

  private Assessment of(DescribeQuorumResponseData answer) {
    if (answer.errorCode() != Errors.NONE.code()) {
      return Assessment.unknown(Errors.forCode(answer.errorCode()).message());
    }
    var quorum = answer.topics().get(0).partitions().get(0);
    if (quorum.errorCode() != Errors.NONE.code()) {
      return Assessment.unknown(Errors.forCode(quorum.errorCode()).message());
    }
    return ControllerRule.assess(
        new QuorumView(
            id,
            quorum.leaderId(),
            quorum.currentVoters().stream()
                .map(voter -> new Voter(voter.replicaId(), voter.lastCaughtUpTimestamp()))
                .toList()));
  }

  /**
   * When a KRaft controller is ready: the quorum has a leader that counts it among those that are up
   * to date. That its port is open says neither: a quorum without a majority has open ports, too.
   *
   * <p>It does not wait for all others, so two of three are ready without the third.
   */
  static final class ControllerRule {
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
}
