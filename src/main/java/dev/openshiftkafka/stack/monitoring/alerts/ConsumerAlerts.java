package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.monitoring.Promql;
import java.util.List;

/** Alerts on consumer groups, from the exporter of consumer lag. */
final class ConsumerAlerts {
  private ConsumerAlerts() {}

  static AlertGroup of(StackConfig config) {
    String lag = new Promql(config.project().name()).series("kafka_consumer_group_lag_sum");
    return new AlertGroup(
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
                "A consumer group falls behind",
                "Consumer group {{ $labels.group }} is {{ printf \"%.0f\" $value }} records behind, and"
                    + " falls further behind.")));
  }
}
