package dev.openshiftkafka.stack.monitoring;

import dev.openshiftkafka.config.LagExporterConfig;
import dev.openshiftkafka.config.PrometheusDuration;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Renders the configuration of the OpenTelemetry Collector that exports consumer lag. */
final class CollectorConfig {
  static final String FILE = "collector.yaml";
  static final int HEALTH_PORT = 13133;

  private final StackConfig config;

  CollectorConfig(StackConfig config) {
    this.config = config;
  }

  String yaml() {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(options)
        .dump(
            ordered(
                "extensions",
                Map.of("health_check", Map.of("endpoint", ":" + HEALTH_PORT)),
                "receivers",
                Map.of("kafkametrics", receiver()),
                "processors",
                ordered("memory_limiter", memoryLimiter(), "filter", filter()),
                "exporters",
                Map.of("prometheus", exporter()),
                "service",
                service()));
  }

  /** What the brokers tell of themselves comes from their own exporters. */
  private Map<String, Object> receiver() {
    LagExporterConfig lag = config.monitoring().lag();
    return ordered(
        "brokers",
        List.of(BrokerAddresses.bootstrapServers(config).split(",")),
        "client_id",
        LagExporter.NAME,
        "collection_interval",
        config.monitoring().interval(),
        "timeout",
        config.monitoring().interval(),
        "group_match",
        literal(lag.groupFilter()),
        "topic_match",
        literal(lag.topicFilter()),
        "scrapers",
        List.of("brokers", "consumers"),
        "metrics",
        ordered(
            "kafka.consumer_group.offset", Map.of("enabled", false),
            "kafka.consumer_group.offset_sum", Map.of("enabled", false)));
  }

  /** The Collector takes a dollar for the start of a reference, unless it is doubled. */
  private static String literal(String text) {
    return text.replace("$", "$$");
  }

  /** Shares of the container's memory: what comes above is refused and said in the log. */
  private static Map<String, Object> memoryLimiter() {
    return ordered("check_interval", "1s", "limit_percentage", 80, "spike_limit_percentage", 20);
  }

  /**
   * The receiver says -1 for each partition of the cluster that a group has never read: groups
   * times partitions of series without a meaning.
   */
  private static Map<String, Object> filter() {
    return ordered(
        "error_mode", "propagate", "metrics", Map.of("datapoint", List.of("value_int < 0")));
  }

  private Map<String, Object> exporter() {
    int interval = PrometheusDuration.seconds(config.monitoring().interval());
    return ordered(
        "endpoint",
        ":" + LagExporter.PORT,
        // The names as they are: no _ratio behind a number of records.
        "translation_strategy",
        "UnderscoreEscapingWithoutSuffixes",
        "without_scope_info",
        true,
        // An exporter that cannot reach the brokers must not show the last lag as today's.
        "metric_expiration",
        2 * interval + "s");
  }

  private static Map<String, Object> service() {
    return ordered(
        "extensions",
        List.of("health_check"),
        // Its own metrics would need a second port; what it cannot do, it says in its log.
        "telemetry",
        Map.of("metrics", Map.of("level", "none")),
        "pipelines",
        Map.of(
            "metrics",
            ordered(
                "receivers",
                List.of("kafkametrics"),
                "processors",
                List.of("memory_limiter", "filter"),
                "exporters",
                List.of("prometheus"))));
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
