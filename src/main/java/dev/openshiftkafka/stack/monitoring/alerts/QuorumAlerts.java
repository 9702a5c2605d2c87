package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.QuorumConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.monitoring.Promql;
import dev.openshiftkafka.stack.monitoring.alerts.Alert.Severity;
import java.util.ArrayList;
import java.util.List;

/** Alerts on the quorum that stores the metadata: ZooKeeper servers or KRaft controllers. */
final class QuorumAlerts {
  /** A server exports this metric only while it is in the ensemble. */
  private static final String SERVING = "zookeeper_outstandingrequests";

  private final StackConfig config;
  private final int members;
  private final int majority;
  private final ClusterQueries cluster;
  private final Promql promql;

  private QuorumAlerts(StackConfig config, QuorumConfig quorum) {
    this.config = config;
    this.members = quorum.members();
    this.majority = members / 2 + 1;
    this.cluster = new ClusterQueries(config);
    this.promql = cluster.promql();
  }

  /**
   * A group for each quorum: two during a migration.
   *
   * @param form form of the quorum of KRaft controllers
   */
  static List<Alert.Group> of(StackConfig config, QuorumForm form) {
    var groups = new ArrayList<Alert.Group>();
    if (config.hasZooKeeper()) {
      var alerts = new QuorumAlerts(config, config.quorum());
      groups.add(
          new Alert.Group(
              "zookeeper",
              List.of(alerts.ensembleDegraded(), alerts.ensembleLost(), alerts.requestsWait())));
    }
    if (config.runsControllers()) {
      var alerts = new QuorumAlerts(config, config.controllers());
      var controllers =
          new ArrayList<>(List.of(alerts.controllersDegraded(), alerts.metadataLag()));
      if (form.isDynamic()) {
        controllers.add(alerts.notVoter());
      }
      groups.add(new Alert.Group("kafka-quorum", List.copyOf(controllers)));
    }
    return List.copyOf(groups);
  }

  private String missing(String serving) {
    return members + " - (" + serving + " >= " + majority + ") > 0";
  }

  private Alert ensembleDegraded() {
    return new Alert(
        "ZooKeeperEnsembleDegraded",
        Severity.WARNING,
        missing("count(" + promql.series(SERVING) + ")"),
        "5m",
        "ZooKeeper servers are missing",
        "{{ $value }} of "
            + members
            + " ZooKeeper servers do not serve, or export no metrics. A majority still serves.");
  }

  private Alert ensembleLost() {
    return new Alert(
        "ZooKeeperEnsembleLost",
        Severity.CRITICAL,
        // Without metrics of brokers as well, the monitoring is down, not ZooKeeper.
        "(count("
            + promql.series(SERVING)
            + ") or 0 * "
            + cluster.measuredBrokers()
            + ") < "
            + majority,
        "2m",
        "ZooKeeper has no majority",
        "{{ $value }} of "
            + members
            + " ZooKeeper servers serve; "
            + majority
            + " are required. Kafka cannot elect leaders or create topics.");
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
        "A ZooKeeper server cannot keep up with its requests",
        "ZooKeeper server {{ $labels.pod }} has {{ $value }} outstanding requests.");
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
            + members
            + " controllers have no leader, or export no metrics. A majority still has one.");
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
        "A node uses stale metadata",
        "Pod {{ $labels.pod }} lags {{ $value | humanizeDuration }} behind the controllers' metadata.");
  }

  /**
   * A new controller, or one whose volume was emptied, is an observer until it has joined. Brokers
   * are always observers.
   */
  private Alert notVoter() {
    return new Alert(
        "KafkaControllerNotVoter",
        Severity.WARNING,
        "max by (pod) ("
            + promql.series(
                "kafka_server_raftmetrics_current_state",
                Promql.COMPONENT + "=\"" + Names.CONTROLLER_COMPONENT + "\"",
                "current_state=\"observer\"")
            + ") > 0",
        "10m",
        "A controller is not a voter of the quorum",
        "Controller {{ $labels.pod }} follows the leader as an observer and does not become a voter: the"
            + " quorum tolerates one failure less.");
  }
}
