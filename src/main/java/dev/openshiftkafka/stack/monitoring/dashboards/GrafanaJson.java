package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Json.object;

import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Renders dashboards as Grafana 10 and later read them. */
final class GrafanaJson {
  private static final int SCHEMA_VERSION = 39;
  static final Map<String, Object> DATASOURCE =
      object("type", "prometheus", "uid", "${datasource}");

  private final Dashboard dashboard;
  private final String namespace;

  /**
   * Takes what is rendered.
   *
   * @param namespace the project that is shown first
   */
  GrafanaJson(Dashboard dashboard, String namespace) {
    this.dashboard = dashboard;
    this.namespace = namespace;
  }

  String text() {
    return Json.text(
        object(
            "uid", "openshift-kafka-" + dashboard.name(),
            "title", dashboard.title(),
            "description", dashboard.description(),
            "tags", List.of("kafka", "openshift-kafka"),
            "schemaVersion", SCHEMA_VERSION,
            "editable", true,
            "graphTooltip", 1,
            "refresh", "30s",
            "time", object("from", "now-1h", "to", "now"),
            "timezone", "browser",
            "templating", object("list", new GrafanaVariables(namespace).of(dashboard)),
            "annotations", object("list", List.of()),
            "panels", Layout.of(dashboard).stream().map(this::placed).toList()));
  }

  private Map<String, Object> placed(Layout.Placed placed) {
    Layout.Place place = placed.place();
    var json = object("id", placed.id());
    json.putAll(placed.panel() == null ? heading(placed.heading()) : panel(placed.panel()));
    json.put(
        "gridPos", object("x", place.x(), "y", place.y(), "w", place.width(), "h", place.height()));
    return json;
  }

  private static Map<String, Object> heading(String title) {
    return object("type", "row", "title", title, "collapsed", false, "panels", List.of());
  }

  private static Map<String, Object> panel(Panel panel) {
    return object(
        "type",
        type(panel.kind()),
        "title",
        panel.title(),
        "description",
        panel.description(),
        "datasource",
        DATASOURCE,
        "targets",
        targets(panel),
        "fieldConfig",
        object("defaults", defaults(panel), "overrides", List.of()),
        "options",
        options(panel.kind()),
        "transformations",
        transformations(panel));
  }

  private static String type(Panel.Kind kind) {
    return switch (kind) {
      case GRAPH -> "timeseries";
      case STAT -> "stat";
      case BARS -> "bargauge";
      case TABLE -> "table";
    };
  }

  private static List<Map<String, Object>> targets(Panel panel) {
    var targets = new ArrayList<Map<String, Object>>();
    for (Query query : panel.queries()) {
      boolean overTime = panel.kind() == Panel.Kind.GRAPH;
      targets.add(
          object(
              "refId",
              String.valueOf((char) ('A' + targets.size())),
              "datasource",
              DATASOURCE,
              "expr",
              query.expr(),
              "legendFormat",
              query.legend(),
              "range",
              overTime,
              "instant",
              !overTime,
              "format",
              panel.kind() == Panel.Kind.TABLE ? "table" : "time_series"));
    }
    return targets;
  }

  private static Map<String, Object> defaults(Panel panel) {
    var defaults =
        object(
            "unit",
            panel.unit().format(),
            "thresholds",
            object("mode", "absolute", "steps", steps(panel.steps())));
    if (panel.kind() == Panel.Kind.GRAPH) {
      defaults.put("min", 0);
      defaults.put(
          "custom",
          object(
              "fillOpacity",
              10,
              "showPoints",
              "never",
              "thresholdsStyle",
              object("mode", panel.steps().isEmpty() ? "off" : "line")));
    } else if (panel.steps().isEmpty()) {
      defaults.put("color", object("mode", "fixed", "fixedColor", "text"));
    }
    return defaults;
  }

  private static List<Map<String, Object>> steps(List<Step> steps) {
    var all = new ArrayList<Map<String, Object>>();
    for (Step step : steps) {
      // Grafana calls what is below all other steps null.
      all.add(object("color", step.level().colour(), "value", all.isEmpty() ? null : step.from()));
    }
    if (all.isEmpty()) {
      all.add(object("color", "green", "value", null));
    }
    return all;
  }

  private static Map<String, Object> options(Panel.Kind kind) {
    var last = object("calcs", List.of("lastNotNull"), "fields", "", "values", false);
    return switch (kind) {
      case GRAPH ->
          object(
              "legend",
              object("displayMode", "list", "placement", "bottom", "showLegend", true),
              "tooltip",
              object("mode", "multi", "sort", "desc"));
      case STAT -> object("colorMode", "value", "graphMode", "none", "reduceOptions", last);
      case BARS ->
          object("displayMode", "basic", "orientation", "horizontal", "reduceOptions", last);
      case TABLE -> object("showHeader", true);
    };
  }

  /** One line per set of labels, whichever query has figures of it. */
  private static List<Map<String, Object>> transformations(Panel panel) {
    if (panel.kind() != Panel.Kind.TABLE) {
      return List.of();
    }
    var names = object();
    for (int i = 0; i < panel.queries().size(); i++) {
      String column = panel.queries().size() == 1 ? "Value" : "Value #" + (char) ('A' + i);
      names.put(column, panel.queries().get(i).legend());
    }
    return List.of(
        object("id", "merge", "options", object()),
        object(
            "id",
            "organize",
            "options",
            object("excludeByName", object("Time", true), "renameByName", names)));
  }
}
