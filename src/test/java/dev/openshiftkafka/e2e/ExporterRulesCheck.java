package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What becomes of another rule for the exporters of running brokers. */
final class ExporterRulesCheck {
  /** The kubelet writes a changed ConfigMap into pods within a minute, and what it caches of it. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String NAME = "version_of_broker";

  /** The program's own rules name the same attribute otherwise: the first that matches wins. */
  private static final Map<String, Object> RULE =
      Map.of(
          "pattern",
          "kafka\\.server<type=app-info, id=(\\d+)><>Version: (.+)",
          "name",
          NAME,
          "value",
          "1",
          "labels",
          Map.of("version", "$2"));

  /** In the pod: the network policies let only Prometheus reach the port from outside. */
  private static final String SCRAPE =
      "exec 3<>/dev/tcp/127.0.0.1/5556 && printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3";

  /** The exporters follow it, and nothing is restarted for it. */
  void run(LocalStack stack) {
    Map<String, String> pods = Pods.identities("broker");
    Map<String, Integer> restarts = Pods.restarts("broker");

    stack.edit(Map.of("exporter/broker/rules", List.of(RULE))).up();

    for (String pod : pods.keySet()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                String metrics = scrape(pod);
                assertTrue(metrics.contains("\n" + NAME + "{version="), pod);
                assertTrue(metrics.contains("\nkafka_server_replicamanager_partitioncount "));
              });
    }
    assertEquals(pods, Pods.identities("broker"));
    assertEquals(restarts, Pods.restarts("broker"));
  }

  private static String scrape(String pod) {
    return Shell.kubectl(
        "exec", "-n", LocalStack.NAMESPACE, pod, "-c", "broker", "--", "bash", "-c", SCRAPE);
  }
}
