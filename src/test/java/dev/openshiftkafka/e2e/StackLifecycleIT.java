package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.zeroturnaround.exec.StartedProcess;

/**
 * The engine's operations with upstream's Kubernetes plugin: create, every kind of edit,
 * rejections, drift, import, cancel, destroy. All tests share one stack; on the local cluster it is
 * deployed by a service account with only the roles that the stack renders.
 */
@TestMethodOrder(OrderAnnotation.class)
class StackLifecycleIT {
  private static final boolean OWN = TestCluster.capabilities().contains(Capability.MACHINE);

  private static final LocalStack STACK = stack();
  private static final String[] UP = {"up", "--yes", "--non-interactive", "--skip-preview"};

  /** An edit of each object that no broker or quorum pod depends on, and where it shows. */
  private static final Map<String, Object> EDITS =
      Map.of(
          "project/displayName", "Orders' Kafka",
          "network/clientNamespaces", List.of("shop"),
          "benchmark/minMsgsPerSec", 1,
          "client/resources/cpu", "60m",
          "monitoring/interval", "10s");

  private static final StackConfig CONFIG = TestCluster.config();
  private static final String QUORUM =
      CONFIG.metadata() == MetadataMode.KRAFT ? "controller" : "zookeeper";

  private static final String BUDGET = "poddisruptionbudget/kafka-kafka";

  private static LocalStack stack() {
    LocalStack stack = LocalStack.declared("e2e-lifecycle").edit(topics(3));
    return OWN ? Deployer.deploys(stack) : stack;
  }

  @BeforeAll
  static void bringUp() throws IOException {
    LocalStack.emptyVolumes();
    if (OWN) {
      Deployer.grantRights(STACK);
    }
    STACK.run("preview", "--non-interactive");
    STACK.up();
  }

  @AfterAll
  static void takeDown() throws IOException {
    STACK.destroy();
    if (TestCluster.capabilities().contains(Capability.ADMIN)) {
      assertEquals(List.of(), Cluster.objectsOfTheStack());
    }
    if (OWN) {
      assertEquals(List.of(), Deployer.consoleDashboards());
      // The object is not managed by the stack and remains.
      Shell.kubectl("get", "namespace", LocalStack.NAMESPACE);
      Deployer.withdrawRights();
    }
  }

  @Test
  @Order(1)
  @Needs(Capability.NODES)
  void up_newStack_startsOnePodPerZone() {
    assertEquals(
        TestCluster.inItsZones("kafka-kafka", CONFIG.kafka().brokers()), Pods.zones("broker"));
    assertEquals(
        TestCluster.inItsZones("kafka-" + QUORUM, CONFIG.quorum().members()), Pods.zones(QUORUM));
  }

  @Test
  @Order(2)
  @Needs(Capability.MACHINE)
  void up_asDeployer_createsConsoleDashboards() {
    assertEquals(6, Deployer.consoleDashboards().size(), Deployer.consoleDashboards().toString());
    assertFalse(Deployer.may("create", "pods"));
    assertFalse(Deployer.may("get", "secrets"));
    assertFalse(Deployer.may("delete", "statefulset/another"));
    assertFalse(Deployer.may("delete", "namespace/" + LocalStack.NAMESPACE));
    assertFalse(Deployer.may("create", "clusterrolebindings"));
  }

  @Test
  @Order(3)
  void upAndRefresh_unchanged_noChanges() {
    expectNoChanges("up");
    expectNoChanges("refresh");
  }

  @Test
  @Order(4)
  void preview_editThatLosesData_rejectedWithReason() {
    var zones = new ArrayList<>(CONFIG.zones());
    Collections.rotate(zones, 1);
    var result =
        STACK.attemptEdited(
            Map.of("kafka/volume/size", "1Gi", "zones", zones), "preview", "--non-interactive");

    assertFalse(result.ok(), result.output());
    assertTrue(
        result.output().contains("This edit cannot be made to a running cluster"), result.output());
    assertTrue(result.output().contains(CONFIG.kafka().volume().size()), result.output());
    assertTrue(result.output().contains(zones.get(0)), result.output());
    assertFalse(result.output().contains("at dev.openshiftkafka"), result.output());
  }

  @Test
  @Order(5)
  void preview_invalidConfiguration_listsEveryFault() {
    var result =
        STACK.attemptEdited(
            Map.of("kafka/version", "2.8.0", "kafka/volume/size", "8GB"),
            "preview",
            "--non-interactive");

    assertFalse(result.ok(), result.output());
    assertTrue(result.output().contains("kafka.version: \"2.8.0\""), result.output());
    assertTrue(result.output().contains("kafka.volume.size: \"8GB\""), result.output());
    assertFalse(result.output().contains("kubernetes:"), result.output());
    assertFalse(result.output().contains("at dev.openshiftkafka"), result.output());
  }

