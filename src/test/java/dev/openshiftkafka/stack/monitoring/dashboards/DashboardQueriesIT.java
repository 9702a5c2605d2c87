package dev.openshiftkafka.stack.monitoring.dashboards;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.openshiftkafka.stack.monitoring.Promtool;
import dev.openshiftkafka.stack.monitoring.StackConfigs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every query of every dashboard, as a rule that Prometheus's own parser reads. */
class DashboardQueriesIT {
  private static final Path FOLDER = Path.of("target/dashboards");

  @ParameterizedTest
  @ValueSource(strings = {"local", "prod"})
  void prometheusReadsEveryQuery(String stack) throws Exception {
    var config = StackConfigs.all().get(stack);

    check(stack + "-grafana", DashboardFiles.grafana(config));
    check(stack + "-console", DashboardFiles.console(config));
  }

  private static void check(String name, Map<String, String> files) throws Exception {
    var queries = new ArrayList<String>();
    files.values().forEach(json -> collect(JsonParser.parseString(json), queries));
    var rules = new ArrayList<Map<String, Object>>();
    for (String query : queries) {
      // As Grafana and the console do before they ask.
      String chosen = query.replace(Queries.RATE, "5m").replaceAll("\\$[a-z]+", "x");
      rules.add(Map.of("record", "query_" + rules.size(), "expr", chosen));
    }
    if (rules.isEmpty()) {
      throw new AssertionError("no queries in " + files.keySet());
    }
    var groups = List.of(Map.of("name", name, "rules", rules));
    Promtool.run("check", Promtool.write(FOLDER.resolve(name + ".yaml"), Map.of("groups", groups)));
  }

  private static void collect(JsonElement json, List<String> queries) {
    if (json.isJsonArray()) {
      json.getAsJsonArray().forEach(element -> collect(element, queries));
    } else if (json.isJsonObject()) {
      JsonObject object = json.getAsJsonObject();
      if (object.has("expr")) {
        queries.add(object.get("expr").getAsString());
      }
      object.entrySet().forEach(entry -> collect(entry.getValue(), queries));
    }
  }
}
