package dev.openshiftkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks every workload for the defects of the 2017 chart. */
class HardeningTest {
  private static final Object[] POD = {"spec", "template", "spec"};
  private static final Object[] POD_OF_A_CRON_JOB = {
    "spec", "jobTemplate", "spec", "template", "spec"
  };
  private static final Map<String, Object> CMAK =
      Map.of("ui/kind", "cmak", "ui/images/cmak", "ghcr.io/team/cmak:3.0.0.6");
  private static final Map<String, Object> OIDC =
      Map.of(
          "ui/login",
          "oidc",
          "ui/oidc",
          Map.of(
              "issuerUrl",
              "https://login.example.com",
              "clientId",
              "kafka-ui",
              "allowedGroups",
              List.of("kafka")),
          "oidcClientSecret",
          "secret");

  private static final Map<String, Object> USERS =
      Map.of("users/declared", List.of(Map.of("name", "orders", "authentication", "scram")));

  static Stream<Arguments> statefulSets() {
    return of("StatefulSet");
  }

  static Stream<Arguments> workloads() {
    return of("StatefulSet", "Deployment", "Job", "CronJob");
  }

  private static Stream<Arguments> of(String... kinds) {
    return Stream.concat(
            StackFile.ALL.keySet().stream()
                .sorted()
                .map(stack -> StackRun.update(stack, StackFile.read(stack))),
            Stream.of(
                StackRun.update("existing", StackEdit.apply(StackFile.read("existing"), CMAK)),
                StackRun.update("existing", StackEdit.apply(StackFile.read("existing"), OIDC)),
                StackRun.update("secure", StackEdit.apply(StackFile.read("secure"), USERS)),
                StackRun.update("local", StackFile.serviceCa("local"))))
        .flatMap(
            run ->
                Stream.of(kinds)
                    .flatMap(kind -> run.objects(kind).stream())
                    .map(object -> Arguments.of(object.at("metadata", "name"), object, run)));
  }

  private static Object[] pod(Object... path) {
    return Stream.concat(Stream.of(POD), Stream.of(path)).toArray();
  }

  private static Object inPod(Declared workload, Object... path) {
    return workload.at(podPath(workload, path));
  }

  private static Object[] podPath(Declared workload, Object... path) {
    Object[] pod = workload.kind().equals("CronJob") ? POD_OF_A_CRON_JOB : POD;
    return Stream.concat(Stream.of(pod), Stream.of(path)).toArray();
  }

  private static List<Map<String, Object>> containers(Declared workload) {
    var all = new ArrayList<>(workload.listAt(podPath(workload, "containers")));
    all.addAll(workload.listAt(podPath(workload, "initContainers")));
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statefulSets")
  void containers_nodes_runJvmAsProcessOne(String name, Declared set, StackRun run) {
    for (Map<String, Object> container : containers(set)) {
      // A shell restarts the exporter within its container, and passes the request to stop on.
      String process = container.get("name").equals("jmx-exporter") ? "bash" : "java";
      assertEquals(process, ((List<?>) container.get("command")).get(0));
    }
    int grace = (Integer) set.at(pod("terminationGracePeriodSeconds"));
    assertTrue(grace >= (name.equals("kafka-kafka") ? 120 : 60), "grace " + grace);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statefulSets")
  void probes_nodes_areLocal(String name, Declared set, StackRun run) {
    Map<String, Object> main = set.listAt(pod("containers")).get(0);
    for (String kind : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      String probe = String.valueOf(main.get(kind));
      assertFalse(probe.matches(".*(java|kafka-|\\.sh|host=).*"), probe);
      assertTrue(probe.contains("tcpSocket") || probe.contains("/dev/tcp/127.0.0.1/"), probe);
    }
    var startup = (Map<?, ?>) main.get("startupProbe");
    int budget = (Integer) startup.get("failureThreshold") * (Integer) startup.get("periodSeconds");
    assertTrue(budget >= 1200, "startup budget " + budget + " s");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workloads")
  void pods_securityContext_isRestricted(String name, Declared workload, StackRun run) {
    assertEquals(true, inPod(workload, "securityContext", "runAsNonRoot"));
    assertEquals("RuntimeDefault", inPod(workload, "securityContext", "seccompProfile", "type"));
    assertEquals("OnRootMismatch", inPod(workload, "securityContext", "fsGroupChangePolicy"));
    assertEquals(false, inPod(workload, "automountServiceAccountToken"));
    assertNull(inPod(workload, "securityContext", "runAsUser"));
    assertNull(inPod(workload, "securityContext", "fsGroup"));
    for (Map<String, Object> container : containers(workload)) {
      var security = (Map<?, ?>) container.get("securityContext");
      assertEquals(false, security.get("allowPrivilegeEscalation"));
      assertEquals(true, security.get("readOnlyRootFilesystem"));
      assertEquals(Map.of("drop", List.of("ALL")), security.get("capabilities"));
      assertNull(security.get("runAsUser"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workloads")
  void containers_memory_limitEqualsRequest(String name, Declared workload, StackRun run) {
    for (Map<String, Object> container : containers(workload)) {
      var resources = (Map<?, ?>) container.get("resources");
      var requests = (Map<?, ?>) resources.get("requests");
      assertEquals(requests.get("memory"), ((Map<?, ?>) resources.get("limits")).get("memory"));
      assertTrue(requests.get("cpu") instanceof String);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statefulSets")
  void nodes_placement_isSpreadAndBudgeted(String name, Declared set, StackRun run) {
    assertEquals("topology.kubernetes.io/zone", spread(name, set).get("topologyKey"));
    assertEquals("RollingUpdate", set.at("spec", "updateStrategy", "type"));
    assertEquals("Parallel", set.at("spec", "podManagementPolicy"));
    Declared budget = run.object("PodDisruptionBudget", name);
    assertEquals(1, budget.at("spec", "maxUnavailable"));
    assertEquals(set.at("spec", "selector"), budget.at("spec", "selector"));
    Declared headless = run.object("Service", (String) set.at("spec", "serviceName"));
    assertEquals(true, headless.at("spec", "publishNotReadyAddresses"));
    assertEquals("None", headless.at("spec", "clusterIP"));
  }

  /** Brokers are spread over zones, with several per zone; the quorum has one node per zone. */
  private static Map<String, Object> spread(String name, Declared set) {
    if (!name.equals("kafka-kafka")) {
      Object[] apart =
          pod("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
      return set.listAt(apart).get(0);
    }
    Map<String, Object> constraint = set.listAt(pod("topologySpreadConstraints")).get(0);
    assertEquals("DoNotSchedule", constraint.get("whenUnsatisfiable"));
    assertEquals(1, constraint.get("maxSkew"));
    assertEquals("Honor", constraint.get("nodeTaintsPolicy"));
    return constraint;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statefulSets")
  void storage_claims_areRetained(String name, Declared set, StackRun run) {
    assertEquals(
        Map.of("whenDeleted", "Retain", "whenScaled", "Retain"),
        set.at("spec", "persistentVolumeClaimRetentionPolicy"));
    for (Declared storageClass : run.objects("StorageClass")) {
      assertEquals("WaitForFirstConsumer", storageClass.at("volumeBindingMode"));
      assertEquals("Retain", storageClass.at("reclaimPolicy"));
    }
    int replicas = (Integer) set.at("spec", "replicas");
    for (int i = 0; i < replicas; i++) {
      run.object("PersistentVolumeClaim", "datadir-" + name + "-" + i);
    }
  }
}
