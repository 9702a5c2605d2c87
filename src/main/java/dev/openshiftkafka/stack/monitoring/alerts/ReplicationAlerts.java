package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.monitoring.Promql;
import java.util.List;

/** Alerts on partitions without enough replicas, and on who decides about them. */
final class ReplicationAlerts {
  private final ClusterQueries cluster;
  private final Promql promql;

  private ReplicationAlerts(StackConfig config) {
    this.cluster = new ClusterQueries(config);
    this.promql = cluster.promql();
  }

  static List<AlertGroup> of(StackConfig config) {
    var alerts = new ReplicationAlerts(config);
    return List.of(
        new AlertGroup(
            "kafka-partitions",
            List.of(
                alerts.offline(),
                alerts.underMinIsr(),
                alerts.underReplicated(),
                alerts.uncleanElection(),
                alerts.offlineFolders())),
        new AlertGroup("kafka-controller", List.of(alerts.noController(), alerts.several())));
  }

  private String sum(String metric) {
    return "sum(" + promql.series(metric) + ")";
  }

  private Alert offline() {
    return new Alert(
        "KafkaOfflinePartitions",
        Severity.CRITICAL,
        // Each controller may count them, so that a sum would count them several times.
        "max(" + promql.series("kafka_controller_kafkacontroller_offlinepartitionscount") + ") > 0",
        "1m",
        "Partitions have no leader",
        "{{ $value }} partitions have no leader: they can be neither written nor read.");
  }

  private Alert underMinIsr() {
    return new Alert(
        "KafkaUnderMinIsrPartitions",
        Severity.CRITICAL,
        sum("kafka_server_replicamanager_underminisrpartitioncount") + " > 0",
        "2m",
        "Partitions refuse writes",
        "{{ $value }} partitions have fewer replicas in sync than min.insync.replicas: producers with"
            + " acks=all cannot write to them.");
  }

  private Alert underReplicated() {
    return new Alert(
        "KafkaUnderReplicatedPartitions",
        Severity.WARNING,
        sum("kafka_server_replicamanager_underreplicatedpartitions") + " > 0",
        "1m",
        "Partitions lack replicas",
        "{{ $value }} partitions have a replica that is not in sync.");
  }

  private Alert uncleanElection() {
    return new Alert(
        "KafkaUncleanLeaderElection",
        Severity.CRITICAL,
        "sum(increase("
            + promql.series("kafka_controller_controllerstats_uncleanleaderelections_total")
            + "[15m])) > 0",
        "0m",
        "Acknowledged records were lost",
        "A replica that was not in sync became a leader within the last 15 minutes, about"
            + " {{ printf \"%.0f\" $value }} times: what only the others had is lost.");
  }

  private Alert offlineFolders() {
    return new Alert(
        "KafkaLogDirectoryOffline",
        Severity.CRITICAL,
        "max by (pod) (" + promql.series("kafka_log_logmanager_offlinelogdirectorycount") + ") > 0",
        "1m",
        "A broker cannot use its volume",
        "Broker {{ $labels.pod }} has taken {{ $value }} folders of its data out of service after an"
            + " error of the disk.");
  }

  private Alert noController() {
    return new Alert(
        "KafkaNoActiveController",
        Severity.CRITICAL,
        cluster.noController(),
        "2m",
        "Nobody is the controller",
        "No node is the active controller: no leader can be elected, and no topic made.");
  }

  private Alert several() {
    return new Alert(
        "KafkaSeveralControllers",
        Severity.CRITICAL,
        cluster.activeControllers() + " > 1",
        "5m",
        "Several nodes hold themselves for the controller",
        "{{ $value }} nodes say that they are the active controller.");
  }
}
