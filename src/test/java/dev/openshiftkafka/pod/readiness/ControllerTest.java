package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.PartitionData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.ReplicaState;
import org.apache.kafka.common.message.DescribeQuorumResponseData.TopicData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests to a controller and to the quorum leader, in Kafka's protocol. */
class ControllerTest {
  private static final int LEADER = 1000;
  private static final int SELF = 1001;
  private static final int OTHER = 1002;

  private FakeNode own;
  private FakeNode leader;
  private Controller controller;

  @BeforeEach
  void start() throws IOException {
    leader = new FakeNode().answers(ControllerTest::quorum);
    own = new FakeNode().answers(() -> cluster(LEADER));
    controller = new Controller(SELF, NodeConnections.plain(own.port()), Optional.empty());
  }

  @AfterEach
  void stop() throws IOException {
    own.close();
    leader.close();
  }

  private DescribeClusterResponseData cluster(int leaderId) {
    var cluster = new DescribeClusterResponseData().setControllerId(leaderId);
    cluster
        .brokers()
        .add(
            new DescribeClusterBroker()
                .setBrokerId(LEADER)
                .setHost(KafkaNode.LOOPBACK)
                .setPort(leader.port()));
    return cluster;
  }

  private static DescribeQuorumResponseData quorum() {
    return quorum(voter(LEADER, 90_000), voter(SELF, 80_000));
  }

  private static DescribeQuorumResponseData quorum(ReplicaState... voters) {
    return new DescribeQuorumResponseData()
        .setTopics(
            List.of(
                new TopicData()
                    .setTopicName("__cluster_metadata")
                    .setPartitions(
                        List.of(
                            new PartitionData()
                                .setLeaderId(LEADER)
                                .setCurrentVoters(List.of(voters))))));
  }

  private static ReplicaState voter(int id, long caughtUp) {
    return new ReplicaState().setReplicaId(id).setLastCaughtUpTimestamp(caughtUp);
  }

  @Test
  void assess_behindLeader_outOfSync() throws IOException {
    assertEquals(
        "local replica out of sync: metadata log (10000 ms behind, leader 1000)",
        controller.assess().toString());
  }

  @Test
  void assess_noLeader_unknown() throws IOException {
    own.answers(() -> cluster(-1));

    assertEquals(
        "state unknown: controller 1001 knows no quorum leader", controller.assess().toString());
  }

  /** A starting controller fetches from the leader before its port is open. */
  @Test
  void stopRisk_otherCaughtUp_isRiskUntilItAnswers() throws IOException {
    leader.answers(() -> quorum(voter(LEADER, 90_000), voter(SELF, 89_000), voter(OTHER, 90_000)));
    var other = new FakeNode().answers(() -> cluster(LEADER));
    own.answers(
        () -> {
          var three = cluster(LEADER);
          three
              .brokers()
              .add(
                  new DescribeClusterBroker()
                      .setBrokerId(OTHER)
                      .setHost(KafkaNode.LOOPBACK)
                      .setPort(other.port()));
          return three;
        });

    assertEquals("", controller.assess().stopRisk().toString());

    other.close();

    Assessment assessment = controller.assess();
    assertEquals(
        "no majority of the quorum would be left: 1 of 3 voters (not caught up, or not"
            + " answering: controllers [1002])",
        assessment.stopRisk().toString());
    assertTrue(assessment.isEmpty(), "it is ready all the same: " + assessment);
  }

  /** An election needs its vote, unless there is no other controller. */
  @Test
  void stopRisk_noLeader_isRiskWithSeveralControllers() throws IOException {
    own.answers(() -> cluster(-1));
    assertEquals("", controller.assess().stopRisk().toString());

    own.answers(
        () -> {
          var two = cluster(-1);
          two.brokers().add(new DescribeClusterBroker().setBrokerId(SELF));
          return two;
        });
    assertEquals(
        "the quorum has no leader: controller 1001 knows no quorum leader",
        controller.assess().stopRisk().toString());
  }

  @Test
  void assess_leaderUnreachable_unknown() throws IOException {
    leader.close();

    String assessment = controller.assess().toString();
    assertTrue(
        assessment.startsWith("state unknown: quorum leader 1000 does not answer: "), assessment);
  }

  /** The header version is not negotiated: it follows from the version of the message. */
  @ParameterizedTest
  @CsvSource({
    "METADATA,12",
    "DESCRIBE_CONFIGS,4",
    "LIST_PARTITION_REASSIGNMENTS,0",
    "DESCRIBE_LOG_DIRS,4",
    "DESCRIBE_CLIENT_QUOTAS,1",
    "ALTER_CLIENT_QUOTAS,1",
    "DESCRIBE_CLUSTER,1",
    "DESCRIBE_QUORUM,1",
    "FETCH,13"
  })
  void headerVersion_allRequests_isTheSame(ApiKeys key, short version) {
    assertEquals(2, key.requestHeaderVersion(version));
    assertEquals(1, key.responseHeaderVersion(version));
  }
}
