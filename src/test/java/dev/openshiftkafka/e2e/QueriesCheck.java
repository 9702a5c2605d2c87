package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.stack.monitoring.KnownMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks that a running cluster has the metrics of the deployed alerts and dashboards. */
final class QueriesCheck {
  private static final Duration TIMEOUT = Duration.ofMinutes(4);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Every query selects the project, so every metric name is followed by a brace. */
  private static final Pattern METRIC = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{");

  /** Metrics that exist only after a request for a topic has failed. */
  private static final Pattern ONCE_IT_HAPPENED =
      Pattern.compile("brokertopicmetrics_failed\\w+_total\\{[^}]*topic");

  private final Prometheus prometheus;

  QueriesCheck(Prometheus prometheus) {
    this.prometheus = prometheus;
  }

  void run() {
    assertAlertMetricsExist();
    assertPanelsHaveData();
  }

  private void assertAlertMetricsExist() {
    await()
        .atMost(TIMEOUT)
        .pollInterval(PAUSE)
        .untilAsserted(
            () -> {
              List<Prometheus.Rule> alerts = prometheus.alerts();
              assertTrue(alerts.size() > 15, alerts.toString());
              for (Prometheus.Rule alert : alerts) {
                assertEquals("ok", alert.health(), alert.toString());
              }
              assertEquals(Set.of(), absent(alerts.stream().map(Prometheus.Rule::query).toList()));
            });
  }

  private void assertPanelsHaveData() {
    List<String> queries = panels();
    assertTrue(queries.size() > 50, queries.toString());
    await()
        .atMost(TIMEOUT)
        .pollInterval(PAUSE)
        .untilAsserted(
            () ->
                assertEquals(
                    List.of(),
                    queries.stream()
                        .filter(query -> !ONCE_IT_HAPPENED.matcher(query).find())
                        .filter(query -> prometheus.query(query).isEmpty())
                        .toList()));
    assertEquals(Set.of(), absent(queries));
  }

  private Set<String> absent(List<String> queries) {
    var missing = new TreeSet<String>();
    for (String query : queries) {
      METRIC.matcher(query).results().forEach(found -> missing.add(found.group(1)));
    }
    missing.removeAll(prometheus.metrics());
    missing.removeAll(KnownMetrics.AT_START.keySet());
    return missing;
  }

  /** Returns the queries of the deployed dashboards, with all variables set. */
  private static List<String> panels() {
    var queries = new ArrayList<String>();
    String maps =
        Shell.kubectl(
            "get",
            "configmaps",
            "--namespace=" + LocalStack.NAMESPACE,
            "--selector=grafana_dashboard=1",
            "--output=json");
    for (JsonNode map : json(maps).get("items")) {
      for (JsonNode board : map.get("data")) {
        json(board.asText())
            .findValuesAsText("expr")
            .forEach(query -> queries.add(withVariables(query)));
      }
    }
    return queries;
  }

  private static String withVariables(String query) {
    return query
        .replace("$__rate_interval", "2m")
        .replace("$namespace", LocalStack.NAMESPACE)
        .replaceAll("\\$\\{?(pod|topic|group)\\}?", ".*");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
