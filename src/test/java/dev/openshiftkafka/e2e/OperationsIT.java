package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The procedures of docs/operations.md and docs/upgrades.md. Each test depends on the previous
 * ones.
 */
@Needs(Capability.MACHINE)
@Tag("nightly")
@TestMethodOrder(OrderAnnotation.class)
class OperationsIT {
  private static final LocalStack STACK = LocalStack.kraft("e2e-operations");
  private static final String VERSION = PinnedVersions.KAFKA_4;
  private static final Path PLANS = Path.of("target/e2e/reassignments");

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

  private static Map<String, Object> brokers(int count) {
    var paths =
        IntStream.range(0, count)
            .mapToObj(i -> List.of("a", "b", "c").get(i % 3) + "/kafka-" + i)
            .map(folder -> "/var/lib/openshift-kafka/volumes/" + folder)
            .toList();
    return Map.of("kafka/brokers", count, "kafka/volume/paths", paths);
  }

  private static String reassign(String... options) {
    String[] command = STACK.output("reassignCommand").split(" ");
    var all = new String[command.length + options.length];
    System.arraycopy(command, 0, all, 0, command.length);
    System.arraycopy(options, 0, all, command.length, options.length);
    return Shell.run(Duration.ofMinutes(5), Map.of(), all);
  }

  @Test
  @Order(1)
  void up_brokersAdded_balancedZonesWithoutRestart() throws Exception {
    var brokers = Pods.identities("broker");
    var controllers = Pods.identities("controller");
    try (var client = new ClientPod(VERSION, STACK.output("bootstrapServers"))) {
      var traffic = Traffic.start(client, "grow");
      String output = STACK.edit(brokers(6)).up();

      assertTrue(output.contains("kafka.brokers: 3 -> 6: "), output);
      assertTrue(output.contains("bin/reassign --namespace=kafka --execute"), output);
      traffic.awaitProgress();
      traffic.stopAndVerify();
    }
    var after = Pods.identities("broker");
    var six = Cluster.inThreeZones("kafka-kafka");
    six.putAll(
        Map.of("kafka-kafka-3", "local-a", "kafka-kafka-4", "local-b", "kafka-kafka-5", "local-c"));
    assertEquals(six, Pods.zones("broker"));
    after.keySet().retainAll(brokers.keySet());
    assertEquals(brokers, after, "a broker was restarted");
    assertEquals(controllers, Pods.identities("controller"), "a controller was restarted");
  }

  @Test
  @Order(2)
  void reassign_plan_movesNothing() throws Exception {
    try (var client = new ClientPod(VERSION, STACK.output("bootstrapServers"))) {
      var before = new Replicas(client);
      String shown = reassign("--output=" + PLANS.resolve("plan"));

      assertEquals(Set.of(0, 1, 2), before.brokers());
      assertEquals(before.brokers(), new Replicas(client).brokers());
      assertTrue(shown.contains("of " + before.partitions() + " partitions move replicas"), shown);
    }
  }

  @Test
  @Order(3)
  void reassign_executed_movesPartitionsUnderLoad() throws Exception {
    try (var client = new ClientPod(VERSION, STACK.output("bootstrapServers"))) {
      var traffic = Traffic.start(client, "move");
      String output = reassign("--execute", "--throttle=100", "--output=" + PLANS.resolve("out"));
      traffic.awaitProgress();
      traffic.stopAndVerify();

      assertTrue(output.contains("and the throttle is removed"), output);
      assertTrue(output.contains("MB to copy; the least possible is "), output);
      var replicas = new Replicas(client);
      assertEquals(Set.of(0, 1, 2, 3, 4, 5), replicas.brokers());
      replicas.assertSpreadOver(3);
      assertEquals("", client.underReplicated());
    }
    String executed = Files.readString(PLANS.resolve("out/executed.txt"));
    assertTrue(executed.contains("reassignment started: "), executed);
  }

