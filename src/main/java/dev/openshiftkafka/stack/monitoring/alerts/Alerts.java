package dev.openshiftkafka.stack.monitoring.alerts;

import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.core.Output;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.CustomKind;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The PrometheusRule with the alerts that the stack's metadata, volumes and exporters can raise.
 */
public final class Alerts implements Operand {
  private static final String NAME = "kafka";
  private static final String COMPONENT = "alerts";

  private final StackConfig config;

  /** Takes the configuration of the stack. */
  public Alerts(StackConfig config) {
    this.config = config;
  }

  @Override
  public boolean enabled() {
    return config.alerts().enabled();
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    inventory.add(inProject("monitoring.coreos.com", "prometheusrules"), NAME);
  }

  @Override
  public void declare(DeploymentContext context) {
    new OperandComponent(
        "openshiftkafka:observability:Alerts",
        NAME,
        context.inProject(),
        component ->
            new CustomKind(
                "monitoring.coreos.com/v1",
                "PrometheusRule",
                NAME,
                Labels.meta(config.project().name(), NAME, COMPONENT),
                Output.of(spec(config)),
                component.child().build()));
  }

  /** The groups of alerts. */
  static List<AlertGroup> groups(StackConfig config) {
    var groups = new ArrayList<AlertGroup>();
    groups.add(DiskAlerts.of(config));
    if (config.exporter().enabled()) {
      groups.addAll(BrokerAlerts.of(config));
      groups.addAll(ReplicationAlerts.of(config));
      groups.add(QuorumAlerts.of(config));
      BurstAlerts.of(config).ifPresent(groups::add);
    }
    if (config.monitoring().lag().enabled()) {
      groups.add(ConsumerAlerts.of(config));
    }
    return List.copyOf(groups);
  }

  /** The groups in the format of Prometheus. */
  static Map<String, Object> spec(StackConfig config) {
    var labels = new LinkedHashMap<>(config.alerts().labels());
    // An expression that aggregates over all pods has no other label that names the project.
    labels.put("namespace", config.project().name());
    return Map.of(
        "groups",
        groups(config).stream()
            .map(
                group ->
                    Map.of(
                        "name",
                        group.name(),
                        "rules",
                        group.alerts().stream()
                            .map(alert -> alert.rule(labels, config.alerts().runbooks()))
                            .toList()))
            .toList());
  }
}
