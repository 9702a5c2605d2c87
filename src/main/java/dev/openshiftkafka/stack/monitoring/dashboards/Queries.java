package dev.openshiftkafka.stack.monitoring.dashboards;

import dev.openshiftkafka.stack.monitoring.Promql;
import java.util.Arrays;
import java.util.stream.Stream;

/** PromQL expressions for the project and the pods that are selected in a dashboard. */
final class Queries {
  /** Grafana's variable for the interval of a rate, which depends on the displayed time range. */
  static final String RATE = "$__rate_interval";

  /** The projects with a cluster that exports metrics. */
  static final String PROJECTS = "label_values(kafka_server_app_info_version, namespace)";

  private static final Promql PROMQL = new Promql("$namespace");
  private static final String POD = "pod=~\"$pod\"";

  private Queries() {}

  /** The values of a variable in the selected project. */
  static String values(Dashboard.Variable variable) {
    return "label_values(" + series(variable.metric()) + ", " + variable.label() + ")";
  }

  /** Selects the series of a metric. */
  static String series(String metric, String... matchers) {
    return PROMQL.series(metric, matchers);
  }

  /** Selects the series of a metric of the selected pods. */
  static String ofPods(String metric, String... matchers) {
    return PROMQL.series(
        metric, Stream.concat(Stream.of(POD), Arrays.stream(matchers)).toArray(String[]::new));
  }

  /** The increase of a counter per second. */
  static String rate(String series) {
    return "rate(" + series + "[" + RATE + "])";
  }

  /** The sum over all series. */
  static String sum(String query) {
    return "sum(" + query + ")";
  }

  /** The sum over all series with the same values of labels. */
  static String sumBy(String labels, String query) {
    return "sum by (" + labels + ") (" + query + ")";
  }
}
