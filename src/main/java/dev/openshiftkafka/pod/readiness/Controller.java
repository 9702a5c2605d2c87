package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import dev.openshiftkafka.pod.readiness.Controller.QuorumView.Voter;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/**
 * The KRaft controller in this pod. It names the quorum's leader, which knows how far each voter
 * has replicated the metadata log.
 */
final class Controller implements KafkaNode {
  private static final int CLUSTER_VERSION = 1;
  private static final byte CONTROLLERS = 2;
  private static final int QUORUM_VERSION = 1;

  private final int id;
  private final NodeConnections connections;
  private final Optional<CertificateRestart> restart;

  Controller(int id, NodeConnections connections, Optional<CertificateRestart> restart) {
    this.id = id;
    this.connections = connections;
    this.restart = restart;
  }

  @Override
  public Assessment assess() throws IOException {
    DescribeClusterResponseData cluster;
    Optional<X509Certificate> presented = Optional.empty();
    try (var own = connections.toOwn()) {
      cluster = controllers(own);
      if (connections.tls().isPresent()) {
        presented = Optional.of(own.peerCertificate());
      }
    }
    Assessment assessment = assess(cluster);
    if (presented.isPresent() && restart.isPresent()) {
      restart
          .get()
          .check(presented.get(), connections.tls().orElseThrow().certificate(), assessment);
    }
    return assessment;
  }

  private Assessment assess(DescribeClusterResponseData cluster) {
    if (cluster.errorCode() != Errors.NONE.code()) {
      return Assessment.unknown(Errors.forCode(cluster.errorCode()).message());
    }
    DescribeClusterBroker leader = cluster.brokers().find(cluster.controllerId());
    if (leader == null) {
      return leaderless(cluster, "controller " + id + " knows no quorum leader");
    }
    try (var connection = connections.to(leader.host(), leader.port())) {
      return assess(
          cluster,
          connection.send(
              EmptyVolume.quorumRequest(), QUORUM_VERSION, new DescribeQuorumResponseData()));
    } catch (IOException e) {
      return leaderless(
          cluster, "quorum leader " + leader.brokerId() + " does not answer: " + e.getMessage());
    }
  }

  /** An election may be under way, in which this controller has a vote, unless it is alone. */
  private static Assessment leaderless(DescribeClusterResponseData cluster, String reason) {
    return Assessment.unknown(
        reason, cluster.brokers().size() > 1 ? StopRisk.noLeader(reason) : StopRisk.NONE);
  }

  @Override
  public void reset() {
    // Each request has a connection of its own.
  }

  private Assessment assess(
      DescribeClusterResponseData cluster, DescribeQuorumResponseData response) {
    if (response.errorCode() != Errors.NONE.code()) {
      return leaderless(cluster, Errors.forCode(response.errorCode()).message());
    }
    PartitionData quorum = response.topics().get(0).partitions().get(0);
    if (quorum.errorCode() != Errors.NONE.code()) {
      // The node that was asked no longer leads.
      return leaderless(cluster, Errors.forCode(quorum.errorCode()).message());
    }
    var view =
        new QuorumView(
            id,
            quorum.leaderId(),
            quorum.currentVoters().stream()
                .map(voter -> new Voter(voter.replicaId(), voter.lastCaughtUpTimestamp()))
                .toList());
    return ControllerRule.assess(view.without(silent(cluster, view)));
  }

  /**
   * The other voters that are caught up and do not answer: a starting controller fetches from the
   * leader seconds before its port opens, and cannot vote until then.
   */
  private Set<Integer> silent(DescribeClusterResponseData cluster, QuorumView view) {
    return view.voters().stream()
        .map(Voter::id)
        .filter(voter -> voter != view.self() && voter != view.leader() && view.isCaughtUp(voter))
        .flatMap(voter -> Optional.ofNullable(cluster.brokers().find(voter)).stream())
        .filter(voter -> !answers(voter))
        .map(DescribeClusterBroker::brokerId)
        .collect(Collectors.toSet());
  }

