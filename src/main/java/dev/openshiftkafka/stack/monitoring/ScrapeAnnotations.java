package dev.openshiftkafka.stack.monitoring;

import dev.openshiftkafka.config.ScrapeMode;
import dev.openshiftkafka.config.StackConfig;
import java.util.Map;

/**
 * Pod annotations by which a Prometheus without an operator finds exporters.
 *
 * <p>They name one port, and therefore one exporter, of a pod.
 */
public final class ScrapeAnnotations {
  private ScrapeAnnotations() {}

  /** Annotations of brokers and quorum; empty without an exporter or with PodMonitors. */
  public static Map<String, String> ofNodes(StackConfig config) {
    return config.exporter().enabled() ? of(config, JmxExporter.PORT) : Map.of();
  }

  /** Annotations of a pod whose exporter listens on a port; empty with PodMonitors. */
  static Map<String, String> of(StackConfig config, int port) {
    return config.monitoring().scrape() == ScrapeMode.ANNOTATIONS
        ? Map.of(
            "prometheus.io/scrape", "true",
            "prometheus.io/port", String.valueOf(port),
            "prometheus.io/path", "/metrics")
        : Map.of();
  }
}
