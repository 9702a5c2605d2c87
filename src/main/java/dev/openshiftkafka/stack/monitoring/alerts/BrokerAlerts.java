package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.monitoring.Promql;
import java.util.List;

/** Alerts on brokers that are missing, and on the load of those that are there. */
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

  static List<AlertGroup> of(StackConfig config) {
    var alerts = new BrokerAlerts(config);
    return List.of(
        new AlertGroup(
            "kafka-brokers", List.of(alerts.down(), alerts.notMeasured(), alerts.starts())),
        new AlertGroup("kafka-load", List.of(alerts.handlers(), alerts.garbage())));
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
            + " brokers are not in the cluster, or nothing is heard of any.");
  }

  private Alert notMeasured() {
    return new Alert(
        "KafkaBrokersNotMeasured",
        Severity.WARNING,
        cluster.brokersNotMeasured(),
        "15m",
        "Brokers run without being measured",
        "{{ $value }} of the brokers in the cluster give no metrics: no other alert can tell of"
            + " them.");
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
        "A member of the cluster restarts again and again",
        "The JVM in pod {{ $labels.pod }} was started {{ $value }} times within an hour.");
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
        "Brokers are at the end of their capacity",
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
        "A JVM spends much of its time collecting garbage",
        "The JVM in pod {{ $labels.pod }} collects garbage {{ printf \"%.0f\" $value }} % of the"
            + " time.");
  }
}
