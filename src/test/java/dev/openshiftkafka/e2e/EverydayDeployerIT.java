package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stacks of an administrator and of an everyday deployer, each deployed by a service account
 * with only the roles that its stack renders, and what both accounts may not do.
 */
@Tag("nightly")
@Needs(Capability.MACHINE)
class EverydayDeployerIT {
  private static final String PROJECT = LocalStack.NAMESPACE;
  private static final String FOREIGN = EscalationAttempts.FOREIGN;
  private static final ClusterAccount ADMIN = new ClusterAccount("admin-deployer");
  private static final ClusterAccount EVERYDAY = new ClusterAccount("everyday-deployer");
  private static final LocalStack ADMIN_STACK = stack("e2e-admin", "admin", ADMIN);
  private static final LocalStack EVERYDAY_STACK = stack("e2e-everyday", "openshift", EVERYDAY);

  private static LocalStack stack(String name, String layer, ClusterAccount account) {
    return LocalStack.declared(name)
        .edit(Map.of("layers", List.of(layer), "adminLayer", "external", "project/create", false))
        .with("KUBECONFIG", account.kubeconfig().toString());
  }

  @BeforeAll
  static void bringUp() throws IOException {
    LocalStack.emptyVolumes();
    Shell.kubectl("create", "namespace", PROJECT);
    String foreign = EscalationAttempts.volume(FOREIGN, "local: {path: /srv/other}");
    Shell.kubectl("apply", "-f", EscalationAttempts.write("foreign", foreign));
    ADMIN.create(ADMIN_STACK.deployerRights());
    EVERYDAY.create(EVERYDAY_STACK.deployerRights());
    ADMIN_STACK.run("preview", "--non-interactive");
    ADMIN_STACK.up();
    EVERYDAY_STACK.run("preview", "--non-interactive");
    EVERYDAY_STACK.up();
  }

  @AfterAll
  static void takeDown() throws IOException {
    EVERYDAY_STACK.destroy();
    ADMIN_STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
    Shell.kubectl("delete", "persistentvolume", FOREIGN);
    ADMIN.delete();
    EVERYDAY.delete();
    Shell.kubectl("delete", "namespace", PROJECT, "--wait=true");
  }

  @Test
  void up_bothStacksUnchanged_noChanges() {
    for (LocalStack stack : List.of(ADMIN_STACK, EVERYDAY_STACK)) {
      stack.run("up", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
    }
  }

  /** The rights by which the administrator's account is as powerful as root on the nodes. */
  @Test
  void rights_escalating_areOnlyThoseOfAdministrator() {
    for (String resource :
        List.of(
            "securitycontextconstraints.security.openshift.io",
            "persistentvolumes",
            "storageclasses.storage.k8s.io")) {
      assertTrue(ADMIN.may("create", resource), resource);
      assertFalse(EVERYDAY.may("create", resource), resource);
    }
    assertTrue(ADMIN.may("patch", "namespaces/" + PROJECT));
    assertFalse(EVERYDAY.may("patch", "namespaces/" + PROJECT, "-n", PROJECT));
    assertFalse(ADMIN.may("create", "deployments.apps", "-n", PROJECT));
    assertTrue(EVERYDAY.may("create", "deployments.apps", "-n", PROJECT));
  }

  static Stream<Arguments> attempts() {
    return Stream.concat(
        EscalationAttempts.ofBoth().map(attempt -> by(ADMIN, attempt)),
        Stream.concat(EscalationAttempts.ofBoth(), EscalationAttempts.ofEveryday())
            .map(attempt -> by(EVERYDAY, attempt)));
  }

  private static Arguments by(ClusterAccount account, Arguments attempt) {
    return Arguments.of(account.name(), attempt.get()[0], account, attempt.get()[1]);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("attempts")
  void attempt_escalation_refusedByApiServer(
      String role, String name, ClusterAccount account, String[] kubectl) {
    Result result = account.kubectl(kubectl);

    assertFalse(result.ok(), role + " may create " + name + ":\n" + result.output());
    assertTrue(
        result.output().toLowerCase(Locale.ROOT).contains("forbidden"),
        role + ", " + name + ": failed for another reason:\n" + result.output());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.openshiftkafka.e2e.EscalationAttempts#templates")
  void deployment_templateWithPrivileges_getsNoPod(
      String name, String container, String pod, String volumes) {
    String manifest =
        EscalationAttempts.deployment(PROJECT, container, pod, volumes).replace("escalation", name);
    String file = EscalationAttempts.write("deployment-" + name, manifest);
    Result created = EVERYDAY.kubectl("create", "-f", file);
    assertTrue(created.ok(), created.output());
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertTrue(failure(name).contains("forbidden"), "no failure: " + failure(name)));
      assertEquals(
          "", Shell.kubectl("get", "pods", "-n", PROJECT, "-l", "app=" + name, "-o", "name"));
    } finally {
      Shell.kubectl("delete", "deployment", name, "-n", PROJECT, "--wait=true");
    }
  }

  /** Returns the message of the condition that the Deployment's pods cannot be created. */
  private static String failure(String deployment) {
    return Shell.kubectl(
        "get",
        "deployment",
        deployment,
        "-n",
        PROJECT,
        "-o",
        "jsonpath={.status.conditions[?(@.type==\"ReplicaFailure\")].message}");
  }

  /**
   * The API server accepts such a claim, and so does OpenShift's: a claim is no access. The volume
   * belongs to another claim, so the controller never binds it.
   */
  @Test
  void claim_ofForeignVolume_isNeverBound() {
    String manifest =
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: escalation, namespace: %s}
        spec:
          accessModes: [ReadWriteOnce]
          storageClassName: other
          volumeName: %s
          resources: {requests: {storage: 1Gi}}
        """
            .formatted(PROJECT, FOREIGN);
    String file = EscalationAttempts.write("claim", manifest);
    Result created = EVERYDAY.kubectl("create", "-f", file);
    assertTrue(created.ok(), created.output());
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertTrue(events("escalation").contains("already bound"), events("escalation")));
      assertEquals(
          "Pending",
          Shell.kubectl(
              "get", "pvc", "escalation", "-n", PROJECT, "-o", "jsonpath={.status.phase}"));
    } finally {
      Shell.kubectl("delete", "pvc", "escalation", "-n", PROJECT, "--wait=true");
    }
  }

  private static String events(String object) {
    return Shell.kubectl(
        "get",
        "events",
        "-n",
        PROJECT,
        "--field-selector=involvedObject.name=" + object,
        "-o",
        "jsonpath={.items[*].message}");
  }
}
