package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.Manifests;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import dev.openshiftkafka.testing.TestJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * OpenShift's security context constraints (SCCs) on the local cluster: which ones the stack's pods
 * get, and which pods are rejected. No pod starts, because none is scheduled.
 */
@Needs(Capability.MACHINE)
class AdmissionIT {
  private static final String NAMESPACE = LocalStack.NAMESPACE;
  private static final String DEVELOPER = "developer";

  /** Kinds that create pods, and those that pods need for their creation. */
  private static final Set<String> KINDS =
      Set.of(
          "Namespace",
          "ServiceAccount",
          "SecurityContextConstraints",
          "Role",
          "RoleBinding",
          "Deployment",
          "StatefulSet",
          "Job");

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: asks-for-more, namespace: %s, annotations: {%s}}
      spec:
        nodeSelector: {admission.test/node: none}
        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
        containers:
          - name: main
            image: registry.invalid/main
            securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        volumes: [%s]
      """;

  private static List<String> workloads;

  @BeforeAll
  static void createThePods() throws IOException {
    StackRun run = StackRun.update("admission", StackFile.read("existing"));
    assertEquals(List.of(), run.result().errors());
    List<Declared> objects = run.objects().stream().filter(o -> KINDS.contains(o.kind())).toList();
    Path folder = Path.of("target/e2e");
    Manifests.write(folder, "admission", new StackRun(run.result(), objects));
    Path file = folder.resolve("admission.json");
    workloads = withoutNodes(file);
    Shell.kubectl("apply", "--server-side", "-f", file.toString());
    Shell.kubectl(
        "create",
        "rolebinding",
        DEVELOPER,
        "--namespace=" + NAMESPACE,
        "--clusterrole=admin",
        "--user=" + DEVELOPER);
  }

  @AfterAll
  static void removeTheProject() {
    Shell.kubectl("delete", "-f", "target/e2e/admission.json", "--wait=true");
  }

  @Test
  void stackPods_createdByControllers_haveStackConstraints() {
    String users = namespaceAnnotation("openshift.io/sa.scc.uid-range");
    long firstUser = Long.parseLong(users.substring(0, users.indexOf('/')));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertEquals(new TreeSet<>(workloads), creators().keySet()));
    creators().values().forEach(pod -> assertHasStackConstraints(pod, firstUser));
  }

  private static void assertHasStackConstraints(JsonNode pod, long firstUser) {
    JsonNode annotations = pod.get("metadata").get("annotations");
    assertEquals(NAMESPACE + "-restricted", annotations.get("openshift.io/scc").asText());
    assertEquals(
        "serviceaccount",
        annotations.get("security.openshift.io/validated-scc-subject-type").asText());
    JsonNode spec = pod.get("spec");
    assertEquals(firstUser, spec.get("securityContext").get("fsGroup").asLong(), pod::toString);
    spec.get("containers")
        .forEach(
            container ->
                assertEquals(
                    firstUser, container.get("securityContext").get("runAsUser").asLong()));
  }

  /** The pods need no constraints of their own: every account may use restricted-v2. */
  @Test
  void stackPods_withoutOwnConstraints_admittedByRestrictedV2() throws IOException {
    var values =
        StackEdit.apply(
            StackFile.read("existing"), Map.of("project/securityContextConstraints", false));
    StackRun run = StackRun.update("restricted-v2", values);
    int templates = 0;
    for (Declared object : run.objects()) {
      if (!(object.at("spec", "template", "spec") instanceof Map<?, ?> template)) {
        continue;
      }
      var spec = new TreeMap<String, Object>();
      template.forEach((key, value) -> spec.put((String) key, value));
      spec.put("serviceAccountName", "default");
      var volumes = new ArrayList<Object>(object.listAt("spec", "template", "spec", "volumes"));
      if (object.kind().equals("StatefulSet")) {
        volumes.add(
            Map.of("name", "datadir", "persistentVolumeClaim", Map.of("claimName", "datadir")));
      }
      spec.put("volumes", volumes);
      var pod =
          Map.of(
              "apiVersion",
              "v1",
              "kind",
              "Pod",
              "metadata",
              Map.of("name", "restricted", "namespace", NAMESPACE),
              "spec",
              spec);
      Path file = Files.writeString(Path.of("target/e2e/restricted.json"), TestJson.write(pod));
      String constraints =
          Shell.kubectl(
              "create",
              "--as=" + DEVELOPER,
              "--dry-run=server",
              "-f",
              file.toString(),
              "-o",
              "jsonpath={.metadata.annotations.openshift\\.io/scc}");
      assertEquals("restricted-v2", constraints.strip(), object.name());
      templates++;
    }
    assertEquals(workloads.size(), templates);
  }

  @Test
  void stackObjects_appliedAgain_noPodSecurityWarning() {
    String applied =
        Shell.kubectl("apply", "--server-side", "-f", "target/e2e/admission.json").strip();
    assertFalse(applied.contains("Warning"), applied);
  }

  @Test
  void pod_hostPath_rejectedWithOpenShiftMessage() {
    Result result = create("", "{name: root, hostPath: {path: /}}");
    assertFalse(result.ok());
    assertTrue(
        result.output().contains("unable to validate against any security context constraint: ["),
        result.output());
    assertTrue(
        result
            .output()
            .contains(
                "provider restricted-v2: .spec.volumes[0]: Invalid value: \"hostPath\":"
                    + " hostPath volumes are not allowed to be used"),
        result.output());
    assertTrue(
        result
            .output()
            .contains("provider \"privileged\": Forbidden: not usable by user or serviceaccount"),
        result.output());
  }

  @Test
  void pod_unknownRequiredConstraints_rejected() {
    Result result = create("openshift.io/required-scc: nowhere", "");
    assertFalse(result.ok());
    assertTrue(
        result.output().contains("failed to retrieve the required SCC \"nowhere\""),
        result.output());
  }

  @Test
  void pod_dryRun_showsConstraintsWithoutCreation() {
    Result result =
        create(
            "",
            "",
            "--dry-run=server",
            "-o",
            "jsonpath={.metadata.annotations.openshift\\.io/scc}");
    assertEquals("restricted-v2", result.output().strip());
    assertEquals(
        "", Shell.kubectl("get", "pods", "-n", NAMESPACE, "asks-for-more", "--ignore-not-found"));
  }

  @Test
  void namespaces_all_haveDistinctUidRanges() {
    String ranges =
        Shell.kubectl(
            "get",
            "namespaces",
            "-o",
            "jsonpath={range .items[*]}{.metadata.annotations.openshift\\.io/sa\\.scc\\.uid-range}{\"\\n\"}{end}");
    List<String> lines = ranges.lines().toList();
    assertEquals(lines.size(), Set.copyOf(lines).size(), ranges);
    assertFalse(lines.contains(""), ranges);
  }

  private static Result create(String annotations, String volume, String... options) {
    try {
      Path file = Path.of("target/e2e/asks-for-more.yaml");
      Files.writeString(file, POD.formatted(NAMESPACE, annotations, volume));
      var command =
          new ArrayList<>(List.of("kubectl", "create", "--as=" + DEVELOPER, "-f", file.toString()));
      command.addAll(List.of(options));
      return Shell.attempt(Duration.ofMinutes(1), Map.of(), command.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String namespaceAnnotation(String key) {
    return Shell.kubectl(
        "get",
        "namespace",
        NAMESPACE,
        "-o",
        "jsonpath={.metadata.annotations." + key.replace(".", "\\.") + "}");
  }

  /** Returns one pod of each workload, by the workload's kind and name. */
  private static Map<String, JsonNode> creators() {
    var found = new TreeMap<String, JsonNode>();
    for (JsonNode pod : NetworkPods.pods("-n", NAMESPACE)) {
      JsonNode owner = pod.get("metadata").get("ownerReferences").get(0);
      String kind = owner.get("kind").asText();
      String name = owner.get("name").asText();
      found.put(
          kind.equals("ReplicaSet")
              ? "Deployment " + name.replaceAll("-[^-]+$", "")
              : kind + " " + name,
          pod);
    }
    return found;
  }

  /**
   * Adds a node selector that matches no node to the workloads of a file, and returns their names.
   */
  private static List<String> withoutNodes(Path file) throws IOException {
    JsonNode list = TestJson.parse(Files.readString(file));
    var names = new ArrayList<String>();
    for (var item : list.get("items")) {
      JsonNode spec = item.get("spec");
      if (spec == null || !spec.has("template")) {
        continue;
      }
      names.add(item.get("kind").asText() + " " + item.get("metadata").get("name").asText());
      ((ObjectNode) spec.get("template").get("spec"))
          .putObject("nodeSelector")
          .put("admission.test/node", "none");
    }
    Files.writeString(file, list.toString());
    return names;
  }
}
