package dev.openshiftkafka.stack.monitoring.dashboards;

import dev.openshiftkafka.stack.monitoring.Promql;
import java.util.Arrays;
import java.util.stream.Stream;

/** Queries about the project that is chosen in a dashboard. */
final class Queries {
  /** Over how long a rate is: what fits to the range of time that is shown. */
  static final String RATE = "$__rate_interval";

  /** Projects that have a measured cluster. */
  static final String PROJECTS = "label_values(kafka_server_app_info_version, namespace)";

  private static final Promql PROMQL = new Promql("$namespace");
  private static final String POD = "pod=~\"$pod\"";

  private Queries() {}

  /** What a variable can be, in the chosen project. */
  static String values(Dashboard.Variable variable) {
    return "label_values(" + series(variable.metric()) + ", " + variable.label() + ")";
  }

  /** Series of a metric. */
  static String series(String metric, String... matchers) {
    return PROMQL.series(metric, matchers);
  }

  /** Series of a metric of the chosen pods. */
  static String ofPods(String metric, String... matchers) {
    return PROMQL.series(
        metric, Stream.concat(Stream.of(POD), Arrays.stream(matchers)).toArray(String[]::new));
  }

  /** How much a counter grows in a second. */
  static String rate(String series) {
    return "rate(" + series + "[" + RATE + "])";
  }

  /** The sum over all series. */
  static String sum(String query) {
    return "sum(" + query + ")";
  }

  /** The sum over all series with the same value of labels. */
  static String sumBy(String labels, String query) {
    return "sum by (" + labels + ") (" + query + ")";
  }
}
