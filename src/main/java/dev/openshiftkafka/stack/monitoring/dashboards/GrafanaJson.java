package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.kubernetes.Json.object;

import dev.openshiftkafka.kubernetes.Json;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Step;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders dashboards in the JSON format of Grafana 10 and later. */
final class GrafanaJson {
  private static final int SCHEMA_VERSION = 39;

  /** Variables are queried again when the time range changes. */
  private static final int REFRESH_ON_TIME_RANGE = 2;

  private static final int HEIGHT = 8;
  private static final int STAT_HEIGHT = 4;
  private static final Map<String, Object> DATASOURCE =
      object("type", "prometheus", "uid", "${datasource}");

  private final Dashboard dashboard;
  private final String namespace;

  /**
   * Creates a renderer.
   *
   * @param namespace the project that is selected initially
   */
  GrafanaJson(Dashboard dashboard, String namespace) {
    this.dashboard = dashboard;
    this.namespace = namespace;
  }

  String text() {
    return Json.indented(
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
            "templating", object("list", variables()),
            "annotations", object("list", List.of()),
            "panels", Layout.of(dashboard).stream().map(GrafanaJson::placed).toList()));
  }

  private List<Map<String, Object>> variables() {
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
        DATASOURCE,
        "query",
        query,
        "refresh",
        REFRESH_ON_TIME_RANGE,
        "sort",
        1);
  }

  private static Map<String, Object> placed(Layout.Placed placed) {
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
      // In Grafana, the lowest step has the value null.
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

  /** Joins the results of all queries of a table: one row per label set. */
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

  /** Places panels from left to right in a grid of 24 columns, with line breaks. */
  private static final class Layout {
    private final List<Placed> placed = new ArrayList<>();
    private int x;
    private int y;
    private int lineHeight;

    /** Position and size in the grid. */
    record Place(int x, int y, int width, int height) {}

    /** A panel, or the heading of a row if {@code panel} is null, with its place. */
    record Placed(int id, String heading, @Nullable Panel panel, Place place) {}

    static List<Placed> of(Dashboard dashboard) {
      var layout = new Layout();
      for (Dashboard.Row row : dashboard.rows()) {
        layout.heading(row.title());
        row.panels().forEach(layout::panel);
        layout.nextLine();
      }
      return List.copyOf(layout.placed);
    }

    private void heading(String title) {
      add(title, null, new Place(0, y, Panel.COLUMNS, 1));
      y++;
    }

    private void panel(Panel panel) {
      if (x + panel.width() > Panel.COLUMNS) {
        nextLine();
      }
      int height = panel.kind() == Panel.Kind.STAT ? STAT_HEIGHT : HEIGHT;
      add("", panel, new Place(x, y, panel.width(), height));
      x += panel.width();
      lineHeight = Math.max(lineHeight, height);
    }

    private void add(String heading, @Nullable Panel panel, Place place) {
      placed.add(new Placed(placed.size() + 1, heading, panel, place));
    }

    private void nextLine() {
      x = 0;
      y += lineHeight;
      lineHeight = 0;
    }
  }
}
