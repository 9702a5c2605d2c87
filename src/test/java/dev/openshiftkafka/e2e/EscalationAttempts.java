package dev.openshiftkafka.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What the accounts of the two stacks try, to get more rights than their roles give them. */
final class EscalationAttempts {
  private static final String PROJECT = LocalStack.NAMESPACE;

  /** A PersistentVolume that does not belong to the stacks. */
  static final String FOREIGN = "of-another-team";

  private EscalationAttempts() {}

  /** An attempt, as arguments of kubectl. */
  private static Arguments attempt(String name, String... kubectl) {
    return Arguments.of(name, kubectl);
  }

  private static Arguments create(String name, String manifest) {
    return attempt(name, "create", "-f", write(name.replace(' ', '-'), manifest));
  }

  /** Attempts that neither account may succeed with. */
  static Stream<Arguments> ofBoth() {
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
  static Stream<Arguments> ofEveryday() {
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

  /** A volume that another team's claim has reserved. */
  static String volume(String name, String source) {
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

  static String deployment(String namespace, String container, String spec, String volumes) {
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

  static String write(String name, String manifest) {
    try {
      Path file = Path.of("target/e2e", "attempt-" + name + ".yaml").toAbsolutePath();
      Files.createDirectories(file.getParent());
      return Files.writeString(file, manifest).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
