package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.zeroturnaround.exec.StartedProcess;

/** Killed and concurrent runs of the engine. Each test depends on the previous ones. */
@Tag("nightly")
@Needs(Capability.MACHINE)
@TestMethodOrder(OrderAnnotation.class)
class TeardownIT {
  private static final LocalStack STACK = LocalStack.zooKeeper("e2e-teardown");
  private static final String LOCKED = "the stack is currently locked by 1 lock(s)";
  private static final String[] UP = {"up", "--yes", "--non-interactive", "--skip-preview"};
  private static final String[] DESTROY = {
    "destroy", "--yes", "--non-interactive", "--skip-preview"
  };

  @BeforeAll
  static void emptyVolumes() {
    LocalStack.emptyVolumes();
  }

  @AfterAll
  static void takeDown() {
    STACK.script("bin/kafka-stack", "recover", "local", "--yes");
    STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  @Test
  @Order(1)
  void up_killed_continuesAfterRecovery() throws Exception {
    StartedProcess up = STACK.start(UP);
    // The object exists but is not ready yet, so the engine has not recorded it.
    await().atMost(Duration.ofMinutes(2)).until(() -> exists("statefulset", "kafka-zookeeper"));
    Cluster.killEngine(up);

    assertUpFails(LOCKED);
    var dryRun = STACK.script("bin/kafka-stack", "recover", "local");
    assertTrue(dryRun.ok(), dryRun.output());
    assertTrue(
        dryRun
            .output()
            .contains(
                "created, but not in the state: StatefulSet kafka/kafka-zookeeper, created at"),
        dryRun.output());
    assertTrue(exists("statefulset", "kafka-zookeeper"));
    assertUpFails(LOCKED);

    var recovered = STACK.script("bin/kafka-stack", "recover", "local", "--yes");
    assertTrue(recovered.ok(), recovered.output());
    assertFalse(exists("statefulset", "kafka-zookeeper"));
    STACK.up();
    assertEquals(Cluster.inThreeZones("kafka-kafka"), Pods.zones("broker"));
    STACK.run("up", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
  }

  @Test
  @Order(2)
  void up_concurrent_rejectedByLock() throws Exception {
    STACK.edit(Map.of("kafka/settings/num.partitions", "2"));
    StartedProcess first = STACK.start(UP);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Pods.identities("broker").size() < 3 || Pods.isRolling("kafka-kafka"));

    assertUpFails(LOCKED);
    assertEquals(0, first.getFuture().get(5, TimeUnit.MINUTES).getExitValue());
    Pods.statefulSets().forEach(Pods::awaitReady);
    STACK.run("up", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
  }

  @Test
  @Order(3)
  void destroy_killed_completesWhenRepeated() throws Exception {
    StartedProcess destroy = STACK.start(DESTROY);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !exists("cronjob", "kafka-benchmark") && exists("statefulset", "kafka-kafka"));
    Cluster.killEngine(destroy);

    var locked = STACK.attempt(DESTROY);
    assertFalse(locked.ok(), locked.output());
    assertTrue(locked.output().contains(LOCKED), locked.output());
    Path sidecar = createEmptySidecar();
    assertUpFails("failed to load checkpoint: EOF");
    var dryRun = STACK.script("bin/kafka-stack", "recover", "local");
    assertTrue(dryRun.ok(), dryRun.output());
    assertTrue(
        dryRun.output().contains(sidecar + ": truncated when the run was killed"), dryRun.output());
    var recovered = STACK.script("bin/kafka-stack", "recover", "local", "--yes");
    assertTrue(recovered.ok(), recovered.output());
    STACK.run(DESTROY);
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  private static void assertUpFails(String reason) {
    var result = STACK.attempt(UP);
    assertFalse(result.ok(), result.output());
    assertTrue(result.output().contains(reason), result.output());
  }

  /** Creates an empty metadata sidecar of the state file, as a kill during its write can leave. */
  private static Path createEmptySidecar() throws IOException {
    Path states = Path.of(System.getenv("OPENSHIFT_KAFKA_STATE"), "pulumi-state", ".pulumi");
    try (Stream<Path> files = Files.walk(states)) {
      List<Path> sidecars = files.filter(file -> file.toString().endsWith(".attrs")).toList();
      assertEquals(List.of(), sidecars, "the engine is configured not to write sidecars");
    }
    return Files.createFile(states.resolve("stacks/openshift-kafka/e2e-teardown.json.attrs"));
  }

  private static boolean exists(String kind, String name) {
    String found =
        Shell.kubectl(
            "get", kind, name, "-n", LocalStack.NAMESPACE, "-o", "name", "--ignore-not-found");
    return found.contains("/" + name);
  }
}
