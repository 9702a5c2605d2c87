package dev.openshiftkafka.pod.migration;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.migration.ControllerMetrics.Active;
import dev.openshiftkafka.pod.migration.ControllerMetrics.State;
import dev.openshiftkafka.pod.migration.Migration.Phase;
import dev.openshiftkafka.pod.scrape.Scraper;
import dev.openshiftkafka.pod.zookeeper.ZooKeeperMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conditions of the phases of a migration. */
class MigrationTest {
  private final ZooKeeperMetadata zookeeper = mock(ZooKeeperMetadata.class);
  private final ControllerMetrics controllers = mock(ControllerMetrics.class);
  private final Admin admin = mock(Admin.class);
  private final List<String> log = new ArrayList<>();
  private final Migration migration = new Migration(zookeeper, controllers, 3, log::add);

  @BeforeEach
  void setUp() throws Exception {
    when(zookeeper.controller()).thenReturn(Optional.of(1));
    when(zookeeper.brokers()).thenReturn(Set.of(0, 1, 2));
    when(zookeeper.migration()).thenReturn(Optional.empty());
    when(controllers.active()).thenReturn(Optional.empty());
    when(controllers.answering()).thenReturn(List.of());
    replicas(0, 1, 2);
  }

  private void active(State state, int zooKeeperBrokers, int brokers, long writeBehind)
      throws InterruptedException {
    when(controllers.active())
        .thenReturn(Optional.of(new Active(state, zooKeeperBrokers, brokers, writeBehind)));
  }

  private void replicas(Integer... ids) {
    List<Node> nodes = List.of(ids).stream().map(id -> new Node(id, "host", 9092)).toList();
    var partition = new TopicPartitionInfo(0, nodes.get(0), nodes, nodes);
    var topics = mock(ListTopicsResult.class);
    when(topics.names()).thenReturn(KafkaFuture.completedFuture(Set.of("orders")));
    when(admin.listTopics(any(ListTopicsOptions.class))).thenReturn(topics);
    var described = mock(DescribeTopicsResult.class);
    when(described.allTopicNames())
        .thenReturn(
            KafkaFuture.completedFuture(
                Map.of("orders", new TopicDescription("orders", false, List.of(partition)))));
    when(admin.describeTopics(anyCollection())).thenReturn(described);
  }

  @ParameterizedTest
  @CsvSource({
    "PROVISION, PRE_MIGRATION, 0, 0, 0",
    "MIGRATE, MIGRATION, 3, 3, 0",
    "BROKERS, MIGRATION, 0, 3, 5",
    "FINALIZE, POST_MIGRATION, 0, 3, 0"
  })
  void await_phaseReached_isDone(Phase phase, State state, int zookeepers, int all, long behind)
      throws Exception {
    active(state, zookeepers, all, behind);

    migration.await(phase);

    assertTrue(log.get(0).startsWith("done: ZkMigrationState " + state), log.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "PROVISION, NONE, 0, 0, 0",
    "MIGRATE, PRE_MIGRATION, 2, 2, 0",
    "MIGRATE, MIGRATION, 2, 2, 0",
    "MIGRATE, MIGRATION, 3, 3, 7",
    "BROKERS, MIGRATION, 1, 3, 0",
    "BROKERS, MIGRATION, 0, 2, 0",
    "FINALIZE, MIGRATION, 0, 3, 0"
  })
  void await_phaseNotReached_isRetried(
      Phase phase, State state, int zookeepers, int all, long behind) throws Exception {
    active(state, zookeepers, all, behind);

    var progress = assertThrows(RetriableAdminException.class, () -> migration.await(phase));

    assertTrue(progress.getMessage().contains("ZkMigrationState " + state), progress.getMessage());
    assertEquals(List.of(), log);
  }

  @Test
  void await_noActiveController_isRetried() {
    for (Phase phase : List.of(Phase.PROVISION, Phase.MIGRATE, Phase.BROKERS, Phase.FINALIZE)) {
      assertThrows(RetriableAdminException.class, () -> migration.await(phase));
    }
  }

  @Test
  void check_controllerIsKraft_refusesProvision() throws Exception {
    when(zookeeper.controller()).thenReturn(Optional.of(1001));

    assertThrows(RefusedException.class, () -> migration.check(Phase.PROVISION, admin));
  }

  @Test
  void check_emptyMigrationNode_isDeleted() throws Exception {
    when(zookeeper.migration()).thenReturn(Optional.of(""));
    migration.check(Phase.PROVISION, admin);
    verify(zookeeper).deleteMigration();
  }

