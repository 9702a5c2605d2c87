package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Checks what a Prometheus collects from a deployed stack through its PodMonitors.
 *
 * <p>The tests of both metadata modes run it on their stacks, which saves a deployment.
 */
final class MonitoringCheck {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String JOB = "job=\"kafka\"";
  private static final String GROUP = "stopped";
  private static final int RECORDS = 1000;
  private static final int READ = 400;

  private final List<String> components;

  /** Creates a check of the components whose pods have an exporter. */
  MonitoringCheck(String... components) {
    this.components = List.of(components);
  }

  void run(ClientPod client) {
    try (var prometheus = new Prometheus()) {
      assertExportersScraped(prometheus);
      assertPodLabels(prometheus);
      assertClaimsMeasured(prometheus);
      assertLagOfStoppedGroup(prometheus, client);
      new QueriesCheck(prometheus).run();
    }
  }

  private Map<String, String> pods(String... of) {
    var pods = new TreeMap<String, String>();
    for (String component : of) {
      Pods.zones(component).keySet().forEach(pod -> pods.put(pod, "up"));
    }
    return pods;
  }

  private void assertExportersScraped(Prometheus prometheus) {
    Map<String, String> members = pods(components.toArray(String[]::new));
    Map<String, String> lag = pods("lag-exporter");
    assertEquals(3 * components.size(), members.size(), members.toString());
    assertEquals(1, lag.size(), lag.toString());
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              assertEquals(members, prometheus.targets("kafka"));
              assertEquals(lag, prometheus.targets("kafka-lag"));
            });
    for (String component : components) {
      String expression = "up{%s, component=\"%s\", namespace=\"kafka\"}".formatted(JOB, component);
      await()
          .atMost(TIMEOUT)
          .untilAsserted(() -> assertEquals(ones(component), prometheus.query(expression, "pod")));
    }
  }

  private static Map<String, Double> ones(String component) {
    return Pods.zones(component).keySet().stream()
        .collect(Collectors.toMap(pod -> pod, pod -> 1.0, (first, second) -> first, TreeMap::new));
  }

  /** Wrong pod labels would falsify every panel that is grouped by pod. */
  private void assertPodLabels(Prometheus prometheus) {
    for (String component : components) {
      if (component.equals("zookeeper")) {
        continue;
      }
      String expression =
          "kafka_server_app_info_version{%s, component=\"%s\"}".formatted(JOB, component);
      int first = component.equals("controller") ? 1000 : 0;
      Map<String, String> ids =
          prometheus.query(expression).stream()
              .collect(
                  Collectors.toMap(sample -> sample.label("pod"), sample -> sample.label("id")));
      assertEquals(Pods.zones(component).keySet(), new TreeMap<>(ids).keySet());
      ids.forEach(
          (pod, id) ->
              assertEquals(
                  first + Integer.parseInt(pod.substring(pod.lastIndexOf('-') + 1)),
                  Integer.parseInt(id),
                  pod));
    }
  }

  private void assertClaimsMeasured(Prometheus prometheus) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              Map<String, Double> available =
                  prometheus.query(
                      "kubelet_volume_stats_available_bytes{namespace=\"kafka\"}",
                      "persistentvolumeclaim");
              assertEquals(
                  pods(components.toArray(String[]::new)).keySet().stream()
                      .map(pod -> "datadir-" + pod)
                      .collect(Collectors.toSet()),
                  available.keySet());
              assertTrue(available.values().stream().allMatch(bytes -> bytes > 0));
            });
  }

  private static void assertLagOfStoppedGroup(Prometheus prometheus, ClientPod client) {
    client.createTopic(GROUP, 3);
    client.tool(
        "VerifiableProducer", "--topic", GROUP, "--acks", "-1", "--max-messages", "" + RECORDS);
    client.tool(
        "VerifiableConsumer",
        "--topic",
        GROUP,
        "--group-id",
        GROUP,
        "--reset-policy",
        "earliest",
        "--max-messages",
        "" + READ);
    String labels = "{job=\"kafka-lag\", namespace=\"kafka\", group=\"%s\"}".formatted(GROUP);
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              assertEquals(
                  Map.of(GROUP, (double) RECORDS - READ),
                  prometheus.query("kafka_consumer_group_lag_sum" + labels, "topic"));
              assertEquals(
                  Map.of(GROUP, (double) RECORDS - READ),
                  prometheus.query(
                      "sum by (topic) (kafka_consumer_group_lag" + labels + ")", "topic"));
            });
    assertEquals(
        Map.of("kafka-lag", 3.0), prometheus.query("kafka_brokers{job=\"kafka-lag\"}", "job"));
    // A partition that a group has never consumed has no lag series.
    assertEquals(List.of(), prometheus.query("kafka_consumer_group_lag < 0"));
  }
}
