package dev.openshiftkafka.stack.monitoring.dashboards;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.stack.monitoring.Promtool;
import dev.openshiftkafka.stack.monitoring.StackConfigs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks every query of every dashboard with promtool. */
class DashboardQueriesIT {
  private static final Path FOLDER = Path.of("target/dashboards");

  @ParameterizedTest
  @ValueSource(strings = {"local", "prod"})
  void queries_promtool_areValid(String stack) throws Exception {
    var config = StackConfigs.all().get(stack);

    check(stack + "-grafana", DashboardFiles.grafana(config));
    check(stack + "-console", DashboardFiles.console(config));
  }

  private static void check(String name, Map<String, String> files) throws Exception {
    var queries = new ArrayList<String>();
    for (String json : files.values()) {
      new ObjectMapper().readTree(json).findValuesAsText("expr").forEach(queries::add);
    }
    var rules = new ArrayList<Map<String, Object>>();
    for (String query : queries) {
      // Grafana and the console replace variables before they send a query.
      String chosen = query.replace(Queries.RATE, "5m").replaceAll("\\$[a-z]+", "x");
      rules.add(Map.of("record", "query_" + rules.size(), "expr", chosen));
    }
    if (rules.isEmpty()) {
      throw new AssertionError("no queries in " + files.keySet());
    }
    var groups = List.of(Map.of("name", name, "rules", rules));
    Promtool.run("check", Promtool.write(FOLDER.resolve(name + ".yaml"), Map.of("groups", groups)));
  }
}
