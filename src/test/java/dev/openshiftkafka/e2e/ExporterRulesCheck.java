package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Checks that running exporters reload a changed rule. */
final class ExporterRulesCheck {
  /**
   * The kubelet updates a mounted ConfigMap within its sync period of a minute plus cache delay.
   */
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private static final String NAME = "version_of_broker";

  /** The default rules match the same attribute under another name; the first match wins. */
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

  /** Runs in the pod, because NetworkPolicies admit only Prometheus to the port. */
  private static final String SCRAPE =
      "exec 3<>/dev/tcp/127.0.0.1/5556 && printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3";

  /** Changes a rule and checks that exporters reload it without restarts. */
  void run(LocalStack stack) {
    Map<String, String> pods = Pods.identities("broker");
    Map<String, Integer> restarts = Pods.restarts("broker");

    stack.edit(Map.of("exporter/broker/rules", List.of(RULE))).up();

    for (String pod : pods.keySet()) {
      await()
          .atMost(TIMEOUT)
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
