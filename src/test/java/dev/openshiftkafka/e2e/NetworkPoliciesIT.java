package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.Manifests;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The NetworkPolicies of stacks with a web UI. The local cluster has no UI images, so idle pods
 * replace all operands; a port without a listener refuses connections that policies admit.
 */
@Needs(Capability.MACHINE)
class NetworkPoliciesIT {
  private static final Map<String, Object> KAFBAT =
      Map.of("ui/kind", "kafbat", "network/clientNamespaces", List.of("kafka-clients"));

  private static final Map<String, Object> CMAK =
      Map.of(
          "ui/kind",
          "cmak",
          "ui/images/cmak",
          "ghcr.io/team/cmak:3.0.0.6",
          "network/clientNamespaces",
          List.of("kafka-clients"));

  @BeforeEach
  void makeTheProject() {
    Shell.kubectl("create", "namespace", LocalStack.NAMESPACE);
  }

  @AfterEach
  void removeTheProject() {
    Shell.kubectl("delete", "namespace", LocalStack.NAMESPACE, "--wait=true");
  }

  @Test
  void connections_zooKeeperWithKafbat_matchTable() throws Exception {
    check(
        StackFile.read("existing"),
        KAFBAT,
        "zookeeper",
        NetworkTable.zooKeeperWithKafbat(),
        scene -> {});
  }

  @Test
  void connections_zooKeeperWithCmak_matchTable() throws Exception {
    check(
        StackFile.read("existing"),
        CMAK,
        "zookeeper",
        NetworkTable.zooKeeperWithCmak(),
        scene -> {});
  }

  @Test
  void connections_kraftWithKafbat_matchTable() throws Exception {
    check(
        StackFile.kraft("existing"),
        KAFBAT,
        "controller",
        NetworkTable.kraftWithKafbat(),
        NetworkPoliciesIT::assertAgentDownDropsConnections);
  }

  private static void check(
      Map<String, String> values,
      Map<String, Object> edits,
      String quorum,
      NetworkTable table,
      Consumer<NetworkScene> onceMeant)
      throws Exception {
    StackRun run = StackRun.update("policies", StackEdit.apply(values, edits));
    assertEquals(List.of(), run.result().errors());
    List<Declared> policies = run.objects("NetworkPolicy");
    Path folder = Path.of("target/e2e");
    Manifests.write(folder, "policies", new StackRun(run.result(), policies));
    Shell.kubectl("apply", "--server-side", "-f", folder.resolve("policies.json").toString());
    try (var pods = new NetworkPods()) {
      List.of("lag-exporter", "cmak-registration", "topics", "benchmark", "librdkafka")
          .forEach(pods::operand);
      List.of("broker", "ui", quorum)
          .forEach(
              component -> pods.operand(component).operand(component + "-2", component, "local-b"));
      pods.start();
      NetworkScene scene = NetworkScene.standIns(table);
      NetworkPoliciesCheck.awaitDifferences(scene, "");
      onceMeant.accept(scene);
    }
  }

  /** A node drops new connections while the policy agent is down, and recovers with it. */
  private static void assertAgentDownDropsConnections(NetworkScene scene) {
    var onNodeA =
        scene.origins.stream().filter(origin -> origin.address().startsWith("10.244.1.")).toList();
    String pid = "/run/openshift-kafka/pids/node-a-network-policies";
    Shell.run(Duration.ofMinutes(1), Map.of(), "bash", "-c", "kill -KILL $(cat " + pid + ")");
    try {
      assertFalse(onNodeA.isEmpty());
      assertEquals(Set.of(), Connections.arriving(onNodeA, scene.ports, Set.of()));
    } finally {
      Cluster.zone("start", "a");
    }
    NetworkPoliciesCheck.awaitDifferences(scene, "");
  }
}
