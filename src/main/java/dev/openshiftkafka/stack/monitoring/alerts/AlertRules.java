package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.StackConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alerts of a stack: those that can be raised with its metadata, volumes and exporters. */
final class AlertRules {
  private AlertRules() {}

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

  /** The groups as a Prometheus reads them. */
  static Map<String, Object> spec(StackConfig config) {
    var labels = new LinkedHashMap<>(config.alerts().labels());
    // Where an expression has put all pods together, nothing else says whose alert it is.
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
