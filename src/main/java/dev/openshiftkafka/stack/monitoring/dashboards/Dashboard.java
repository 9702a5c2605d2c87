package dev.openshiftkafka.stack.monitoring.dashboards;

import java.util.List;

/**
 * A dashboard, independent of the format in which it is rendered.
 *
 * @param name short name, unique in the stack; part of file and object names
 * @param variables variables besides the project
 */
record Dashboard(
    String name, String title, String description, List<Variable> variables, List<Row> rows) {

  /** Panels under a heading. */
  record Row(String title, List<Panel> panels) {}

  /**
   * A variable that users select.
   *
   * @param name name in queries, after a dollar sign
   * @param metric metric whose series have the label
   * @param label label whose values can be selected
   */
  record Variable(String name, String title, String metric, String label) {}

  /**
   * A panel of a dashboard.
   *
   * @param description what the values mean, and how to react to them
   * @param width in columns of the grid
   * @param steps thresholds at which the colour changes, in ascending order; empty for values that
   *     are neither good nor bad by themselves
   */
  record Panel(
      Kind kind,
      String title,
      String description,
      Unit unit,
      int width,
      List<Query> queries,
      List<Step> steps) {
    /** Width of a row. */
    static final int COLUMNS = 24;

    /** The visualization. */
    enum Kind {
      GRAPH,
      STAT,
      BARS,
      TABLE
    }

    /** The unit of values. */
    enum Unit {
      NUMBER("short"),
      BYTES("bytes"),
      BYTES_PER_SECOND("Bps"),
      PER_SECOND("ops"),
      /** A ratio from 0 to 1. */
      RATIO("percentunit"),
      MILLISECONDS("ms"),
      SECONDS("s"),
      CORES("short");

      private final String format;

      Unit(String format) {
        this.format = format;
      }

      /** The name of the unit in both Grafana and the console. */
      String format() {
        return format;
      }
    }

    /** The meaning of a value. */
    enum Level {
      GOOD("green"),
      WARNING("orange"),
      CRITICAL("red");

      private final String colour;

      Level(String colour) {
        this.colour = colour;
      }

      String colour() {
        return colour;
      }
    }

    /**
     * A query of a panel.
     *
     * @param expr PromQL expression
     * @param legend name of each series, with label names in double braces
     */
    record Query(String expr, String legend) {}

    /**
     * The level of values from a threshold on; the first level also applies to all lower values.
     */
    record Step(Level level, double from) {}

    static Panel graph(String title, String description, Unit unit, Query... queries) {
      return new Panel(Kind.GRAPH, title, description, unit, 12, List.of(queries), List.of());
    }

    static Panel stat(String title, String description, Unit unit, String expr) {
      return new Panel(
          Kind.STAT, title, description, unit, 4, List.of(new Query(expr, "")), List.of());
    }

    static Panel bars(String title, String description, Unit unit, Query query) {
      return new Panel(Kind.BARS, title, description, unit, 12, List.of(query), List.of());
    }

    static Panel table(String title, String description, Unit unit, Query... queries) {
      return new Panel(Kind.TABLE, title, description, unit, 24, List.of(queries), List.of());
    }

    /** This panel with another width. */
    Panel wide(int columns) {
      return new Panel(kind, title, description, unit, columns, queries, steps);
    }

    /** This panel, good below a threshold and critical from it on. */
    Panel badFrom(double threshold) {
      return with(new Step(Level.GOOD, 0), new Step(Level.CRITICAL, threshold));
    }

    /** This panel, critical below a threshold and good from it on. */
    Panel goodFrom(double threshold) {
      return with(new Step(Level.CRITICAL, 0), new Step(Level.GOOD, threshold));
    }

    /** This panel, critical unless the value is 1. */
    Panel exactlyOne() {
      return with(
          new Step(Level.CRITICAL, 0), new Step(Level.GOOD, 1), new Step(Level.CRITICAL, 2));
    }

    /** This panel for a number of quorum members: critical without a majority, good with all. */
    Panel membersOf(int all) {
      return with(
          new Step(Level.CRITICAL, 0),
          new Step(Level.WARNING, all / 2 + 1),
          new Step(Level.GOOD, all));
    }

    /** This panel, with a warning from one threshold on and critical from another. */
    Panel warningAndBadFrom(double warning, double critical) {
      return with(
          new Step(Level.GOOD, 0),
          new Step(Level.WARNING, warning),
          new Step(Level.CRITICAL, critical));
    }

    /** This panel, with a warning from a threshold on. */
    Panel warningFrom(double threshold) {
      return with(new Step(Level.GOOD, 0), new Step(Level.WARNING, threshold));
    }

    private Panel with(Step... levels) {
      return new Panel(kind, title, description, unit, width, queries, List.of(levels));
    }
  }
}