  @Test
  @Order(6)
  void up_otherObjectsEdited_restartsNoPod() {
    var brokers = Pods.identities("broker");
    var servers = Pods.identities(QUORUM);
    STACK.edit(EDITS).up();

    assertEquals(brokers, Pods.identities("broker"));
    assertEquals(servers, Pods.identities(QUORUM));
    String policy = live("networkpolicy/kafka-kafka", "{.spec.ingress[0].from}");
    assertTrue(policy.contains("[\"shop\"]"), policy);
    assertEquals(
        "60m",
        live(
            "deployment/kafka-kafka-librdkafka",
            "{.spec.template.spec.containers[0].resources.requests.cpu}"));
    String job = live("cronjob/kafka-benchmark", "{..command}");
    assertTrue(job.contains("--min-records-per-second=1\""), job);
    String project =
        Shell.kubectl("get", "namespace", LocalStack.NAMESPACE, "-o", "jsonpath={.metadata}");
    assertTrue(project.contains("Orders' Kafka"), project);
    expectNoChanges("up");
  }

  @Test
  @Order(7)
  void refresh_objectDeleted_upRecreatesIt() {
    Shell.kubectl("delete", BUDGET, "-n", LocalStack.NAMESPACE);
    String drift = STACK.run("refresh", "--yes", "--non-interactive", "--skip-preview");
    assertTrue(drift.contains("- 1 deleted"), drift);

    STACK.up();
    assertEquals("1", live(BUDGET, "{.spec.maxUnavailable}"));
    expectNoChanges("up");
  }

  @Test
  @Order(8)
  void import_objectMissingInState_adoptsUnchanged() throws IOException {
    var state = new StackState(STACK);
    var budget = state.resource("kubernetes:policy/v1:PodDisruptionBudget", "kafka-kafka");
    String identity = live(BUDGET, "{.metadata.uid}");
    state.forget(budget);
    state.adopt(budget);
    STACK.up();

    assertEquals(identity, live(BUDGET, "{.metadata.uid}"));
    expectNoChanges("up");
  }

  @Test
  @Order(9)
  void up_topicsEdited_replacesOnlyJob() {
    var brokers = Pods.identities("broker");
    String job = live("job/kafka-topics", "{.metadata.uid}");
    STACK.edit(topics(4)).up();

    assertNotEquals(job, live("job/kafka-topics", "{.metadata.uid}"));
    assertEquals(brokers, Pods.identities("broker"));
    expectNoChanges("up");
  }

  /** A user presses Ctrl-C while brokers roll. */
  @Test
  @Order(10)
  void up_cancelledDuringRoll_nextUpCompletes() throws Exception {
    Map<String, String> before = cancelDuringRoll();
    // A broker may still be restarting; the next update continues the roll.
    STACK.edit(Map.of("allowDegradedUpdate", true)).up();
    STACK.edit(Map.of("allowDegradedUpdate", false));
    Pods.awaitReady("kafka-kafka");
    var after = Pods.identities("broker");
    assertEquals(before.keySet(), after.keySet());
    assertTrue(
        after.values().stream().noneMatch(Set.copyOf(before.values())::contains),
        "a broker was not restarted: " + before + " " + after);
    expectNoChanges("up");
  }

  /**
   * Interrupts an update when the first broker has restarted; returns the brokers before it. The
   * tested commit of upstream's plugin may end an update before its roll begins: the next one has
   * another chance then.
   */
  private static Map<String, String> cancelDuringRoll() throws Exception {
    for (int requests = 401; requests < 406; requests++) {
      Map<String, String> before = Pods.identities("broker");
      STACK.edit(Map.of("kafka/settings/queued.max.requests", "" + requests));
      StartedProcess up = STACK.start(UP);
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  !up.getProcess().isAlive()
                      || !before.values().containsAll(Pods.identities("broker").values()));
      boolean cancelled =
          Shell.attempt(
                  Duration.ofSeconds(10), Map.of(), "kill", "-INT", "" + up.getProcess().pid())
              .ok();
      var ended = up.getFuture().get(2, TimeUnit.MINUTES);
      if (cancelled) {
        assertNotEquals(0, ended.getExitValue(), ended.outputUTF8());
        return before;
      }
      assertEquals(0, ended.getExitValue(), ended.outputUTF8());
      Pods.awaitReady("kafka-kafka");
    }
    throw new AssertionError("each update ended before its roll");
  }

  private static void expectNoChanges(String command) {
    STACK.run(command, "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
  }

  private static Map<String, Object> topics(int partitions) {
    return Map.of(
        "topics/declared", List.of(Map.of("name", "lifecycle", "partitions", partitions)));
  }

  private static String live(String object, String path) {
    return Shell.kubectl("get", object, "-n", LocalStack.NAMESPACE, "-o", "jsonpath=" + path);
  }
}
