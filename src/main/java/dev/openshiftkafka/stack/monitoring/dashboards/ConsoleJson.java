package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.kubernetes.Json.object;

import dev.openshiftkafka.kubernetes.Json;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Renders dashboards for OpenShift's console, in the JSON format of Grafana before version 5.
 *
 * <p>The console supports rows, graphs, single stats and tables of that format. Bar gauges become
 * tables, and thresholds are omitted. Rates are over five minutes, because the console has no
 * variable for the interval.
 */
final class ConsoleJson {
  private static final int SPANS = 12;

  private final Dashboard dashboard;
  private final String namespace;
  private int panels;

  ConsoleJson(Dashboard dashboard, String namespace) {
    this.dashboard = dashboard;
    this.namespace = namespace;
  }

  String text() {
    return Json.indented(
        object(
            "title", dashboard.title(),
            "uid", "openshift-kafka-" + dashboard.name(),
            "tags", List.of("kafka"),
            "refresh", "30s",
            "time", object("from", "now-1h", "to", "now"),
            "templating", object("list", variables()),
            "rows",
                dashboard.rows().stream()
                    .map(
                        row ->
                            object(
                                "title",
                                row.title(),
                                "showTitle",
                                true,
                                "collapse",
                                false,
                                "panels",
                                row.panels().stream().map(this::panel).toList()))
                    .toList()));
  }

  private List<Map<String, Object>> variables() {
    var variables = new ArrayList<Map<String, Object>>();
    var project = variable("namespace", "Project", Queries.PROJECTS);
    project.put("current", object("text", namespace, "value", namespace));
    variables.add(project);
    for (Dashboard.Variable choice : dashboard.variables()) {
      var variable = variable(choice.name(), choice.title(), Queries.values(choice));
      variable.put("includeAll", true);
      variable.put("multi", false);
      variable.put("allValue", ".*");
      variable.put("current", object("text", "All", "value", "$__all"));
      variables.add(variable);
    }
    return variables;
  }

  private static Map<String, Object> variable(String name, String title, String query) {
    return object(
        "name", name, "label", title, "type", "query", "query", query, "hide", 0, "refresh", 2);
  }

  private Map<String, Object> panel(Panel panel) {
    panels++;
    var json =
        object(
            "id",
            panels,
            "title",
            panel.title(),
            "description",
            panel.description(),
            "span",
            panel.width() * SPANS / Panel.COLUMNS,
            "targets",
            targets(panel));
    json.putAll(
        switch (panel.kind()) {
          case GRAPH ->
              object(
                  "type",
                  "graph",
                  "yaxes",
                  List.of(object("format", panel.unit().format(), "min", 0)),
                  "legend",
                  object("show", true));
          case STAT ->
              object("type", "singlestat", "format", panel.unit().format(), "valueName", "current");
          case BARS, TABLE ->
              object("type", "table", "styles", styles(panel), "transform", "table");
        });
    return json;
  }

  private static List<Map<String, Object>> targets(Panel panel) {
    var targets = new ArrayList<Map<String, Object>>();
    for (Query query : panel.queries()) {
      boolean table = panel.kind() == Panel.Kind.TABLE || panel.kind() == Panel.Kind.BARS;
      targets.add(
          object(
              "refId",
              String.valueOf((char) ('A' + targets.size())),
              "expr",
              query.expr().replace(Queries.RATE, "5m"),
              "legendFormat",
              query.legend(),
              "format",
              table ? "table" : "time_series",
              "instant",
              panel.kind() != Panel.Kind.GRAPH));
    }
    return targets;
  }

  /** Headings and units of the value columns of a table; the column with the time is hidden. */
  private static List<Map<String, Object>> styles(Panel panel) {
    var styles = new ArrayList<Map<String, Object>>();
    styles.add(object("pattern", "Time", "type", "hidden"));
    for (int i = 0; i < panel.queries().size(); i++) {
      String heading =
          panel.kind() == Panel.Kind.BARS ? panel.title() : panel.queries().get(i).legend();
      styles.add(
          object(
              "pattern",
              "Value #" + (char) ('A' + i),
              "alias",
              heading,
              "type",
              "number",
              "unit",
              panel.unit().format(),
              "decimals",
              1));
    }
    return styles;
  }
}
