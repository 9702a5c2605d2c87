package dev.openshiftkafka.stack.monitoring.alerts;

import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.PrometheusRule;
import dev.openshiftkafka.kubernetes.PrometheusRuleArgs;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.Map;

/** Declares the alerts. */
public final class Alerts extends ComponentResource {
  private static final String NAME = "kafka";
  private static final String COMPONENT = "alerts";

  /** Declares them. */
  public Alerts(StackConfig config, ComponentResourceOptions options) {
    super("openshiftkafka:observability:Alerts", NAME, ResourceArgs.Empty, options);
    new PrometheusRule(
        NAME,
        new PrometheusRuleArgs(
            Labels.meta(config.project().name(), NAME, COMPONENT), AlertRules.spec(config)),
        CustomResourceOptions.builder().parent(this).build());
    this.registerOutputs(Map.of());
  }

  /** Adds the names of its objects, for the rights of the deployer. */
  public static void addTo(ResourceInventory objects) {
    objects.add(inProject("monitoring.coreos.com", "prometheusrules"), NAME);
  }
}
