package dev.openshiftkafka.stack.monitoring.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.monitoring.KnownMetrics;
import dev.openshiftkafka.stack.monitoring.StackConfigs;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel;
import dev.openshiftkafka.testing.Golden;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the dashboards of whole stacks, in both formats. */
class DashboardsTest {
  /** Limit of Kubernetes for a ConfigMap. */
  private static final int LIMIT = 1 << 20;

  static Stream<StackConfig> configs() {
    return StackConfigs.all().values().stream();
  }

  private static List<Panel> panels(Dashboard dashboard) {
    return dashboard.rows().stream().flatMap(row -> row.panels().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void queries_metrics_areExported(StackConfig config) {
    KnownMetrics known = KnownMetrics.of(config);
    for (Dashboard dashboard : DashboardFiles.all(config)) {
      for (Panel panel : panels(dashboard)) {
        for (Panel.Query query : panel.queries()) {
          assertEquals(List.of(), known.unknownIn(query.expr()), panel.title());
          assertFalse(
              query.expr().replace("{namespace=\"$namespace\"", "").contains("{"), query.expr());
        }
      }
      for (Dashboard.Variable variable : dashboard.variables()) {
        assertEquals(List.of(), known.unknownIn(Queries.series(variable.metric())));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void panels_titles_areUniqueAndDescribed(StackConfig config) {
    var boards = new HashSet<String>();
    for (Dashboard dashboard : DashboardFiles.all(config)) {
      assertTrue(boards.add(dashboard.name()), dashboard.name());
      var titles = new HashSet<String>();
      for (Panel panel : panels(dashboard)) {
        assertTrue(titles.add(panel.title()), panel.title());
        assertTrue(panel.description().endsWith("."), panel.title());
        assertFalse(panel.queries().isEmpty(), panel.title());
        List<Double> steps = panel.steps().stream().map(Panel.Step::from).toList();
        assertEquals(steps.stream().sorted().toList(), steps, panel.title());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void grafana_panels_doNotOverlap(StackConfig config) {
    for (String json : DashboardFiles.grafana(config).values()) {
      var cells = new HashSet<String>();
      var ids = new HashSet<Integer>();
      for (JsonNode panel : parsed(json).get("panels")) {
        assertTrue(ids.add(panel.get("id").asInt()), panel.toString());
        JsonNode place = panel.get("gridPos");
        int x = place.get("x").asInt();
        int y = place.get("y").asInt();
        int width = place.get("w").asInt();
        assertTrue(width > 0 && x + width <= Panel.COLUMNS, panel.toString());
        for (int column = x; column < x + width; column++) {
          for (int line = y; line < y + place.get("h").asInt(); line++) {
            assertTrue(cells.add(column + "," + line), panel.toString());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void console_panels_useSupportedTypes(StackConfig config) {
    for (String json : DashboardFiles.console(config).values()) {
      assertFalse(json.contains("$__rate_interval"), json);
      assertFalse(json.contains("$datasource"), json);
      var ids = new HashSet<Integer>();
      for (JsonNode row : parsed(json).get("rows")) {
        for (JsonNode panel : row.get("panels")) {
          assertTrue(ids.add(panel.get("id").asInt()), panel.toString());
          assertTrue(
              Set.of("graph", "singlestat", "table").contains(panel.get("type").asText()),
              panel.toString());
          int span = panel.get("span").asInt();
          assertTrue(span > 0 && span <= 12, panel.toString());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void files_size_fitIntoConfigMap(StackConfig config) {
    Stream.of(DashboardFiles.grafana(config), DashboardFiles.console(config))
        .flatMap(files -> files.values().stream())
        .forEach(
            json -> assertTrue(json.getBytes(StandardCharsets.UTF_8).length < LIMIT / 2, json));
  }

  @Test
  void dashboards_metadataModes_differ() {
    Map<String, StackConfig> configs = StackConfigs.all();
    assertEquals(
        Set.of("cluster", "brokers", "topics", "consumers", "jvm", "zookeeper"),
        DashboardFiles.grafana(configs.get("article")).keySet());
    assertEquals(
        Set.of("cluster", "brokers", "topics", "consumers", "jvm", "kraft"),
        DashboardFiles.console(configs.get("prod")).keySet());
    assertTrue(
        DashboardFiles.console(configs.get("local-migrate"))
            .keySet()
            .containsAll(Set.of("zookeeper", "kraft")));
  }

  @Test
  void files_brokers_matchGolden() {
    StackConfig config = StackConfigs.all().get("prod");

    Golden.assertMatches("grafana-brokers.json", DashboardFiles.grafana(config).get("brokers"));
    Golden.assertMatches("console-brokers.json", DashboardFiles.console(config).get("brokers"));
  }

  private static JsonNode parsed(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
