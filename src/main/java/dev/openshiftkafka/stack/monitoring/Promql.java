package dev.openshiftkafka.stack.monitoring;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes selectors of Prometheus's query language, each limited to one project.
 *
 * @param namespace the project, or a variable that stands for it
 */
public record Promql(String namespace) {
  /** Label of the pods that tells brokers, controllers and ZooKeeper servers apart. */
  public static final String COMPONENT = "component";

  /** Series of a metric, with matchers of further labels such as {@code topic=""}. */
  public String series(String metric, String... matchers) {
    return metric
        + Stream.concat(Stream.of("namespace=\"" + namespace + "\""), Arrays.stream(matchers))
            .collect(Collectors.joining(",", "{", "}"));
  }

  /** Series of a metric that other pods of the project may have, too: of these components only. */
  public String of(String metric, String... components) {
    return series(metric, COMPONENT + "=~\"" + String.join("|", components) + "\"");
  }
}
