package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings;
import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.ReplicaState;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Decides whether a KRaft controller may format its empty volume, and whether it votes with it.
 *
 * <p>A record of metadata is committed when a majority of the voters has written it. A voter whose
 * volume was emptied no longer has the records that it has acknowledged. If it votes at once, it
 * can elect a controller that lags, and records that only its old volume and the last leader had
 * are lost. From outside, an emptied volume looks like that of a new cluster.
 *
 * <p><b>Dynamic quorum.</b> The metadata record each voter with the id of its directory. A
 * formatted volume has a new id. A controller whose volume was formatted without voters is an
 * observer, which does not vote, and becomes a voter when it has caught up. Every controller
 * therefore formats at once as an observer. A new quorum is founded by the first controller alone,
 * as the only voter, and only when every other controller runs and has never known an epoch. The
 * epoch is on the volume of each controller that has ever followed a leader, so that a quorum with
 * one surviving volume is never founded a second time.
 *
 * <p><b>Fixed list of voters.</b> A controller votes as soon as it runs. It formats only when a
 * majority of the voters without it, the leader among them, has all records that are committed at
 * that moment. Records that are committed later are on a majority that it belongs to only with what
 * it has written since. So every committed record stays on a majority of honest voters, and no
 * controller without it can be elected. This class knows no new quorum with a fixed list: the init
 * containers of a new stack do not use it, and those of a migration only when the controllers have
 * metadata. A quorum that lost them during a migration could replace ZooKeeper's by its own.
 */
final class EmptyVolume {
  private static final String METADATA_TOPIC = "__cluster_metadata";
  private static final int QUORUM_VERSION = 1;

  /** The first version with topic ids, and without fields that only replicas send. */
  private static final int FETCH_VERSION = 13;

  /** Replica id of a client that is not a replica. */
  private static final int CONSUMER = -1;

  /** A voter that has not caught up for longer may have stopped. */
  private static final long LAG_MILLIS = 3000;

  private final NodeSettings node;
  private final boolean founds;

  /**
   * Creates the decision of a controller.
   *
   * @param founds whether the first controller may found a new dynamic quorum
   */
  EmptyVolume(NodeSettings node, boolean founds) {
    this.node = node;
    this.founds = founds;
  }

  /**
   * A decision.
   *
   * @param options options of Kafka's format command; empty while the controller must wait
   * @param reason why it formats the volume, or what it waits for
   */
  record Decision(Optional<List<String>> options, String reason) {
    static Decision format(String reason, String... options) {
      return new Decision(Optional.of(List.of(options)), reason);
    }

    static Decision waiting(String reason) {
      return new Decision(Optional.empty(), reason);
    }
  }

  /** Decides by what the other controllers answer now. */
  Decision decide() {
    if (!node.quorum().dynamic()) {
      return decideStatic();
    }
    if (!founds || node.quorum().position() != 0) {
      return observer("joins the quorum as an observer");
    }
    return decideFounder();
  }

  private static Decision observer(String reason) {
    return Decision.format(reason, "--no-initial-controllers");
  }

  private Decision decideFounder() {
    var silent = new ArrayList<String>();
    for (Address other : node.quorum().others()) {
      try {
        int epoch = epoch(other);
        if (epoch > 0) {
          return observer(
              "controller "
                  + other.host()
                  + " knows epoch "
                  + epoch
                  + " of the quorum: joins it as an observer");
        }
      } catch (IOException e) {
        silent.add(other.host() + " (" + e.getMessage() + ")");
      }
    }
    return silent.isEmpty()
        ? Decision.format("no other controller knows a quorum: founds it", "--standalone")
        : Decision.waiting(
            "may found a new quorum only when all other controllers run and know none; no answer"
                + " from "
                + String.join(", ", silent));
  }

  /** The newest epoch that a controller knows; 0 if it has never known a leader. */
  private int epoch(Address address) throws IOException {
    try (var connection = node.connections().to(address.host(), address.port())) {
      FetchResponseData response =
          connection.send(fetchRequest(), FETCH_VERSION, new FetchResponseData());
      if (response.errorCode() != Errors.NONE.code()) {
        throw new IOException(Errors.forCode(response.errorCode()).message());
      }
      return response.responses().get(0).partitions().get(0).currentLeader().leaderEpoch();
    }
  }

  /** A request for the first record in epoch 0, which every controller refuses with its epoch. */
  private static FetchRequestData fetchRequest() {
    return new FetchRequestData()
        .setReplicaId(CONSUMER)
        .setMaxWaitMs(0)
        .setMinBytes(0)
        .setMaxBytes(1)
        .setTopics(
            List.of(
                new FetchRequestData.FetchTopic()
                    .setTopicId(Uuid.METADATA_TOPIC_ID)
                    .setPartitions(
                        List.of(
                            new FetchRequestData.FetchPartition()
                                .setPartition(0)
                                .setCurrentLeaderEpoch(0)
                                .setLastFetchedEpoch(0)
                                .setFetchOffset(0)
                                .setPartitionMaxBytes(1)))));
  }

  private Decision decideStatic() {
    var failures = new ArrayList<String>();
    for (Address other : node.quorum().others()) {
      try {
        return decideStatic(describe(other));
      } catch (IOException e) {
        failures.add(other.host() + " (" + e.getMessage() + ")");
      }
    }
    return Decision.waiting(
        "the volume is empty, and no other controller leads the quorum, whose metadata it must not"
            + " outvote: "
            + String.join(", ", failures));
  }

  private Decision decideStatic(DescribeQuorumResponseData.PartitionData quorum) {
    long committed = quorum.highWatermark();
    long now =
        quorum.currentVoters().stream()
            .filter(voter -> voter.replicaId() == quorum.leaderId())
            .mapToLong(ReplicaState::lastCaughtUpTimestamp)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    var complete = new TreeSet<Integer>();
    for (ReplicaState voter : quorum.currentVoters()) {
      if (voter.replicaId() != node.id()
          && committed >= 0
          && voter.logEndOffset() >= committed
          && now - voter.lastCaughtUpTimestamp() <= LAG_MILLIS) {
        complete.add(voter.replicaId());
      }
    }
    int majority = quorum.currentVoters().size() / 2 + 1;
    String state =
        "controllers "
            + complete
            + " have all metadata up to offset "
            + committed
            + ", and "
            + majority
            + " of "
            + quorum.currentVoters().size()
            + " are a majority";
    return complete.size() >= majority ? Decision.format(state) : Decision.waiting(state);
  }

  /** The quorum as a controller describes it; only the leader does. */
  private DescribeQuorumResponseData.PartitionData describe(Address address) throws IOException {
    try (var connection = node.connections().to(address.host(), address.port())) {
      DescribeQuorumResponseData response =
          connection.send(quorumRequest(), QUORUM_VERSION, new DescribeQuorumResponseData());
      if (response.errorCode() != Errors.NONE.code()) {
        throw new IOException(Errors.forCode(response.errorCode()).message());
      }
      var quorum = response.topics().get(0).partitions().get(0);
      if (quorum.errorCode() != Errors.NONE.code()) {
        throw new IOException(Errors.forCode(quorum.errorCode()).message());
      }
      return quorum;
    }
  }

  /** A request for the state of the quorum. */
  static DescribeQuorumRequestData quorumRequest() {
    return new DescribeQuorumRequestData()
        .setTopics(
            List.of(
                new DescribeQuorumRequestData.TopicData()
                    .setTopicName(METADATA_TOPIC)
                    .setPartitions(
                        List.of(
                            new DescribeQuorumRequestData.PartitionData().setPartitionIndex(0)))));
  }
}
