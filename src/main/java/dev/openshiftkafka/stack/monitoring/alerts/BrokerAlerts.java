package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.monitoring.Promql;
import dev.openshiftkafka.stack.monitoring.alerts.Alert.Severity;
import java.util.List;

/** Alerts on missing brokers and on the load of brokers. */
final class BrokerAlerts {
  private static final String[] ALL = {"broker", "controller", "zookeeper"};

  private final StackConfig config;
  private final ClusterQueries cluster;
  private final Promql promql;

  private BrokerAlerts(StackConfig config) {
    this.config = config;
    this.cluster = new ClusterQueries(config);
    this.promql = cluster.promql();
  }

  static List<Alert.Group> of(StackConfig config) {
    var alerts = new BrokerAlerts(config);
    return List.of(
        new Alert.Group(
            "kafka-brokers",
            List.of(alerts.down(), alerts.notMeasured(), alerts.starts(), alerts.recovery())),
        new Alert.Group("kafka-load", List.of(alerts.handlers(), alerts.garbage())));
  }

  private Alert down() {
    return new Alert(
        "KafkaBrokersDown",
        Severity.CRITICAL,
        cluster.brokersDown(),
        "5m",
        "Brokers are down",
        "{{ $value }} of "
            + cluster.brokers()
            + " brokers are not in the cluster, or no broker exports metrics.");
  }

  private Alert notMeasured() {
    return new Alert(
        "KafkaBrokersNotMeasured",
        Severity.WARNING,
        cluster.brokersNotMeasured(),
        "15m",
        "Running brokers export no metrics",
        "{{ $value }} brokers in the cluster export no metrics, so other alerts do not cover them.");
  }

  private Alert starts() {
    return new Alert(
        "KafkaRestartsOften",
        Severity.WARNING,
        "max by (pod) (changes("
            + promql.of("process_start_time_seconds", ALL)
            + "[1h])) > "
            + config.alerts().thresholds().startsPerHour(),
        "0m",
        "A node restarts repeatedly",
        "The JVM in pod {{ $labels.pod }} was started {{ $value }} times within one hour.");
  }

  /** The exporter's container runs from the start, so it exports the gauge during the recovery. */
  private Alert recovery() {
    return new Alert(
        "KafkaLogRecovery",
        Severity.WARNING,
        "max by (pod) (" + promql.series("kafka_log_logmanager_remaininglogstorecover") + ") > 0",
        "10m",
        "A broker recovers its logs",
        "Broker {{ $labels.pod }} has been loading or recovering its logs for more than 10 minutes;"
            + " {{ $value }} logs remain. It serves no client until then. A restart would begin the"
            + " recovery from the start.");
  }

  private Alert handlers() {
    String idle = "kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent";
    return new Alert(
        "KafkaRequestHandlersBusy",
        Severity.WARNING,
        "100 * min("
            + promql.of(idle, "broker")
            + ") < "
            + config.alerts().thresholds().handlerIdlePercent(),
        "10m",
        "Brokers are near their capacity",
        "The request handlers of the busiest broker are idle {{ printf \"%.0f\" $value }} % of the"
            + " time; below "
            + config.alerts().thresholds().handlerIdlePercent()
            + " % requests begin to queue.");
  }

  private Alert garbage() {
    return new Alert(
        "KafkaGcTimeHigh",
        Severity.WARNING,
        "100 * sum by (pod) (rate("
            + promql.of("jvm_gc_collection_seconds_sum", ALL)
            + "[5m])) > "
            + config.alerts().thresholds().gcTimePercent(),
        "10m",
        "A JVM spends much time in garbage collection",
        "The JVM in pod {{ $labels.pod }} spends {{ printf \"%.0f\" $value }} % of its time in garbage"
            + " collection.");
  }
}
