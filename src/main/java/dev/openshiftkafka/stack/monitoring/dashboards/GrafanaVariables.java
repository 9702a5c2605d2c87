package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Json.object;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Renders what people choose in a dashboard of Grafana.
 *
 * @param namespace the project that is shown first
 */
record GrafanaVariables(String namespace) {
  /** When the range of time changes. */
  private static final int REFRESH = 2;

  List<Map<String, Object>> of(Dashboard dashboard) {
    var variables = new ArrayList<Map<String, Object>>();
    variables.add(
        object(
            "name",
            "datasource",
            "label",
            "Data source",
            "type",
            "datasource",
            "query",
            "prometheus"));
    var project = variable("namespace", "Project", Queries.PROJECTS);
    project.put("current", object("text", namespace, "value", namespace));
    variables.add(project);
    for (Variable choice : dashboard.variables()) {
      var variable = variable(choice.name(), choice.title(), Queries.values(choice));
      variable.put("includeAll", true);
      variable.put("multi", true);
      variable.put("allValue", ".*");
      variable.put("current", object("text", "All", "value", "$__all"));
      variables.add(variable);
    }
    return variables;
  }

  private static Map<String, Object> variable(String name, String title, String query) {
    return object(
        "name",
        name,
        "label",
        title,
        "type",
        "query",
        "datasource",
        GrafanaJson.DATASOURCE,
        "query",
        query,
        "refresh",
        REFRESH,
        "sort",
        1);
  }
}