  @Test
  void check_otherMigrationNode_isKept() throws Exception {
    when(zookeeper.migration()).thenReturn(Optional.of("{}"));
    migration.check(Phase.PROVISION, admin);
    verify(zookeeper, never()).deleteMigration();
  }

  /** New controllers would take its metadata for copied. */
  @Test
  void check_stateOfOtherMigration_refusesProvision() throws Exception {
    when(zookeeper.migration()).thenReturn(Optional.of("{\"kraft_metadata_offset\":70}"));
    when(zookeeper.isCopied()).thenReturn(true);

    var refused =
        assertThrows(RefusedException.class, () -> migration.check(Phase.PROVISION, admin));

    assertTrue(refused.getMessage().contains("{\"kraft_metadata_offset\":70}"));
    verify(zookeeper, never()).deleteMigration();
  }

  @Test
  void check_replicaOnMissingBroker_isRefused() {
    replicas(0, 5);

    for (Phase phase : List.of(Phase.PROVISION, Phase.MIGRATE)) {
      var refused = assertThrows(RefusedException.class, () -> migration.check(phase, admin));
      assertTrue(refused.getMessage().endsWith("\n  orders-0: broker 5"), refused.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "0, 2"})
  void check_finalizeTooEarly_isRefused(int zooKeeperBrokers, int brokers) throws Exception {
    active(State.MIGRATION, zooKeeperBrokers, brokers, 0);

    assertThrows(RetriableAdminException.class, () -> migration.check(Phase.FINALIZE, admin));
  }

  @Test
  void check_finalizeAfterBrokers_passes() throws Exception {
    active(State.MIGRATION, 0, 3, 0);

    assertDoesNotThrow(() -> migration.check(Phase.FINALIZE, admin));
    assertDoesNotThrow(() -> migration.check(Phase.BROKERS, admin));
  }

  @Test
  void check_rollbackWithKraftBroker_isRefused() throws Exception {
    when(zookeeper.brokers()).thenReturn(Set.of(0, 1));

    var refused =
        assertThrows(RetriableAdminException.class, () -> migration.check(Phase.ROLLBACK, admin));
    assertTrue(refused.getMessage().startsWith("brokers [2] are not registered"));
  }

  @Test
  void check_rollbackWithUnwrittenChanges_waits() throws Exception {
    active(State.MIGRATION, 3, 3, 2);

    assertThrows(RetriableAdminException.class, () -> migration.check(Phase.ROLLBACK, admin));
  }

  @Test
  void revert_runningController_deletesNothing() throws Exception {
    when(controllers.answering()).thenReturn(List.of("kafka-controller-1:5556"));

    assertThrows(RetriableAdminException.class, migration::revert);

    verify(zookeeper, never()).deleteController();
    verify(zookeeper, never()).deleteMigration();
    verify(zookeeper, never()).deleteAttempt();
  }

  @Test
  void revert_stoppedControllers_returnsControl() throws Exception {
    when(zookeeper.controller()).thenReturn(Optional.of(1001)).thenReturn(Optional.of(2));
    when(zookeeper.migration()).thenReturn(Optional.of("{\"version\":0}"));

    migration.revert();

    verify(zookeeper).deleteController();
    verify(zookeeper).deleteMigration();
    verify(zookeeper).deleteAttempt();
    assertEquals(
        List.of(
            "deletes /controller, which a KRaft controller holds",
            "deletes /migration: {\"version\":0}",
            "broker 2 is the controller"),
        log);
  }

  /** Before phase migrate, a broker is the controller already. */
  @Test
  void revert_brokerIsController_isKept() throws Exception {
    migration.revert();

    verify(zookeeper, never()).deleteController();
    verify(zookeeper).deleteAttempt();
  }

  @Test
  void revert_noElectionYet_isRetried() throws Exception {
    when(zookeeper.controller()).thenReturn(Optional.of(1001)).thenReturn(Optional.empty());

    assertThrows(RetriableAdminException.class, migration::revert);
  }

  @Test
  void metrics_text_isParsed() {
    assertEquals(
        Map.of("activecontrollercount", 1.0, "zkmigrationstate", 2.0, "zkwritebehindlag", 12000.0),
        ControllerMetrics.byName(
            Scraper.parse(
                """
            # TYPE kafka_controller_kafkacontroller_zkmigrationstate gauge
            kafka_controller_kafkacontroller_activecontrollercount 1.0
            kafka_controller_kafkacontroller_zkmigrationstate 2.0
            kafka_controller_kafkacontroller_zkwritebehindlag 1.2E4
            kafka_server_raftmetrics_current_leader 1000.0
            """)));
  }
}
