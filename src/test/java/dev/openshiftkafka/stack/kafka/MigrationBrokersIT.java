package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.ledger.Summary;
import dev.openshiftkafka.pod.zookeeper.ZooKeeperMetadata;
import dev.openshiftkafka.stack.kafka.LocalNodes.Result;
import dev.openshiftkafka.stack.kafka.MigratingCluster.RunningLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of real clusters, under load. */
@Tag("nightly")
class MigrationBrokersIT {
  private static final int SECONDS = 180;

  @TempDir private Path folder;
  private MigratingCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = new MigratingCluster(folder);
    cluster.startZooKeeper();
    cluster.startBrokers("none");
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private void job(String step, String phase) throws Exception {
    Result result = cluster.job(step, phase, SECONDS);
    assertThat(result.status()).as(result.output()).isZero();
  }

  private void provision() throws Exception {
    job("check", "provision");
    cluster.rollControllers("provision");
    job("await", "provision");
  }

  private void migrate() throws Exception {
    job("check", "migrate");
    cluster.rollBrokers("migrate");
    job("await", "migrate");
  }

  private void brokers() throws Exception {
    job("check", "brokers");
    cluster.rollBrokers("brokers");
    job("await", "brokers");
  }

  private void rollback() throws Exception {
    job("check", "rollback");
    cluster.stopControllers();
    job("revert", "rollback");
    cluster.rollBrokers("none");
    job("await", "rollback");
  }

  private static void assertKept(RunningLedger ledger) throws Exception {
    Summary summary = ledger.end();
    assertThat(summary.verdict().kept()).as(summary.toString()).isTrue();
    assertThat(summary.verdict().duplicates()).as(summary.toString()).isZero();
  }

  private String clusterId() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      return admin.describeCluster().clusterId().get();
    }
  }

  @Test
  void migration_underLoad_keepsRecordsAndId() throws Exception {
    String id = clusterId();
    RunningLedger ledger = cluster.ledger();

    provision();
    migrate();
    brokers();
    job("check", "finalize");
    cluster.rollControllers("finalize");
    job("await", "finalize");
    // After the end, the programs of new volumes ask the controllers.
    cluster.stop("zookeeper");
    cluster.rollControllers("kraft");
    cluster.rollBrokers("kraft");
    cluster.emptyVolume(MigratingCluster.broker(2));
    cluster.rollBrokers("kraft");
    cluster.rollControllers("upgraded");
    cluster.rollBrokers("upgraded");

    assertKept(ledger);
    assertThat(clusterId()).isEqualTo(id);
  }

  @Test
  void rollback_fromEachPhase_keepsRecords() throws Exception {
    RunningLedger ledger = cluster.ledger();

    provision();
    rollback();
    assertThat(Files.exists(cluster.data(MigratingCluster.controller(0)))).isTrue();
    resetControllers();
    provision();
    migrate();
    rollback();
    resetControllers();
    provision();
    migrate();
    brokers();
    migrate();
    rollback();

    assertKept(ledger);
    try (var zookeeper = ZooKeeperMetadata.connect(cluster.zookeeper())) {
      assertThat(zookeeper.migration()).isEmpty();
      assertThat(zookeeper.controller()).isPresent();
      assertThat(zookeeper.brokers()).containsExactly(0, 1, 2);
    }
  }

  /** As an init container with migration.allowControllerReset does. */
  private void resetControllers() throws Exception {
    for (int i = 0; i < MigratingCluster.NODES; i++) {
      String pod = MigratingCluster.controller(i);
      var config = MigratingCluster.config("provision");
      Result result = cluster.init(config, controllers(config), pod);
      assertThat(result.status()).as(result.output()).isOne();
      assertThat(result.output())
          .contains(
              "has the metadata of an earlier attempt of the migration; to delete it, set"
                  + " migration.allowControllerReset to true, or empty the volume");
      var allowed = MigratingCluster.config("reset");
      result = cluster.init(allowed, controllers(allowed), pod);
      assertThat(result.status()).as(result.output()).isZero();
    }
  }

  /** With its vote, one that lags could lead without metadata that the emptied volume had. */
  @Test
  void emptiedController_onceMetadataAreCopied_waitsForTheOthers() throws Exception {
    RunningLedger ledger = cluster.ledger();
    provision();
    Result first = loseControllers("provision");
    assertThat(first.status()).as(first.output()).isZero();
    returnControllers("provision");
    migrate();

    Result waiting = loseControllers("migrate");

    assertThat(waiting.status()).as(waiting.output()).isOne();
    assertThat(waiting.output()).contains("no other controller leads the quorum");
    returnControllers("migrate");
    job("await", "migrate");
    assertKept(ledger);
  }

  /** Stops two controllers, and runs the init container of one of them with an empty volume. */
  private Result loseControllers(String phase) throws Exception {
    cluster.stop(MigratingCluster.controller(1));
    cluster.emptyVolume(MigratingCluster.controller(2));
    var config = MigratingCluster.config(phase);
    return cluster.init(
        config, controllers(config), MigratingCluster.controller(2), "--timeout-seconds=5");
  }

  private void returnControllers(String phase) throws Exception {
    var config = MigratingCluster.config(phase);
    for (int i = 1; i < MigratingCluster.NODES; i++) {
      cluster.roll(config, controllers(config), MigratingCluster.controller(i));
      cluster.awaitReady(MigratingCluster.controller(i));
    }
  }

  private static NodeSet controllers(StackConfig config) {
    return Controllers.of(config, new ClusterId(config, true), QuorumForm.STATIC);
  }

  @Test
  void finalize_zooKeeperBrokers_isRefused() throws Exception {
    provision();
    migrate();

    Result result = cluster.job("check", "finalize", 5);

    assertThat(result.status()).isOne();
    assertThat(result.output())
        .contains("not all of 3 brokers are active KRaft brokers: ZkMigrationState 1 (MIGRATION)");
  }

  @Test
  void provision_replicaOnRemovedBroker_isRefused() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("moved", Map.of(0, List.of(2, 0))))).all().get();
    }
    cluster.stop(MigratingCluster.broker(2));

    Result result = cluster.jobWithBrokers("check", "provision", 2, 5);

    assertThat(result.status()).isOne();
    assertThat(result.output()).contains("moved-0: broker 2");
  }
}
