package dev.openshiftkafka.stack.monitoring.dashboards;

import java.util.List;

/**
 * A panel.
 *
 * @param description what the figures mean, and what to do about them
 * @param width of the 24 columns of a row
 * @param steps figures from which on a panel changes its colour, in rising order; empty when none
 *     is good or bad by itself
 */
record Panel(
    Kind kind,
    String title,
    String description,
    Unit unit,
    int width,
    List<Query> queries,
    List<Step> steps) {
  static final int COLUMNS = 24;

  /** How figures are shown. */
  enum Kind {
    GRAPH,
    STAT,
    BARS,
    TABLE
  }

  /** What figures are of. */
  enum Unit {
    NUMBER("short"),
    BYTES("bytes"),
    BYTES_PER_SECOND("Bps"),
    PER_SECOND("ops"),
    /** From 0 to 1. */
    SHARE("percentunit"),
    MILLISECONDS("ms"),
    SECONDS("s"),
    CORES("short");

    private final String format;

    Unit(String format) {
      this.format = format;
    }

    /** As both Grafana and the console name it. */
    String format() {
      return format;
    }
  }

  /** What a figure means. */
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
   * What a panel asks.
   *
   * @param legend name of each series, with labels in double braces
   */
  record Query(String expr, String legend) {}

  /** The level from a figure on; the first one's figure stands for everything below, too. */
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

  /** The same panel of another width. */
  Panel wide(int columns) {
    return new Panel(kind, title, description, unit, columns, queries, steps);
  }

  /** The same panel, good below a figure and critical from it on. */
  Panel badFrom(double figure) {
    return with(new Step(Level.GOOD, 0), new Step(Level.CRITICAL, figure));
  }

  /** The same panel, critical below a figure and good from it on. */
  Panel goodFrom(double figure) {
    return with(new Step(Level.CRITICAL, 0), new Step(Level.GOOD, figure));
  }

  /** The same panel, critical unless the figure is one. */
  Panel exactlyOne() {
    return with(new Step(Level.CRITICAL, 0), new Step(Level.GOOD, 1), new Step(Level.CRITICAL, 2));
  }

  /** The same panel of how many members there are: critical without a majority. */
  Panel membersOf(int all) {
    return with(
        new Step(Level.CRITICAL, 0),
        new Step(Level.WARNING, all / 2 + 1),
        new Step(Level.GOOD, all));
  }

  /** The same panel, with a warning from one figure on and critical from another. */
  Panel warningAndBadFrom(double warning, double critical) {
    return with(
        new Step(Level.GOOD, 0),
        new Step(Level.WARNING, warning),
        new Step(Level.CRITICAL, critical));
  }

  /** The same panel, with a warning from a figure on. */
  Panel warningFrom(double figure) {
    return with(new Step(Level.GOOD, 0), new Step(Level.WARNING, figure));
  }

  /** The same panel, with levels. */
  private Panel with(Step... levels) {
    return new Panel(kind, title, description, unit, width, queries, List.of(levels));
  }
}
