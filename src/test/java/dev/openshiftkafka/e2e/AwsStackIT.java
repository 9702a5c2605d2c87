package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
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
 * The complete {@code dev} stack with its AWS layer, deployed by the Pulumi engine. Stand-ins
 * replace the AWS plugin and the EBS CSI driver, which mounts a folder for each volume; pods and
 * images are real. Each test depends on the previous ones.
 */
@Tag("nightly")
@Needs(Capability.MACHINE)
@TestMethodOrder(OrderAnnotation.class)
class AwsStackIT {
  private static final Map<String, Object> LARGER =
      Map.of("kafka/volume/size", "600Gi", "kafka/volume/type", "gp3");

  private static final LocalStack STACK = AwsStack.small("e2e-aws");

  @BeforeAll
  static void noNodesYet() {
    assertEquals(List.of(), EbsVolumes.existing());
  }

  @AfterAll
  static void takeDown() {
    STACK.run("state", "unprotect", "--all", "--yes");
    STACK.destroy();
    Nodes.returnToLocalZones();
    assertEquals(List.of(), EbsVolumes.existing());
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  @Test
  @Order(1)
  void preview_newStack_showsBothLayers() {
    String plan = STACK.run("preview", "--non-interactive");

    assertEquals(3, count(plan, "aws:ec2:Instance "), plan);
    assertEquals(6, count(plan, "aws:ebs:Volume "), plan);
    assertEquals(6, count(plan, "kubernetes:core/v1:PersistentVolume "), plan);
    assertTrue(plan.contains("kubernetes:apps/v1:StatefulSet"), plan);
    assertEquals(List.of(), EbsVolumes.existing());
  }

  @Test
  @Order(2)
  void up_noNodes_failsAndPreflightSaysWhy() {
    var result =
        STACK.attemptEdited(
            Map.of("kafka/readyTimeoutSeconds", 30, "quorum/readyTimeoutSeconds", 30),
            "up",
            "--yes",
            "--non-interactive",
            "--skip-preview");

    assertFalse(result.ok(), result.output());
    assertTrue(
        result.output().contains("0 out of 3 replicas succeeded readiness checks"),
        result.output());
    String reasons = STACK.preflight("cluster.pods").output();
    assertTrue(reasons.contains("pod kafka-zookeeper-0: is not scheduled: 0/3 nodes"), reasons);
    assertTrue(result.output().contains("oc adm certificate approve"), result.output());
    assertEquals(6, EbsVolumes.existing().size());
  }

  @Test
  @Order(3)
  void approveNodes_requests_approvesOnlyStackNodes() throws Exception {
    String command = STACK.output("approveNodes");
    List<String> nodes = NodeRequests.namesOf(STACK);
    assertEquals(3, nodes.size());
    NodeRequests.allow();
    try {
      assertApprovesOnly(command, nodes);
    } finally {
      NodeRequests.forget(nodes);
    }
  }

  private static void assertApprovesOnly(String command, List<String> nodes) throws Exception {
    NodeRequests.ask("unknown-node", "ip-10-9-9-9", NodeRequests.BOOTSTRAPPER, NodeRequests.CLIENT);
    NodeRequests.ask("impostor", nodes.get(0), NodeRequests.OTHER_USER, NodeRequests.CLIENT);
    var ended = NodeRequests.joinWhile(command, nodes);

    assertEquals(0, ended.getExitValue(), ended.outputUTF8());
    assertEquals("", NodeRequests.decision("unknown-node"));
    assertEquals("", NodeRequests.decision("impostor"));
    for (String node : nodes) {
      String labelsAndTaints =
          Shell.kubectl("get", "node", node, "-o", "jsonpath={.metadata.labels}{.spec.taints}");
      assertTrue(
          labelsAndTaints.contains("\"node-role.kubernetes.io/kafka\":\"\""), labelsAndTaints);
      assertTrue(
          labelsAndTaints.contains(
              "{\"effect\":\"NoSchedule\",\"key\":\"node-role.kubernetes.io/kafka\"}"),
          labelsAndTaints);
    }
  }

  @Test
  @Order(4)
  void up_nodesReady_completes() throws IOException {
    Nodes.joinZonesOf("eu-west-1");
    STACK.up();

    var zones = new TreeMap<String, String>();
    zones.put("kafka-kafka-0", "eu-west-1a");
    zones.put("kafka-kafka-1", "eu-west-1b");
    zones.put("kafka-kafka-2", "eu-west-1c");
    assertEquals(zones, Pods.zones("broker"));
    assertEquals(EbsVolumes.declaredBy(STACK), Nodes.volumeHandles());
    for (String volume : EbsVolumes.existing()) {
      try (var files = Files.list(EbsVolumes.folder(volume))) {
        assertTrue(files.findAny().isPresent(), volume + " is empty");
      }
    }
  }

  @Test
  @Order(5)
  void up_unchanged_noChangesAndStateEncrypted() {
    STACK.run("up", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
    STACK.run("refresh", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");

    String state = STACK.run("stack", "export");
    assertTrue(state.contains("aws:ec2/instance:Instance"), state);
    assertFalse(
        state.contains("22623/config/worker"), "the state contains the ignition in clear text");
  }

  @Test
  @Order(6)
  void up_largerVolumes_growWithoutRestart() throws Exception {
    String plan = STACK.attemptEdited(LARGER, "preview", "--non-interactive", "--diff").output();
    assertEquals(3, count(plan, "~ aws:ebs/volume:Volume:"), plan);
    assertTrue(plan.contains("500 => 600"), plan);
    assertTrue(plan.contains("\"st1\" => \"gp3\""), plan);
    assertFalse(plan.contains("replace"), plan);

    var before = EbsVolumes.declaredBy(STACK);
    var pods = Pods.identities("broker");
    try (var client =
        new ClientPod(PinnedVersions.KAFKA_3, STACK.output("bootstrapServers"), "eu-west-1a")) {
      var traffic = Traffic.start(client, "volume-growth");
      STACK.edit(LARGER).up();
      Nodes.awaitClaimsOf("600Gi", 3);
      traffic.awaitProgress();
      traffic.stopAndVerify();
    }
    assertEquals(before, EbsVolumes.declaredBy(STACK));
    assertEquals(pods, Pods.identities("broker"));
  }

  @Test
  @Order(7)
  void preview_zonesReordered_rejected() {
    var result =
        STACK.attemptEdited(
            Map.of("zones", List.of("eu-west-1b", "eu-west-1a", "eu-west-1c")),
            "preview",
            "--non-interactive");

    assertFalse(result.ok(), result.output());
    assertTrue(result.output().contains("This edit cannot be made"), result.output());
  }

  @Test
  @Order(8)
  void destroy_protected_deletesNothing() {
    var before = EbsVolumes.declaredBy(STACK);
    var pods = Pods.identities("broker");
    var result = STACK.attempt("destroy", "--yes", "--non-interactive", "--skip-preview");

    assertFalse(result.ok(), result.output());
    assertTrue(result.output().contains("cannot be deleted"), result.output());
    assertTrue(result.output().contains("protect"), result.output());
    assertTrue(result.output().contains("pulumi state unprotect"), result.output());
    assertEquals(before, EbsVolumes.declaredBy(STACK));
    assertEquals(
        new ArrayList<>(before.values()).stream().sorted().toList(), EbsVolumes.existing());
    assertEquals(pods, Pods.identities("broker"));
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