  /** The controllers of the cluster as a controller knows them. */
  private static DescribeClusterResponseData controllers(NodeConnection connection)
      throws IOException {
    return connection.send(
        new DescribeClusterRequestData().setEndpointType(CONTROLLERS),
        CLUSTER_VERSION,
        new DescribeClusterResponseData());
  }

  private boolean answers(DescribeClusterBroker voter) {
    try (var connection = connections.to(voter.host(), voter.port())) {
      controllers(connection);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Decides whether a KRaft controller is ready: the quorum has a leader, and the controller is
   * caught up with it. An open port shows neither: a quorum without a majority has open ports too.
   *
   * <p>The rule does not wait for all voters, so two of three are ready without the third.
   */
  static final class ControllerRule {
    /** A follower fetches at least twice a second and is then caught up as of its last fetch. */
    private static final long LAG_MILLIS = 3000;

    private ControllerRule() {}

    static Assessment assess(QuorumView view) {
      Optional<Voter> leader = view.find(view.leader());
      Optional<Voter> self = view.find(view.self());
      if (leader.isEmpty()) {
        return Assessment.unknown(
            "leader " + view.leader() + " of controller " + view.self() + " is not a voter");
      }
      if (self.isEmpty()) {
        // It becomes a voter when it has caught up; until then the quorum can spare it.
        return new Assessment.Builder()
            .add(Cause.OUT_OF_SYNC, "metadata log (not a voter yet, leader " + view.leader() + ")")
            .build();
      }
      long lag = leader.get().caughtUpMillis() - self.get().caughtUpMillis();
      var assessment = new Assessment.Builder();
      if (lag > LAG_MILLIS) {
        String behind = self.get().caughtUpMillis() < 0 ? "never caught up" : lag + " ms behind";
        assessment.add(
            Cause.OUT_OF_SYNC, "metadata log (" + behind + ", leader " + view.leader() + ")");
      }
      return assessment.stopRisk(stopRisk(view)).build();
    }

    /** Whether the other voters that are caught up are fewer than a majority of all voters. */
    private static StopRisk stopRisk(QuorumView view) {
      Set<Integer> missing =
          view.voters().stream()
              .map(Voter::id)
              .filter(voter -> voter != view.self() && !view.isCaughtUp(voter))
              .collect(Collectors.toCollection(TreeSet::new));
      int left = view.voters().size() - 1 - missing.size();
      int majority = view.voters().size() / 2 + 1;
      // The only voter must remain stoppable: no other voter can replace it.
      boolean atRisk = view.voters().size() > 1 && left < majority;
      String loss =
          "no majority of the quorum would be left: "
              + left
              + " of "
              + view.voters().size()
              + " voters (not caught up, or not answering: controllers "
              + missing
              + ")";
      return new StopRisk(atRisk ? loss : "", missing, missing);
    }
  }

  /**
   * The KRaft quorum as its leader describes it.
   *
   * @param self id of the controller in this pod
   * @param leader id of the leader
   * @param voters all voters
   */
  record QuorumView(int self, int leader, List<Voter> voters) {
    private Optional<Voter> find(int id) {
      return voters.stream().filter(voter -> voter.id() == id).findFirst();
    }

    /** Whether a voter is caught up with the leader, which is one of the voters. */
    private boolean isCaughtUp(int id) {
      Optional<Voter> latest = find(leader);
      Optional<Voter> voter = find(id);
      return latest.isPresent()
          && voter.isPresent()
          && latest.get().caughtUpMillis() - voter.get().caughtUpMillis()
              <= ControllerRule.LAG_MILLIS;
    }

    /** The quorum in which these voters are not caught up. */
    private QuorumView without(Set<Integer> silent) {
      return new QuorumView(
          self,
          leader,
          voters.stream()
              .map(voter -> silent.contains(voter.id()) ? new Voter(voter.id(), -1) : voter)
              .toList());
    }

    /**
     * A voter.
     *
     * @param caughtUpMillis when it was last caught up with the leader, by the leader's clock; for
     *     the leader itself, now
     */
    record Voter(int id, long caughtUpMillis) {}
  }
}
