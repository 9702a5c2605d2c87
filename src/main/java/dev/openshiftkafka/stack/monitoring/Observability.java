package dev.openshiftkafka.stack.monitoring;

import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.stack.monitoring.alerts.Alerts;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboards;
import java.util.List;
import java.util.Map;

/** What is made of the metrics: monitors, alerts and dashboards. */
public final class Observability {
  private Observability() {}

  /**
   * Declares what the stack has of it.
   *
   * @param brokers what the exporter of consumer lag waits for
   */
  public static void declare(
      StackConfig config,
      Map<String, String> podAnnotations,
      Resource brokers,
      ComponentResourceOptions options) {
    new Monitoring(config, podAnnotations, brokers, options);
    if (config.alerts().enabled()) {
      new Alerts(config, options);
    }
    if (config.dashboards().grafana() || config.dashboards().console()) {
      new Dashboards(config, options);
    }
  }

  /** Service accounts of its pods. */
  public static List<String> serviceAccounts(StackConfig config) {
    return Monitoring.serviceAccounts(config);
  }

  /** Adds the names of its objects, for the rights of the deployer. */
  public static void addTo(ResourceInventory objects, StackConfig config) {
    ExporterImage.addTo(objects, config);
    Monitoring.addTo(objects, config);
    if (config.alerts().enabled()) {
      Alerts.addTo(objects);
    }
    Dashboards.addTo(objects, config);
  }
}
