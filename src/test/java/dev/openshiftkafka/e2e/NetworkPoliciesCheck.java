package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.testing.TestJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares the connections that a deployed stack's NetworkPolicies allow, from every kind of pod
 * and namespace to every port, with a table of the intended ones.
 *
 * <p>The tests of both metadata modes run it on their stacks, which saves a deployment.
 */
final class NetworkPoliciesCheck {
  /** Nodes apply a new pod or policy with a delay. */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static final String LETS_EVERYBODY_IN =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: everybody, namespace: kafka}
      spec:
        podSelector: {matchLabels: {app.kubernetes.io/component: %s}}
        policyTypes: [Ingress]
        ingress:
          - from: [{namespaceSelector: {}}]
            ports: [{port: %d}]
      """;

  private final NetworkTable table;
  private final String quorum;
  private final int quorumPort;

  private NetworkPoliciesCheck(NetworkTable table, String quorum, int quorumPort) {
    this.table = table;
    this.quorum = quorum;
    this.quorumPort = quorumPort;
  }

  static NetworkPoliciesCheck zooKeeper() {
    return new NetworkPoliciesCheck(NetworkTable.zooKeeper(), "zookeeper", 2181);
  }

  static NetworkPoliciesCheck kraft() {
    return LocalStack.SECURE
        ? new NetworkPoliciesCheck(NetworkTable.secure(), "controller", 9097)
        : new NetworkPoliciesCheck(NetworkTable.kraft(), "controller", 9093);
  }

  /** Compares, and verifies that an additional rule and a missing rule are detected. */
  void run() {
    try (var pods = new NetworkPods()) {
      List.of("lag-exporter", "ui", "cmak-registration", "topics", "benchmark")
          .forEach(pods::operand);
      pods.start();
      NetworkScene scene = NetworkScene.deployed(table);
      awaitDifferences(scene, "");
      assertDetectsAdditionalRule(scene);
      assertDetectsMissingRule(scene);
    }
  }

  static void awaitDifferences(NetworkScene scene, String differences) {
    await().atMost(TIMEOUT).untilAsserted(() -> assertEquals(differences, scene.differences()));
  }

  private void assertDetectsAdditionalRule(NetworkScene scene) {
    apply("apply", LETS_EVERYBODY_IN.formatted(quorum, quorumPort));
    awaitDifferences(scene, morePairs(scene));
    Shell.kubectl("delete", "networkpolicy", "-n", LocalStack.NAMESPACE, "everybody");
    awaitDifferences(scene, "");
  }

  /** Pairs from every pod except the lag exporter, whose own egress policy limits it. */
  private String morePairs(NetworkScene scene) {
    var meant = scene.expected();
    return scene.origins.stream()
        .filter(origin -> origin.isPod() && !origin.kind().equals("lag-exporter"))
        .flatMap(
            origin ->
                Connections.tried(origin, scene.ports).stream()
                    .filter(port -> port.operand().equals(quorum) && port.number() == quorumPort)
                    .map(port -> Connections.pair(origin, port)))
        .filter(pair -> !meant.contains(pair))
        .sorted()
        .map(pair -> "arrives, and should not: " + pair + "\n")
        .collect(Collectors.joining());
  }

  private static void assertDetectsMissingRule(NetworkScene scene) {
    JsonNode policy = brokersPolicy();
    Shell.kubectl(
        "patch",
        "networkpolicy",
        "-n",
        LocalStack.NAMESPACE,
        "kafka-kafka",
        "--type=json",
        "-p=[{\"op\": \"remove\", \"path\": \"/spec/ingress/" + ruleOf(policy, 5556) + "\"}]");
    String fewer =
        scene.expected().stream()
            .filter(pair -> pair.matches("openshift-.* -> kafka-kafka-\\d:5556"))
            .map(pair -> "does not arrive: " + pair + "\n")
            .collect(Collectors.joining());
    assertEquals(6, fewer.lines().count(), fewer);
    awaitDifferences(scene, fewer);
    apply("replace", policy.toString());
    awaitDifferences(scene, "");
  }

  /** The index of the first rule for a port. */
  private static int ruleOf(JsonNode policy, int port) {
    var rules = policy.get("spec").get("ingress");
    for (int i = 0; i < rules.size(); i++) {
      for (var allowed : rules.get(i).get("ports")) {
        if (allowed.get("port").asText().equals(String.valueOf(port))) {
          return i;
        }
      }
    }
    throw new AssertionError("no rule for port " + port);
  }

  /** Includes managedFields, which the stack's next update compares. */
  private static JsonNode brokersPolicy() {
    JsonNode policy =
        TestJson.parse(
            Shell.kubectl(
                "get",
                "networkpolicy",
                "-n",
                LocalStack.NAMESPACE,
                "kafka-kafka",
                "-o",
                "json",
                "--show-managed-fields"));
    ((ObjectNode) policy.get("metadata")).remove("resourceVersion");
    return policy;
  }

  private static void apply(String verb, String manifest) {
    try {
      Path file = Path.of("target/e2e/network-policy.yaml");
      Files.writeString(file, manifest);
      Shell.kubectl(verb, "-f", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
