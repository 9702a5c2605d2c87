package dev.openshiftkafka.stack.monitoring.dashboards;

import java.util.List;

/**
 * A dashboard.
 *
 * @param name short name, unique in its stack: part of the names of files and objects
 * @param title what people see
 * @param variables what people choose besides the project
 */
record Dashboard(
    String name, String title, String description, List<Variable> variables, List<Row> rows) {

  /** Panels under a heading. */
  record Row(String title, List<Panel> panels) {}

  /**
   * A choice.
   *
   * @param name as the queries name it, after a dollar
   * @param metric whose series have it as a label
   * @param label that label
   */
  record Variable(String name, String title, String metric, String label) {}
}
