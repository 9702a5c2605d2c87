package dev.openshiftkafka.stack.monitoring.alerts;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.core.Output;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.kubernetes.CustomKind;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.stack.monitoring.Promql;
import dev.openshiftkafka.stack.monitoring.alerts.Alert.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The PrometheusRule with the alerts of a configuration: only those whose metrics exist in it. */
public final class Alerts implements Operand {
  private static final String NAME = "kafka";
  private static final String COMPONENT = "alerts";

  private final StackConfig config;

  /** Creates the operand of a configuration. */
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
                Output.of(spec(config, QuorumForm.of(context.deployed(), config))),
                component.child().build()));
  }

  /** The alerts of a configuration, in groups. */
  static List<Alert.Group> groups(StackConfig config, QuorumForm form) {
    var groups = new ArrayList<Alert.Group>();
    groups.add(VolumeAlerts.space(config));
    if (config.exporter().enabled()) {
      groups.addAll(BrokerAlerts.of(config));
      groups.addAll(ReplicationAlerts.of(config));
      groups.addAll(QuorumAlerts.of(config, form));
      VolumeAlerts.burst(config).ifPresent(groups::add);
      VolumeAlerts.guard(config).ifPresent(groups::add);
      CertificateAlerts.of(config).ifPresent(groups::add);
      TieredStorageAlerts.of(config).ifPresent(groups::add);
    }
    if (config.monitoring().lag().enabled()) {
      groups.add(consumers(config));
    }
    return List.copyOf(groups);
  }

  /** The groups in the format of Prometheus. */
  static Map<String, Object> spec(StackConfig config, QuorumForm form) {
    var labels = new LinkedHashMap<>(config.alerts().labels());
    // The result of an expression that aggregates over all pods has no label with the project.
    labels.put("namespace", config.project().name());
    return Map.of(
        "groups",
        groups(config, form).stream()
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

  /** The alert on consumer groups, from the consumer lag exporter. */
  private static Alert.Group consumers(StackConfig config) {
    String lag = new Promql(config.project().name()).series("kafka_consumer_group_lag_sum");
    return new Alert.Group(
        "kafka-consumers",
        List.of(
            new Alert(
                "KafkaConsumerLagGrows",
                Severity.WARNING,
                "sum by (group) ("
                    + lag
                    + ") > "
                    + config.alerts().thresholds().consumerLag()
                    + " and sum by (group) (deriv("
                    + lag
                    + "[15m])) > 0",
                "15m",
                "The lag of a consumer group grows",
                "Consumer group {{ $labels.group }} lags {{ printf \"%.0f\" $value }} records behind, and"
                    + " the lag grows.")));
  }
}
