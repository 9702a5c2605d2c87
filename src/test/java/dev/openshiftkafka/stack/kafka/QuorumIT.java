package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.pod.quorum.QuorumCommand.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real quorums that lose volumes, grow, shrink, and move to voters in the metadata. */
@Tag("nightly")
class QuorumIT {
  private static final int TOPICS = 5;

  @TempDir private Path folder;
  private QuorumCluster cluster;

  @AfterEach
  void stop() {
    cluster.close();
  }

  private void start(QuorumForm form) throws Exception {
    cluster = new QuorumCluster(folder, form);
    cluster.start();
  }

  /** A controller that leads, one that lags, and one whose volume is emptied. */
  private record Roles(int leader, int lagging, int emptied) {}

  private Roles roles() {
    List<Integer> ids = cluster.ids();
    int leader = cluster.awaitVoters(ids).leaderId();
    List<Integer> others = ids.stream().filter(id -> id != leader).toList();
    return new Roles(leader, others.get(0), others.get(1));
  }

  /**
   * Topics that the leader and one follower have acknowledged, then the follower loses its volume
   * while the leader hangs, and the other follower, which lagged, is back.
   */
  private List<String> loseVolume(Roles roles) throws Exception {
    List<String> topics;
    try (Admin admin = cluster.admin()) {
      TopicLoad.create(admin, "before-", 1);
      cluster.pause(roles.lagging());
      topics = TopicLoad.create(admin, "lag-", TOPICS);
    }
    cluster.killAndEmpty(roles.emptied());
    cluster.pause(roles.leader());
    cluster.resume(roles.lagging());
    return topics;
  }

  private Set<String> lost(Collection<String> acknowledged) throws Exception {
    // A broker with metadata of its own would not show what the controllers have.
    cluster.killAndEmpty(QuorumCluster.BROKER);
    cluster.startBroker();
    try (Admin admin = cluster.admin()) {
      Awaitility.await("topic before-0")
          .atMost(Duration.ofMinutes(1))
          .until(() -> admin.listTopics().names().get().contains("before-0"));
      var lost = new TreeSet<>(acknowledged);
      lost.removeAll(admin.listTopics().names().get());
      return lost;
    }
  }

  /** Without the guard, the scenario loses records: the tests below can fail. */
  @Test
  void emptiedVolume_staticUnchecked_losesRecords() throws Exception {
    start(QuorumForm.STATIC);
    Roles roles = roles();
    List<String> topics = loseVolume(roles);

    cluster.start(roles.emptied());
    cluster.await(
        "leader without " + roles.leader(),
        List.of(roles.lagging(), roles.emptied()),
        quorum -> quorum.leaderId() == roles.lagging());
    // It would end at once: Kafka does not delete metadata that a controller knows as committed.
    cluster.kill(roles.leader());

    // How many depends on how far the lagging controller had come.
    assertThat(lost(topics)).isNotEmpty();
  }

  @Test
  void emptiedVolume_staticChecked_keepsRecords() throws Exception {
    start(QuorumForm.STATIC);
    Roles roles = roles();
    List<String> topics = loseVolume(roles);

    cluster.form(QuorumForm.STATIC_CHECKED);
    cluster.start(roles.emptied());
    cluster.awaitInitLog(roles.emptied(), "no other controller leads the quorum");
    cluster.awaitLostElections(roles.lagging(), 3);
    cluster.resume(roles.leader());
    cluster.awaitReady(roles.emptied());
    cluster.awaitVoters(cluster.ids());

    assertThat(cluster.initLog(roles.emptied())).contains("have all metadata up to offset");
    assertThat(lost(topics)).isEmpty();
  }

  @Test
  void emptiedVolume_dynamic_keepsRecords() throws Exception {
    start(QuorumForm.DYNAMIC);
    Roles roles = roles();
    Uuid before = cluster.directoryId(roles.emptied());
    List<String> topics = loseVolume(roles);

    cluster.start(roles.emptied());
    cluster.awaitLostElections(roles.lagging(), 3);
    cluster.resume(roles.leader());
    cluster.awaitReady(roles.emptied());
    QuorumInfo quorum = cluster.awaitVoters(cluster.ids());

    assertThat(directories(quorum))
        .containsEntry(roles.emptied(), cluster.directoryId(roles.emptied()));
    assertThat(cluster.directoryId(roles.emptied())).isNotEqualTo(before);
    assertThat(lost(topics)).isEmpty();
  }

  private static Map<Integer, Uuid> directories(QuorumInfo quorum) {
    return quorum.voters().stream()
        .collect(Collectors.toMap(ReplicaState::replicaId, ReplicaState::replicaDirectoryId));
  }

