package dev.openshiftkafka.stack.monitoring;

import dev.openshiftkafka.config.ScrapeMode;
import dev.openshiftkafka.config.StackConfig;
import java.util.Map;
import java.util.TreeMap;

/**
 * The annotations by which a Prometheus without operator finds pods.
 *
 * <p>They name one port, and so one exporter, of a pod.
 */
public final class ScrapeAnnotations {
  private ScrapeAnnotations() {}

  /** The annotations of a pod of the cluster: those given, and those of its exporter if wanted. */
  public static Map<String, String> ofMembers(StackConfig config, Map<String, String> others) {
    return config.exporter().enabled() ? with(config, others, JmxExporter.PORT) : others;
  }

  static Map<String, String> with(StackConfig config, Map<String, String> others, int port) {
    var annotations = new TreeMap<>(others);
    if (config.monitoring().scrape() == ScrapeMode.ANNOTATIONS) {
      annotations.put("prometheus.io/scrape", "true");
      annotations.put("prometheus.io/port", String.valueOf(port));
      annotations.put("prometheus.io/path", "/metrics");
    }
    return annotations;
  }
}
