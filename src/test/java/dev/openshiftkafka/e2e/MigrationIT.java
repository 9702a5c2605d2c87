package dev.openshiftkafka.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.zeroturnaround.exec.StartedProcess;

/**
 * The migration of docs/migrate-to-kraft.md on a running stack: back to ZooKeeper once, then to
 * KRaft and to Kafka 4, while records are written and read. Each test depends on the previous ones.
 */
@Needs(Capability.MACHINE)
@Tag("nightly")
@TestMethodOrder(OrderAnnotation.class)
class MigrationIT {
  private static final LocalStack STACK = LocalStack.zooKeeper("e2e-migration");
  private static final String TOPIC = "migrated";
  private static final List<String> NODE_SETS =
      List.of("kafka-kafka", "kafka-controller", "kafka-zookeeper");
  private static ClientPod client;
  private static Traffic traffic;
  private static List<String> before;

  @BeforeAll
  static void bringUp() throws Exception {
    LocalStack.emptyVolumes();
    STACK.up();
    client = new ClientPod(PinnedVersions.KAFKA_3, STACK.output("bootstrapServers"));
    traffic = Traffic.start(client, TOPIC);
    client.adminTool(
        "ConfigCommand",
        "--alter",
        "--entity-type=clients",
        "--entity-name=limited",
        "--add-config=producer_byte_rate=1048576");
    before = metadata();
  }

  @AfterAll
  static void takeDown() {
    client.close();
    STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  /** What the migration must keep: cluster id, ids and settings of topics, quotas. */
  private static List<String> metadata() {
    String topic =
        client
            .tool("TopicCommand", "--describe", "--topic", TOPIC)
            .lines()
            .filter(line -> line.contains("TopicId"))
            .findFirst()
            .orElseThrow();
    String quota =
        client.adminTool(
            "ConfigCommand", "--describe", "--entity-type=clients", "--entity-name=limited");
    return List.of(clusterId(), topic, quota);
  }

  /** As a broker's volume has it. */
  private static String clusterId() {
    String file = "/data/logs/meta.properties";
    return Shell.kubectl(
        "exec",
        "-n",
        LocalStack.NAMESPACE,
        "kafka-kafka-0",
        "-c",
        "broker",
        "--",
        "grep",
        "cluster.id",
        file);
  }

  private static void phase(String phase, Map<String, ?> edits) {
    STACK.configure(StackEdit.apply(StackFile.migrating(phase), edits));
    STACK.upWhenReady();
    traffic.awaitProgress();
  }

  @Test
  @Order(1)
  void preview_phaseSkipped_isRefused() {
    Map<String, String> values = StackFile.migrating("migrate");
    STACK.configure(values);

    Result refused = STACK.attempt("preview", "--non-interactive");

    assertThat(refused.ok()).isFalse();
    assertThat(refused.output()).contains("migration.phase");
  }

  @Test
  @Order(2)
  void phases_untilBrokersAndBack_keepRecords() {
    for (String phase : List.of("provision", "migrate", "brokers", "migrate", "rollback")) {
      phase(phase, Map.of());
    }
    assertThat(metadata()).isEqualTo(before);
  }

  /**
   * In the two phases with both quorums, a node of each kind is lost, too, and a zone. The engine
   * is killed while it waits for the brokers of phase migrate.
   */
  @Test
  @Order(3)
  void phases_secondAttemptWithLosses_keepRecords() throws Exception {
    phase("provision", Map.of("migration/allowControllerReset", true));
    killEngineInPhaseMigrate();
    for (String phase : List.of("migrate", "brokers")) {
      phase(phase, Map.of());
      NODE_SETS.forEach(MigrationIT::lose);
      loseZone();
      traffic.awaitProgress();
    }
    phase("finalize", Map.of());
    assertThat(metadata()).isEqualTo(before);
  }

  private static void killEngineInPhaseMigrate() throws Exception {
    STACK.configure(StackFile.migrating("migrate"));
    StartedProcess up = STACK.start("up", "--yes", "--non-interactive", "--skip-preview");
    await().atMost(Duration.ofMinutes(3)).until(() -> Pods.isRolling("kafka-kafka"));
    Cluster.killEngine(up);
    Result recovered = STACK.script("bin/kafka-stack", "recover", "local", "--yes");
    assertThat(recovered.ok()).as(recovered.output()).isTrue();
  }

  /** A zone is cut from the network for a minute, which is longer than sessions last. */
  private static void loseZone() throws InterruptedException {
    Cluster.cutZone("b", Duration.ofMinutes(1));
    NODE_SETS.forEach(Pods::awaitReady);
  }

  private static void lose(String set) {
    Shell.kubectl(
        "delete", "pod", "-n", LocalStack.NAMESPACE, set + "-1", "--grace-period=0", "--force");
    Pods.awaitReady(set);
  }

  /** Deletes ZooKeeper and restarts nothing. */
  @Test
  @Order(4)
  void up_kraft_deletesZooKeeperOnly() {
    Map<String, String> brokers = Pods.identities("broker");
    Map<String, String> controllers = Pods.identities("controller");

    STACK.configure(StackFile.migrated());
    STACK.upWhenReady();
    traffic.awaitProgress();

    assertEquals(brokers, Pods.identities("broker"));
    assertEquals(controllers, Pods.identities("controller"));
    assertEquals(Map.of(), Pods.zones("zookeeper"));
  }

  @Test
  @Order(5)
  void up_kafka4_keepsRecordsAndMetadata() throws Exception {
    // The tested commit of upstream's plugin may let the rolls of quorum and brokers overlap.
    STACK.withStandIn();
    STACK.configure(
        StackEdit.apply(StackFile.migrated(), Map.of("kafka/version", PinnedVersions.KAFKA_4)));
    STACK.upWhenReady();
    traffic.awaitProgress();

    assertThat(metadata()).isEqualTo(before);
    assertThat(traffic.stopAndVerify()).isPositive();
  }
}
