package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final ClusterAccount ADMIN = new ClusterAccount("admin-deployer");
  private static final ClusterAccount EVERYDAY = new ClusterAccount("everyday-deployer");
  private static final LocalStack ADMIN_STACK = stack("e2e-admin", "admin", ADMIN);
  private static final LocalStack EVERYDAY_STACK = stack("e2e-everyday", "openshift", EVERYDAY);

  /** A PersistentVolume that does not belong to the stacks. */
  private static final String FOREIGN = "of-another-team";

  private static LocalStack stack(String name, String layer, ClusterAccount account) {
    return LocalStack.declared(name)
        .edit(Map.of("layers", List.of(layer), "adminLayer", "external", "project/create", false))
        .with("KUBECONFIG", account.kubeconfig().toString());
  }

  @BeforeAll
  static void bringUp() throws IOException {
    LocalStack.emptyVolumes();
    Shell.kubectl("create", "namespace", PROJECT);
    Shell.kubectl("apply", "-f", write("foreign", volume(FOREIGN, "local: {path: /srv/other}")));
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

  /** What a test tries as one of the two accounts. */
  private static Arguments attempt(String name, String... kubectl) {
    return Arguments.of(name, kubectl);
  }

  private static Arguments create(String name, String manifest) {
    return attempt(name, "create", "-f", write(name.replace(' ', '-'), manifest));
  }

  /** Attempts that neither account may succeed with. */
  private static Stream<Arguments> attemptsOfBoth() {
    return Stream.of(
        create("a privileged pod", pod("securityContext: {privileged: true}", "", "")),
        create("a pod with a hostPath volume", pod("", "", "{name: r, hostPath: {path: /}}")),
        create("a pod in the host network", pod("", "hostNetwork: true", "")),
        create("a pod of user 0", pod("securityContext: {runAsUser: 0}", "", "")),
        attempt(
            "a change of the privileged constraints",
            "patch",
            "securitycontextconstraints",
            "privileged",
            "--type=merge",
            "--patch={\"groups\":[\"system:serviceaccounts:" + PROJECT + "\"]}"),
        attempt(
            "a binding to the privileged constraints",
            "create",
            "rolebinding",
            "escalation",
            "--clusterrole=system:openshift:scc:privileged",
            "--serviceaccount=" + PROJECT + ":default",
            "-n",
            PROJECT),
        attempt(
            "cluster-admin",
            "create",
            "clusterrolebinding",
            "escalation",
            "--clusterrole=cluster-admin",
            "--serviceaccount=" + PROJECT + ":default"),
        attempt(
            "a Role with more than its own rights",
            "create",
            "role",
            "escalation",
            "--verb=*",
            "--resource=secrets",
            "-n",
            PROJECT),
        attempt("impersonation", "get", "nodes", "--as=system:admin", "--as-group=system:masters"),
        attempt("a token of a broker", "create", "token", "kafka-kafka", "-n", PROJECT),
        attempt(
            "a token of a controller of the cluster",
            "create",
            "token",
            "clusterrole-aggregation-controller",
            "-n",
            "kube-system"),
        attempt(
            "a command in a broker",
            "create",
            "--raw=/api/v1/namespaces/"
                + PROJECT
                + "/pods/kafka-kafka-0/exec?command=id&stdout=true",
            "-f",
            "/dev/null"),
        attempt(
            "a command in a pod of another project",
            "create",
            "--raw=/api/v1/namespaces/openshift-dns/pods/any/exec?command=id&stdout=true",
            "-f",
            "/dev/null"),
        attempt(
            "an ephemeral container",
            "patch",
            "pod",
            "kafka-kafka-0",
            "-n",
            PROJECT,
            "--subresource=ephemeralcontainers",
            "--patch={\"spec\":{\"ephemeralContainers\":[{\"name\":\"e\",\"image\":\"i\"}]}}"),
        attempt("the Secrets of the project", "get", "secrets", "-n", PROJECT),
        attempt("the Secrets of the cluster", "get", "secrets", "--all-namespaces"),
        attempt(
            "a label of another namespace",
            "label",
            "namespace",
            "default",
            "pod-security.kubernetes.io/enforce=privileged",
            "--overwrite"),
        attempt("a taint of all nodes", "taint", "nodes", "--all", "escalation=yes:NoExecute"),
        create(
            "an admission webhook",
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: escalation}
            """),
        create("a Deployment in another namespace", deployment("default", "", "", "")));
  }

  /** Attempts that only the everyday account may not succeed with. */
  private static Stream<Arguments> attemptsOfEveryday() {
    return Stream.of(
        create(
            "constraints",
            """
            apiVersion: security.openshift.io/v1
            kind: SecurityContextConstraints
            metadata: {name: escalation}
            allowPrivilegedContainer: true
            allowHostDirVolumePlugin: true
            allowHostIPC: true
            allowHostNetwork: true
            allowHostPID: true
            allowHostPorts: true
            readOnlyRootFilesystem: false
            runAsUser: {type: RunAsAny}
            seLinuxContext: {type: RunAsAny}
            groups: ["system:serviceaccounts:%s"]
            """
                .formatted(PROJECT)),
        attempt(
            "a change of the stack's own constraints",
            "patch",
            "securitycontextconstraints",
            PROJECT + "-restricted",
            "--type=merge",
            "--patch={\"allowPrivilegedContainer\":true}"),
        create(
            "a MachineSet",
            """
            apiVersion: machine.openshift.io/v1beta1
            kind: MachineSet
            metadata: {name: escalation, namespace: openshift-machine-api}
            """),
        create("a volume of a node's disk", volume("escalation", "hostPath: {path: /}")),
        create(
            "a foreign EBS volume",
            volume(
                "escalation",
                "csi: {driver: ebs.csi.aws.com, volumeHandle: vol-0f0f0f0f0f0f0f0f0}")),
        attempt(
            "a change of a foreign volume",
            "patch",
            "persistentvolume",
            FOREIGN,
            "--patch={\"spec\":{\"claimRef\":null}}"),
        create(
            "a StorageClass",
            """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: escalation}
            provisioner: ebs.csi.aws.com
            """),
        attempt(
            "the Pod Security level of the project",
            "label",
            "namespace",
            PROJECT,
            "pod-security.kubernetes.io/enforce=privileged",
            "--overwrite"),
        attempt("another project", "create", "namespace", "escalation"),
        attempt(
            "a dashboard of the console",
            "create",
            "configmap",
            "escalation",
            "-n",
            "openshift-config-managed"));
  }

  static Stream<Arguments> attempts() {
    return Stream.concat(
        attemptsOfBoth().map(attempt -> by(ADMIN, attempt)),
        Stream.concat(attemptsOfBoth(), attemptsOfEveryday())
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

  /**
   * Templates of pods that the everyday account may create as Deployments, and that OpenShift
   * refuses to run.
   */
  static Stream<Arguments> templates() {
    return Stream.of(
        Arguments.of("privileged", "securityContext: {privileged: true}", "", ""),
        Arguments.of("host-path", "", "", "{name: r, hostPath: {path: /}}"),
        Arguments.of("host-network", "", "hostNetwork: true", ""),
        Arguments.of("host-pid", "", "hostPID: true", ""),
        Arguments.of("root", "securityContext: {runAsUser: 0}", "", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("templates")
  void deployment_templateWithPrivileges_getsNoPod(
      String name, String container, String pod, String volumes) {
    String manifest = deployment(PROJECT, container, pod, volumes).replace("escalation", name);
    Result created = EVERYDAY.kubectl("create", "-f", write("deployment-" + name, manifest));
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
    Result created = EVERYDAY.kubectl("create", "-f", write("claim", manifest));
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

  /** A volume that another team's claim has reserved. */
  private static String volume(String name, String source) {
    return """
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: %s}
        spec:
          accessModes: [ReadWriteOnce]
          capacity: {storage: 1Gi}
          storageClassName: other
          persistentVolumeReclaimPolicy: Retain
          claimRef: {apiVersion: v1, kind: PersistentVolumeClaim, namespace: default, name: theirs}
          nodeAffinity:
            required:
              nodeSelectorTerms:
                - matchExpressions: [{key: kubernetes.io/os, operator: In, values: [linux]}]
          %s
        """
        .formatted(name, source);
  }

  private static String pod(String container, String spec, String volumes) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: escalation, namespace: %s}
        spec:
        %s
        """
        .formatted(PROJECT, podSpec(container, spec, volumes).indent(2));
  }

  private static String deployment(
      String namespace, String container, String spec, String volumes) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: escalation, namespace: %s}
        spec:
          selector: {matchLabels: {app: escalation}}
          template:
            metadata: {labels: {app: escalation}}
            spec:
        %s
        """
        .formatted(namespace, podSpec(container, spec, volumes).indent(6));
  }

  private static String podSpec(String container, String spec, String volumes) {
    return """
        serviceAccountName: kafka-kafka
        containers:
          - name: main
            image: registry.invalid/main
            %s
        volumes: [%s]
        %s
        """
        .formatted(container, volumes, spec);
  }

  private static String write(String name, String manifest) {
    try {
      Path file = Path.of("target/e2e", "attempt-" + name + ".yaml").toAbsolutePath();
      Files.createDirectories(file.getParent());
      return Files.writeString(file, manifest).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
