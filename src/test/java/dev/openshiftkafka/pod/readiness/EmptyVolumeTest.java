package dev.openshiftkafka.pod.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.pod.readiness.EmptyVolume.Decision;
import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings;
import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings.Address;
import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings.Controllers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.ReplicaState;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a controller formats its empty volume, by the answers of two others. */
class EmptyVolumeTest {
  private static final int SELF = 1000;
  private static final long NOW = 1_700_000_000_000L;
  private static final Optional<List<String>> OBSERVER =
      Optional.of(List.of("--no-initial-controllers"));

  private FakeNode first;
  private FakeNode second;

  @BeforeEach
  void start() throws IOException {
    first = new FakeNode();
    second = new FakeNode();
  }

  @AfterEach
  void stop() throws IOException {
    first.close();
    second.close();
  }

  private Decision decide(boolean dynamic, boolean founds, int position) {
    var addresses = new Address[3];
    addresses[position] = new Address(KafkaNode.LOOPBACK, 1);
    int next = position == 0 ? 1 : 0;
    addresses[next] = new Address(KafkaNode.LOOPBACK, first.port());
    addresses[3 - position - next] = new Address(KafkaNode.LOOPBACK, second.port());
    var node =
        new NodeSettings(
            SELF,
            true,
            false,
            new Controllers(dynamic, List.of(addresses), position),
            NodeConnections.plain(1));
    return new EmptyVolume(node, founds).decide();
  }

  private static FetchResponseData epoch(int epoch) {
    var partition =
        new FetchResponseData.PartitionData()
            .setErrorCode(Errors.FENCED_LEADER_EPOCH.code())
            .setCurrentLeader(new FetchResponseData.LeaderIdAndEpoch().setLeaderEpoch(epoch));
    return new FetchResponseData()
        .setResponses(
            List.of(
                new FetchResponseData.FetchableTopicResponse().setPartitions(List.of(partition))));
  }

  @Test
  void founder_othersKnowNoQuorum_foundsIt() {
    first.answers(() -> epoch(0));
    second.answers(() -> epoch(0));

    assertThat(decide(true, true, 0).options()).contains(List.of("--standalone"));
  }

  @Test
  void founder_oneKnowsEpoch_observes() {
    first.answers(() -> epoch(0));
    second.answers(() -> epoch(7));

    Decision decision = decide(true, true, 0);

    assertThat(decision.options()).isEqualTo(OBSERVER);
    assertThat(decision.reason()).contains("knows epoch 7 of the quorum");
  }

  /** The silent one may have metadata. */
  @Test
  void founder_oneIsSilent_waits() throws IOException {
    first.answers(() -> epoch(0));
    second.close();

    Decision decision = decide(true, true, 0);

    assertThat(decision.options()).isEmpty();
    assertThat(decision.reason()).contains("no answer from 127.0.0.1 (");
  }

  @Test
  void otherController_observesWithoutAsking() {
    assertThat(decide(true, true, 1).options()).isEqualTo(OBSERVER);
    assertThat(first.requests()).isEmpty();
  }

  /** A moved quorum exists already. */
  @Test
  void firstController_mayNotFound_observes() {
    assertThat(decide(true, false, 0).options()).isEqualTo(OBSERVER);
  }

  private static DescribeQuorumResponseData quorum(long highWatermark, ReplicaState... voters) {
    return new DescribeQuorumResponseData()
        .setTopics(
            List.of(
                new DescribeQuorumResponseData.TopicData()
                    .setPartitions(
                        List.of(
                            new DescribeQuorumResponseData.PartitionData()
                                .setLeaderId(1001)
                                .setHighWatermark(highWatermark)
                                .setCurrentVoters(List.of(voters))))));
  }

  private static DescribeQuorumResponseData notLeader() {
    return new DescribeQuorumResponseData().setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code());
  }

  private static ReplicaState voter(int id, long end, long caughtUp) {
    return new ReplicaState()
        .setReplicaId(id)
        .setLogEndOffset(end)
        .setLastCaughtUpTimestamp(caughtUp);
  }

  @Test
  void fixedList_majorityWithoutItComplete_formats() {
    first.answers(EmptyVolumeTest::notLeader);
    second.answers(
        () ->
            quorum(
                50,
                voter(SELF, 50, NOW - 60_000),
                voter(1001, 52, NOW),
                voter(1002, 50, NOW - 100)));

    Decision decision = decide(false, false, 0);

    assertThat(decision.options()).contains(List.of());
    assertThat(decision.reason())
        .isEqualTo(
            "controllers [1001, 1002] have all metadata up to offset 50, and 2 of 3 are a majority");
  }

  /** Its own old state does not count, however complete it was. */
  @Test
  void fixedList_oneLags_waits() {
    first.answers(
        () -> quorum(50, voter(SELF, 50, NOW), voter(1001, 50, NOW), voter(1002, 49, NOW - 100)));

    Decision decision = decide(false, false, 0);

    assertThat(decision.options()).isEmpty();
    assertThat(decision.reason()).startsWith("controllers [1001] have all metadata");
  }

  /** Its log is that of its last fetch, and it may have lost its volume meanwhile. */
  @Test
  void fixedList_oneStopped_waits() {
    first.answers(
        () -> quorum(50, voter(SELF, 50, NOW), voter(1001, 50, NOW), voter(1002, 50, NOW - 5_000)));

    assertThat(decide(false, false, 0).options()).isEmpty();
  }

  @Test
  void fixedList_leaderHasCommittedNothing_waits() {
    first.answers(() -> quorum(-1, voter(1001, 50, NOW), voter(1002, 50, NOW)));

    assertThat(decide(false, false, 0).options()).isEmpty();
  }

  @Test
  void fixedList_noLeader_waits() throws IOException {
    first.answers(EmptyVolumeTest::notLeader);
    second.close();

    Decision decision = decide(false, false, 0);

    assertThat(decision.options()).isEmpty();
    assertThat(decision.reason()).contains("no other controller leads the quorum");
  }
}
