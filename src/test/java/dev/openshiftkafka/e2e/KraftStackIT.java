package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The lifecycle of a stack with KRaft controllers. Each test depends on the previous ones. */
@Needs(Capability.MACHINE)
@Tag("nightly")
@TestMethodOrder(OrderAnnotation.class)
class KraftStackIT {
  private static final LocalStack STACK =
      LocalStack.kraft("e2e-kraft")
          .edit(Map.of("network/clientNamespaces", List.of("kafka-clients")));

  @BeforeAll
  static void bringUp() {
    LocalStack.emptyVolumes();
    STACK.up();
  }

  @AfterAll
  static void takeDown() {
    STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  @Test
  @Order(1)
  void up_newStack_spreadsOverZones() {
    assertEquals(Cluster.inThreeZones("kafka-kafka"), Pods.zones("broker"));
    assertEquals(Cluster.inThreeZones("kafka-controller"), Pods.zones("controller"));
    assertEquals(Map.of(), Pods.zones("zookeeper"));
  }

  @Test
  @Order(2)
  void up_unchanged_noChanges() {
    STACK.run("up", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
  }

  @Test
  @Order(3)
  void prometheus_running_scrapesExportersAndLag() throws Exception {
    try (var client = new ClientPod(PinnedVersions.KAFKA_4, STACK.output("bootstrapServers"))) {
      new MonitoringCheck("broker", "controller").run(client);
    }
  }

  @Test
  @Order(3)
  void networkPolicies_running_matchTable() {
    NetworkPoliciesCheck.kraft().run();
  }

  @Test
  @Order(4)
  void consumers_clientRack_readInTheirZone() throws Exception {
    new ClientRackCheck(STACK.output("bootstrapServers")).run();
  }

  @Test
  @Order(4)
  void exporterRules_changed_reloadWithoutRestart() {
    new ExporterRulesCheck().run(STACK);
  }

  /** The load generator uses the Kafka client and the logging library of the deployed version. */
  @Test
  @Order(5)
  void benchmark_kraft_runsWithDeployedClient() {
    var run =
        new BenchmarkRun(
            STACK, "durationSeconds=3", "warmupSeconds=1", "produce.recordsPerSecond=500");
    var result = run.workload("durable").execute();

    assertTrue(result.ok(), result.output());
    assertEquals(
        PinnedVersions.KAFKA_4, run.report().get("environment").get("clientVersion").asText());
    assertEquals(2000, run.report().get("verification").get("arrived").asLong());
  }

  @Test
  @Order(6)
  void roll_configChanged_oneBrokerAtATime() throws Exception {
    try (var client = new ClientPod(PinnedVersions.KAFKA_4, STACK.output("bootstrapServers"))) {
      Rolls.changeSetting(STACK, client);
    }
  }

  @Test
  @Order(6)
  void brokers_processOrDataLost_recover() throws Exception {
    try (var client = new ClientPod(PinnedVersions.KAFKA_4, STACK.output("bootstrapServers"))) {
      Losses.killAll(client);
      Losses.emptyVolume(client);
    }
  }
}
