package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Monitoring, rolls and failures of a stack with ZooKeeper. Each test depends on the previous ones.
 * {@link StackLifecycleIT} has the engine's operations.
 */
@Needs(Capability.MACHINE)
@Tag("nightly")
@TestMethodOrder(OrderAnnotation.class)
class ZooKeeperStackIT {
  private static final LocalStack STACK =
      LocalStack.zooKeeper("e2e-zookeeper")
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
  @Order(3)
  void prometheus_running_scrapesExportersAndLag() throws Exception {
    try (var client = new ClientPod(PinnedVersions.KAFKA_3, STACK.output("bootstrapServers"))) {
      new MonitoringCheck("broker", "zookeeper").run(client);
    }
  }

  @Test
  @Order(3)
  void networkPolicies_running_matchTable() {
    NetworkPoliciesCheck.zooKeeper().run();
  }

  @Test
  @Order(6)
  void roll_configChanged_oneBrokerAtATime() throws Exception {
    try (var client = new ClientPod(PinnedVersions.KAFKA_3, STACK.output("bootstrapServers"))) {
      Rolls.changeSetting(STACK, client);
      Rolls.restart(client);
    }
  }

  @Test
  @Order(6)
  void roll_invalidConfig_stopsAndNextRepairs() throws Exception {
    try (var client = new ClientPod(PinnedVersions.KAFKA_3, STACK.output("bootstrapServers"))) {
      Rolls.brokenSetting(STACK, client);
    }
  }

  @Test
  @Order(7)
  void brokers_processOrDataLost_recover() throws Exception {
    try (var client = new ClientPod(PinnedVersions.KAFKA_3, STACK.output("bootstrapServers"))) {
      Losses.killAll(client);
      Losses.emptyVolume(client);
    }
  }

  @Test
  @Order(8)
  void zone_cutOff_writesContinue() throws Exception {
    try (var prometheus = new Prometheus();
        var client = new ClientPod(PinnedVersions.KAFKA_3, STACK.output("bootstrapServers"))) {
      var traffic = Traffic.start(client, "zone-loss");
      Cluster.zone("stop", "b");
      try {
        // A cluster that is losing a broker may return an error; the query is retried.
        await()
            .atMost(Duration.ofMinutes(3))
            .untilAsserted(() -> assertNotEquals("", client.underReplicated()));
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> prometheus.fires("KafkaUnderReplicatedPartitions"));
        traffic.awaitProgress();
      } finally {
        Cluster.zone("start", "b");
      }
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(() -> assertEquals("", client.underReplicated()));
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !prometheus.fires("KafkaUnderReplicatedPartitions"));
      traffic.awaitProgress();
      traffic.stopAndVerify();
    }
  }

  /** {@link DynamicSettingsIT} has the rest. */
  @Test
  @Order(8)
  void up_dynamicSettings_inForceWithoutRestart() throws Exception {
    try (var client = new ClientPod(PinnedVersions.KAFKA_3, STACK.output("bootstrapServers"))) {
      var settings = new DynamicSettings(STACK, client, "zookeeper");
      settings.change();
      settings.remove();
    }
  }

  /** Topics with the Kafka client of the deployed version and ZooKeeper; TopicsIT has the rest. */
  @Test
  @Order(9)
  void topics_zooKeeper_createdAndChanged() throws Exception {
    var topics = new Topics(STACK, PinnedVersions.KAFKA_3);
    Map<String, String> before = topics.described();
    // The zone of the previous test has returned.
    Pods.statefulSets().forEach(Pods::awaitReady);
    topics.put("orders", 2, 2, Map.of("retention.ms", 60000)).put("audit", 1, 1, Map.of()).up();
    assertEquals(with(before, "orders", "2 x 2", "audit", "1 x 1"), topics.described());
    topics.put("orders", 4, 3, Map.of("cleanup.policy", "compact")).up();

    assertEquals(with(before, "orders", "4 x 3", "audit", "1 x 1"), topics.described());
    assertEquals(
        List.of(
            "set orders: cleanup.policy=compact",
            "set orders: retention.ms=60000 -> the brokers' default",
            "move orders: replication factor 3 for 2 of 2 partitions",
            "add partitions to orders: 2 -> 4"),
        topics.planOfTheJob());
    topics.close();
  }

  private static Map<String, String> with(Map<String, String> topics, String... more) {
    var all = new TreeMap<>(topics);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }
}
