package dev.openshiftkafka.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.ClusterHealth.Report;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of reading the health of a stack, against an HTTP server in place of the API server. */
class ApiServerHealthTest {
  private static final String PODS = "/api/v1/namespaces/kafka/pods";
  private static final String SETS = "/apis/apps/v1/namespaces/kafka/statefulsets/";
  private static final String POOL =
      "/apis/machineconfiguration.openshift.io/v1/machineconfigpools/worker";

  private final Map<String, String> objects = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, String> pods = new HashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::respond);
    server.start();
    set("kafka-zookeeper");
    set("kafka-kafka");
    objects.put(POOL, pool("False"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void respond(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String list = "{\"items\": [" + String.join(",", pods.values()) + "]}";
    String body = path.equals(PODS) ? list : objects.get(path);
    int status = failures.getOrDefault(path, body == null ? 404 : 200);
    byte[] bytes = (status == 200 ? body : "{}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void set(String name) {
    objects.put(SETS + name, "{\"spec\": {\"replicas\": 3}}");
    for (int i = 0; i < 3; i++) {
      pod(name + "-" + i, "", "a", "True");
    }
  }

  private void pod(String name, String metadata, String node, String ready) {
    pods.put(
        name,
        """
        {"metadata": {"name": "%s"%s}, "spec": {%s},
         "status": {"conditions": [{"type": "Ready", "status": "%s"}]}}
        """
            .formatted(
                name, metadata, node.isEmpty() ? "" : "\"nodeName\": \"" + node + "\"", ready));
  }

  private static String pool(String updating) {
    return """
        {"status": {"machineCount": 6, "updatedMachineCount": 2, "conditions":
         [{"type": "Updating", "status": "%s"}, {"type": "Updated", "status": "True"}]}}
        """
        .formatted(updating);
  }

  private Report report() {
    return new ApiServerHealth().of(config(server.getAddress().getPort()));
  }

  private static StackConfig config(int port) {
    String kubeconfig =
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: test}}]
        clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: test, user: {token: none}}]
        """
            .formatted(port);
    var values = StackEdit.apply(StackFile.read("dev"), Map.of("kubeconfig", kubeconfig));
    return new ConfigSource("openshift-kafka", "dev", values).read();
  }

  @Test
  void members_allReady_healthy() {
    assertEquals(Report.HEALTHY, report());
  }

  @Test
  void members_notReady_eachIsNamed() {
    pod("kafka-kafka-0", "", "a", "False");
    pod("kafka-kafka-1", ", \"deletionTimestamp\": \"2026-11-29T18:00:00Z\"", "b", "False");
    pods.remove("kafka-kafka-2");
    pod("kafka-zookeeper-2", "", "", "False");

    assertEquals(
        List.of(
            "pod kafka-zookeeper-2: is not scheduled",
            "pod kafka-kafka-0: is not ready on node a",
            "pod kafka-kafka-1: is terminating on node b",
            "pod kafka-kafka-2: does not exist"),
        report().faults());
  }

  /** The configuration may already have more brokers than the cluster. */
  @Test
  void members_number_isThatOfCluster() {
    objects.put(SETS + "kafka-kafka", "{\"spec\": {\"replicas\": 2}}");
    pods.remove("kafka-kafka-2");
    assertEquals(Report.HEALTHY, report());
  }

  @Test
  void quorum_deleted_isNoFault() {
    objects.remove(SETS + "kafka-zookeeper");
    pods.keySet().removeIf(name -> name.startsWith("kafka-zookeeper-"));
    assertEquals(Report.HEALTHY, report());
  }

  /** The first update failed, for example because the zones had no nodes yet. */
  @Test
  void brokers_neverCreated_healthy() {
    objects.remove(SETS + "kafka-kafka");
    pods.keySet().removeIf(name -> name.startsWith("kafka-kafka-"));
    pod("kafka-zookeeper-0", "", "", "False");
    objects.put(POOL, pool("True"));
    assertEquals(Report.HEALTHY, report());
  }

  @Test
  void pool_updating_isNamed() {
    objects.put(POOL, pool("True"));
    assertEquals(
        List.of("MachineConfigPool worker: is updating, 2 of 6 nodes are done"), report().faults());
  }

  /** Kubernetes, and OpenShift with a hosted control plane. */
  @Test
  void pool_unknownKind_isNoFault() {
    objects.remove(POOL);
    assertEquals(Report.HEALTHY, report());
  }

  @Test
  void pool_forbidden_warnsAndReportsMembers() {
    failures.put(POOL, 403);
    pod("kafka-kafka-0", "", "a", "False");

    Report report = report();
    assertEquals(List.of("pod kafka-kafka-0: is not ready on node a"), report.faults());
    assertEquals(1, report.unknown().size());
    assertTrue(report.unknown().get(0).contains("MachineConfigPool worker: cannot be read"));
    assertTrue(report.unknown().get(0).contains("HTTP status 403"), report.unknown().get(0));
    assertTrue(report.unknown().get(0).contains("docs/deployer.md"), report.unknown().get(0));
  }

  @Test
  void pods_forbidden_unknown() {
    failures.put(PODS, 403);
    assertUnknown(report());
  }

  @Test
  void apiServer_refusesConnections_unknown() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    assertUnknown(new ApiServerHealth().of(config(closed)));
  }

  /** The limit is that of the requirement: an update is delayed by some seconds only. */
  @Test
  void apiServer_doesNotRespond_unknownInTime() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Report report =
          Assertions.assertTimeout(
              Duration.ofSeconds(20),
              () -> new ApiServerHealth().of(config(silent.getLocalPort())));
      assertUnknown(report);
    }
  }

  @Test
  void kubeconfig_unreadable_unknown() {
    var values = StackEdit.apply(StackFile.read("dev"), Map.of("kubeconfig", "no kubeconfig"));
    var config = new ConfigSource("openshift-kafka", "dev", values).read();
    assertUnknown(new ApiServerHealth().of(config));
  }

  private static void assertUnknown(Report report) {
    assertEquals(List.of(), report.faults());
    assertEquals(1, report.unknown().size(), report.toString());
    String text = report.unknown().get(0);
    assertTrue(text.startsWith("cluster: cannot be read ("), text);
    assertTrue(text.contains("bin/kafka-stack preflight"), text);
  }
}
