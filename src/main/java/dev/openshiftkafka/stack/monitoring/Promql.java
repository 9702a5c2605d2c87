package dev.openshiftkafka.stack.monitoring;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds PromQL selectors, each limited to one project.
 *
 * @param namespace name of the project, or a dashboard variable
 */
public record Promql(String namespace) {
  /** Label that distinguishes brokers, controllers and ZooKeeper servers. */
  public static final String COMPONENT = "component";

  /** Selects the series of a metric, with further label matchers such as {@code topic=""}. */
  public String series(String metric, String... matchers) {
    return metric
        + Stream.concat(Stream.of("namespace=\"" + namespace + "\""), Arrays.stream(matchers))
            .collect(Collectors.joining(",", "{", "}"));
  }

  /**
   * Selects the series of components, for a metric that other pods of the project may export, too.
   */
  public String of(String metric, String... components) {
    return series(metric, COMPONENT + "=~\"" + String.join("|", components) + "\"");
  }
}
