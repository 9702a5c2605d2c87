package dev.openshiftkafka.observability;

import com.pulumi.resources.ComponentResourceOptions;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.observability.alerts.Alerts;
import dev.openshiftkafka.observability.dashboards.Dashboards;
import dev.openshiftkafka.openshift.DeclaredObjects;

/** What others make of the metrics: alerts and dashboards. */
public final class Observability {
  private Observability() {}

  /** Declares what the stack has of it. */
  public static void declare(StackConfig config, ComponentResourceOptions options) {
    if (config.alerts().enabled()) {
      new Alerts(config, options);
    }
    if (config.dashboards().grafana() || config.dashboards().console()) {
      new Dashboards(config, options);
    }
  }

  /** Adds the names of its objects, for the rights of the deployer. */
  public static void addTo(DeclaredObjects objects, StackConfig config) {
    if (config.alerts().enabled()) {
      Alerts.addTo(objects);
    }
    Dashboards.addTo(objects, config);
  }
}
