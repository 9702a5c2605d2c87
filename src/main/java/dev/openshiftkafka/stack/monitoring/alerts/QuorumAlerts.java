package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.monitoring.Promql;
import java.util.List;

/** Alerts on the members that keep the metadata: ZooKeeper servers or KRaft controllers. */
final class QuorumAlerts {
  /** A server has it only while it serves in the ensemble. */
  private static final String SERVING = "zookeeper_outstandingrequests";

  private final StackConfig config;
  private final ClusterQueries cluster;
  private final Promql promql;

  private QuorumAlerts(StackConfig config) {
    this.config = config;
    this.cluster = new ClusterQueries(config);
    this.promql = cluster.promql();
  }

  static AlertGroup of(StackConfig config) {
    var alerts = new QuorumAlerts(config);
    return config.metadata() == MetadataMode.ZOOKEEPER
        ? new AlertGroup(
            "zookeeper",
            List.of(alerts.ensembleDegraded(), alerts.ensembleLost(), alerts.requestsWait()))
        : new AlertGroup(
            "kafka-quorum", List.of(alerts.controllersDegraded(), alerts.metadataLag()));
  }

  private String missing(String serving) {
    return cluster.members() + " - (" + serving + " >= " + cluster.majority() + ") > 0";
  }

  private Alert ensembleDegraded() {
    return new Alert(
        "ZooKeeperEnsembleDegraded",
        Severity.WARNING,
        missing("count(" + promql.series(SERVING) + ")"),
        "5m",
        "ZooKeeper servers are missing",
        "{{ $value }} of "
            + cluster.members()
            + " ZooKeeper servers do not serve, or are not measured. A majority still does.");
  }

  private Alert ensembleLost() {
    return new Alert(
        "ZooKeeperEnsembleLost",
        Severity.CRITICAL,
        // With nothing heard of the brokers either, the metrics are missing, and not the servers.
        "(count("
            + promql.series(SERVING)
            + ") or 0 * "
            + cluster.measuredBrokers()
            + ") < "
            + cluster.majority(),
        "2m",
        "ZooKeeper has no majority",
        "{{ $value }} of "
            + cluster.members()
            + " ZooKeeper servers serve; "
            + cluster.majority()
            + " are needed. Kafka can elect no leader and make no topic.");
  }

  private Alert requestsWait() {
    return new Alert(
        "ZooKeeperRequestsWait",
        Severity.WARNING,
        "max by (pod) ("
            + promql.series(SERVING)
            + ") > "
            + config.alerts().thresholds().outstandingRequests(),
        "5m",
        "A ZooKeeper server is slower than what it is asked for",
        "{{ $value }} requests wait in ZooKeeper server {{ $labels.pod }}.");
  }

  private Alert controllersDegraded() {
    String leader = promql.of("kafka_server_raftmetrics_current_leader", "controller");
    return new Alert(
        "KafkaControllersDegraded",
        Severity.WARNING,
        missing("count(" + leader + " >= 0)"),
        "5m",
        "Controllers are missing",
        "{{ $value }} of "
            + cluster.members()
            + " controllers do not follow a leader, or are not measured. A majority still does.");
  }

  private Alert metadataLag() {
    return new Alert(
        "KafkaMetadataLag",
        Severity.WARNING,
        "max by (pod) ("
            + promql.series("kafka_controller_kafkacontroller_lastappliedrecordlagms")
            + " or "
            + promql.series("kafka_server_brokermetadatametrics_last_applied_record_lag_ms")
            + ") / 1000 > "
            + config.alerts().thresholds().metadataLagSeconds()
            + " unless on () ("
            + cluster.noController()
            + ")",
        "5m",
        "A node works with old metadata",
        "Pod {{ $labels.pod }} is {{ $value | humanizeDuration }} behind the controllers' metadata.");
  }
}