  /** The first controller founds a quorum, but never a second one. */
  @Test
  void emptiedVolume_founder_joinsItsQuorum() throws Exception {
    start(QuorumForm.DYNAMIC);
    int founder = QuorumCluster.FIRST_ID;
    Uuid before = cluster.directoryId(founder);
    try (var load = TopicLoad.start(cluster, "before-")) {
      load.awaitProgress();
      cluster.killAndEmpty(founder);
      cluster.start(founder);
      cluster.awaitReady(founder);
      QuorumInfo quorum = cluster.awaitVoters(cluster.ids());
      load.awaitProgress();

      assertThat(directories(quorum)).containsEntry(founder, cluster.directoryId(founder));
      assertThat(cluster.directoryId(founder)).isNotEqualTo(before);
      assertThat(cluster.initLog(founder)).contains("joins it as an observer");
      assertThat(lost(load.end())).isEmpty();
    }
  }

  /** With two of three volumes lost, no quorum is founded beside the survivor. */
  @Test
  void majorityLost_dynamic_survivorKeepsRecords() throws Exception {
    start(QuorumForm.DYNAMIC);
    List<String> topics;
    try (Admin admin = cluster.admin()) {
      topics = TopicLoad.create(admin, "before-", TOPICS);
    }
    QuorumInfo quorum = cluster.awaitVoters(cluster.ids());
    int founder = QuorumCluster.FIRST_ID;
    int second = founder + 1;
    Uuid directory = directories(quorum).get(second);
    cluster.killAndEmpty(founder);
    cluster.killAndEmpty(second);
    cluster.start(founder);
    cluster.start(second);
    cluster.awaitInitLog(founder, "joins it as an observer");
    cluster.awaitPort(second);
    cluster.awaitLostElections(founder + 2, 3);

    // As docs/runbooks.md says.
    assertThat(cluster.log(founder + 2)).contains("id=" + second + ", directoryId=" + directory);
    cluster.kill(second);
    Path properties = cluster.data(second).resolve("metadata").resolve("meta.properties");
    Files.writeString(
        properties,
        Files.readString(properties).replaceFirst("directory.id=.*", "directory.id=" + directory));
    cluster.start(second);
    cluster.awaitReady(second);
    // Kafka ends on the last leader until there is another one, and the kubelet restarts it.
    cluster.kill(founder);
    cluster.start(founder);
    cluster.awaitReady(founder);
    cluster.awaitVoters(cluster.ids());

    assertThat(lost(topics)).isEmpty();
  }

  @Test
  void members_threeToFiveToThree_keepsRecords() throws Exception {
    start(QuorumForm.DYNAMIC);
    try (var load = TopicLoad.start(cluster, "before-")) {
      load.awaitProgress();
      cluster.members(5);
      for (int id : cluster.ids()) {
        if (id >= QuorumCluster.FIRST_ID + 3) {
          cluster.start(id);
        }
      }
      cluster.awaitVoters(cluster.ids());
      load.awaitProgress();

      cluster.members(3);
      cluster.job(Step.CHECK);
      cluster.stop(QuorumCluster.FIRST_ID + 4);
      cluster.stop(QuorumCluster.FIRST_ID + 3);
      cluster.job(Step.REMOVE);
      cluster.awaitVoters(cluster.ids());
      load.awaitProgress();

      assertThat(lost(load.end())).isEmpty();
    }
  }

  @Test
  void membership_staticToDynamic_keepsRecords() throws Exception {
    start(QuorumForm.STATIC);
    try (var load = TopicLoad.start(cluster, "before-")) {
      load.awaitProgress();
      cluster.job(Step.MOVE);
      assertThat(cluster.job(Step.MOVE)).contains("the metadata contain the voters already");
      load.awaitProgress();

      cluster.form(QuorumForm.DYNAMIC_MOVED);
      for (int id : cluster.ids()) {
        cluster.roll(id);
      }
      cluster.awaitVoters(cluster.ids());
      cluster.kill(QuorumCluster.BROKER);
      cluster.startBroker();
      load.awaitProgress();

      // The moved quorum heals as one that was dynamic from the beginning.
      int emptied = QuorumCluster.FIRST_ID;
      cluster.killAndEmpty(emptied);
      cluster.start(emptied);
      cluster.awaitReady(emptied);
      cluster.awaitVoters(cluster.ids());
      load.awaitProgress();

      assertThat(lost(load.end())).isEmpty();
    }
  }
}