  @Test
  @Order(4)
  void up_emptyBrokersRemoved_succeeds() throws Exception {
    var refused = STACK.attemptEdited(brokers(3), "preview", "--non-interactive");
    assertFalse(refused.ok(), refused.output());
    assertTrue(refused.output().contains("kafka.brokers: 6 -> 3"), refused.output());

    var identities = Pods.identities("broker");
    STACK.edit(brokers(3)).edit(Map.of("kafka/allowBrokerRemoval", true));
    var stopped = STACK.attempt("up", "--yes", "--non-interactive", "--skip-preview");
    assertFalse(stopped.ok(), stopped.output());
    assertTrue(
        stopped.output().contains("brokers [3, 4, 5] still have replicas"), stopped.output());
    assertTrue(stopped.output().contains("topic __consumer_offsets: "), stopped.output());
    assertEquals(identities, Pods.identities("broker"), "a broker was stopped");

    try (var client = new ClientPod(VERSION, STACK.output("bootstrapServers"))) {
      String moved = reassign("--brokers=0,1,2", "--execute", "--output=" + PLANS.resolve("in"));
      assertTrue(moved.contains("broker 5 is cordoned"), moved);
      assertEquals(Set.of(0, 1, 2), new Replicas(client).brokers());
      client.createTopic("created-meanwhile", 12);
      assertEquals(Set.of(0, 1, 2), new Replicas(client).brokers());
      assertEquals(6, registered(client));
    }
    STACK.upWhenReady();

    assertEquals(Cluster.inThreeZones("kafka-kafka"), Pods.zones("broker"));
    Pods.awaitReady("kafka-kafka");
    try (var client = new ClientPod(VERSION, STACK.output("bootstrapServers"))) {
      assertEquals(3, registered(client));
    }
    String again = STACK.run("up", "--yes", "--non-interactive", "--skip-preview");
    assertFalse(again.contains("kafka-broker-"), "an update without an edit: " + again);
  }

  /** Brokers added again with the ids of removed ones must get replicas. */
  @Test
  @Order(5)
  void up_brokersAddedAgain_areNotCordoned() throws Exception {
    STACK.edit(brokers(4)).up();
    try (var client = new ClientPod(VERSION, STACK.output("bootstrapServers"))) {
      client.createTopic("on-four", 12);
      assertEquals(Set.of(0, 1, 2, 3), new Replicas(client).brokers());
      reassign("--brokers=0,1,2", "--execute", "--output=" + PLANS.resolve("again"));
    }
    STACK.edit(brokers(3)).up();
    try (var client = new ClientPod(VERSION, STACK.output("bootstrapServers"))) {
      assertEquals(3, registered(client));
    }
  }

  @Test
  @Order(6)
  void up_rebalanceOnScale_fillsNewBrokersAndEmptiesRemovedOnes() throws Exception {
    String grown = STACK.edit(brokers(6)).edit(Map.of("kafka/rebalance", "onScale")).up();
    assertTrue(grown.contains("kafka-rebalance-added"), grown);
    try (var client = new ClientPod(VERSION, STACK.output("bootstrapServers"))) {
      var replicas = new Replicas(client);
      assertEquals(Set.of(0, 1, 2, 3, 4, 5), replicas.brokers());
      replicas.assertSpreadOver(3);
    }

    String shrunk = STACK.edit(brokers(3)).up();
    assertTrue(shrunk.contains("kafka-rebalance-removed"), shrunk);
    try (var client = new ClientPod(VERSION, STACK.output("bootstrapServers"))) {
      assertEquals(Set.of(0, 1, 2), new Replicas(client).brokers());
      assertEquals(3, registered(client));
    }
    String again = STACK.run("up", "--yes", "--non-interactive", "--skip-preview");
    assertFalse(again.contains("kafka-rebalance-"), "an update without an edit: " + again);
    STACK.edit(Map.of("kafka/rebalance", "manual")).up();
  }

  /** Returns the number of registered brokers, running or not. */
  private static long registered(ClientPod client) throws Exception {
    return client
        .interactive(
            "java",
            "-Xmx160m",
            "-cp",
            "/opt/kafka/libs/*",
            "org.apache.kafka.tools.ClusterTool",
            "list-endpoints",
            "--bootstrap-server",
            STACK.output("bootstrapServers"),
            "--include-fenced-brokers")
        .readOutput(true)
        .exitValueNormal()
        .execute()
        .outputUTF8()
        .lines()
        .filter(line -> line.matches("[0-9]+ .*"))
        .count();
  }

  @Test
  @Order(7)
  void upgradeFeatures_kraft_finalizesAllButQuorum() throws Exception {
    try (var client = new ClientPod(VERSION, STACK.output("bootstrapServers"))) {
      client.tool("FeatureCommand", "downgrade", "--feature", "share.version=0");
      String shown =
          Shell.run(
              Duration.ofMinutes(3),
              Map.of(),
              "bin/kafka-stack",
              "finalize-features",
              "--namespace=kafka");
      assertTrue(shown.contains("share.version can be upgraded to 1"), shown);
      assertEquals("0", level(client, "share.version"));

      Shell.run(
          Duration.ofMinutes(3),
          Map.of(),
          "bin/kafka-stack",
          "finalize-features",
          "--namespace=kafka",
          "--execute");
      assertEquals("1", level(client, "share.version"));
      assertEquals("0", level(client, "kraft.version"));
      assertEquals("4.3-IV0", level(client, "metadata.version"));
    }
  }

  private static String level(ClientPod client, String feature) {
    return client
        .tool("FeatureCommand", "describe")
        .lines()
        .filter(line -> line.contains(feature))
        .map(line -> line.replaceAll(".*FinalizedVersionLevel: *(\\S+).*", "$1"))
        .findFirst()
        .orElseThrow();
  }
}
