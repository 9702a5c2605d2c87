package dev.openshiftkafka.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.e2e.Connections.Origin;
import dev.openshiftkafka.testing.TestJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pods that open test connections, in the stack's project and in other namespaces. */
final class NetworkPods implements AutoCloseable {
  /** Label of these pods. */
  private static final String LABEL = "connections.test";

  private static final String ZONE = "local-a";

  /** Namespaces of OpenShift and of users, with the labels that policies select. */
  private static final Map<String, String> NAMESPACES =
      Map.of(
          "openshift-monitoring", "",
          "openshift-user-workload-monitoring", "",
          "openshift-ingress", "policy-group.network.openshift.io/ingress: ''",
          "kafka-clients", "",
          "another-project", "");

  /** Name of a namespace's pod in the table. */
  private static final Map<String, String> NAMES =
      Map.of("kafka-clients", "clients", "another-project", "another-project");

  private static final String NAMESPACE_MANIFEST =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: %s, labels: {connections.test: "yes", %s}}
      ---
      """;

  private static final String POD_MANIFEST =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: %s
        namespace: %s
        labels: {connections.test: "yes", %s}
        annotations: {openshift.io/required-scc: restricted-v2}
      spec:
        automountServiceAccountToken: false
        enableServiceLinks: false
        terminationGracePeriodSeconds: 0
        nodeSelector: {topology.kubernetes.io/zone: %s}
        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
        containers:
          - name: origin
            image: docker.io/apache/kafka:3.9.2
            command: [sleep, infinity]
            resources: {requests: {cpu: 5m, memory: 16Mi}, limits: {memory: 128Mi}}
            securityContext:
              {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
      ---
      """;

  private final StringBuilder manifests = new StringBuilder();
  private final List<String> foreign = new ArrayList<>();

  /** Creates the other namespaces, each with a pod. */
  NetworkPods() {
    new TreeMap<>(NAMESPACES)
        .forEach(
            (namespace, label) -> {
              foreign.add(namespace);
              manifests.append(NAMESPACE_MANIFEST.formatted(namespace, label));
              add(NAMES.getOrDefault(namespace, namespace), namespace, "", ZONE);
            });
    add("application", LocalStack.NAMESPACE, "app.kubernetes.io/name: application", ZONE);
  }

  /** Adds a pod with the labels of an operand to the project. */
  NetworkPods operand(String component) {
    return operand(component, component, ZONE);
  }

  /** Adds a named pod with the labels of an operand in a zone. */
  NetworkPods operand(String name, String component, String zone) {
    String labels = "app.kubernetes.io/name: kafka, app.kubernetes.io/component: " + component;
    add(name, LocalStack.NAMESPACE, labels, zone);
    return this;
  }

  private void add(String name, String namespace, String labels, String zone) {
    manifests.append(POD_MANIFEST.formatted(name, namespace, labels, zone));
  }

  /** Starts the pods and waits until they run. */
  NetworkPods start() {
    try {
      Path file = Path.of("target/e2e/connections.yaml");
      Files.createDirectories(file.getParent());
      Files.writeString(file, manifests);
      Shell.kubectl("apply", "--server-side", "-f", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Shell.kubectl("wait", "pods", "-A", "-l", LABEL, "--for=condition=Ready", "--timeout=120s");
    return this;
  }

  /** Returns an origin for each pod. */
  static List<Origin> origins() {
    return pods("-A", "-l", LABEL).stream().map(pod -> origin(kind(pod), pod, "origin")).toList();
  }

  /** Returns an origin in a container of a pod of the stack. */
  static Origin origin(String kind, JsonNode pod, String container) {
    return new Origin(
        text(pod, "metadata", "name"),
        kind,
        text(pod, "status", "podIP"),
        "",
        List.of(
            "kubectl",
            "exec",
            "-n",
            text(pod, "metadata", "namespace"),
            text(pod, "metadata", "name"),
            "-c",
            container,
            "--"));
  }

  /** Returns a pod's name in the table: the operand whose labels it has, or its own name. */
  static String kind(JsonNode pod) {
    String component = text(pod, "metadata", "labels", "app.kubernetes.io/component");
    return component.isEmpty() ? text(pod, "metadata", "name") : component;
  }

  static List<JsonNode> pods(String... arguments) {
    var command = new ArrayList<>(List.of("get", "pods", "-o", "json"));
    command.addAll(List.of(arguments));
    JsonNode list = TestJson.parse(Shell.kubectl(command.toArray(String[]::new)));
    var pods = new ArrayList<JsonNode>();
    list.get("items").forEach(pods::add);
    return pods;
  }

  /** Whether a pod is one of the test pods. */
  static boolean isOne(JsonNode pod) {
    return !text(pod, "metadata", "labels", LABEL).isEmpty();
  }

  /** Returns a string field of an object, or an empty string. */
  static String text(JsonNode object, String... path) {
    JsonNode value = object;
    for (String step : path) {
      value = value == null ? null : value.get(step);
    }
    return value == null ? "" : value.asText();
  }

  @Override
  public void close() {
    Shell.kubectl("delete", "pods", "-n", LocalStack.NAMESPACE, "-l", LABEL, "--wait=true");
    var command = new ArrayList<>(List.of("delete", "namespace", "--wait=true"));
    command.addAll(foreign);
    Shell.kubectl(command.toArray(String[]::new));
  }
}
