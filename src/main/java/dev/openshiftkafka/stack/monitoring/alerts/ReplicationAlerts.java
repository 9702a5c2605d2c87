package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.monitoring.Promql;
import dev.openshiftkafka.stack.monitoring.alerts.Alert.Severity;
import java.util.List;

/** Alerts on partitions without enough replicas, and on the active controller. */
final class ReplicationAlerts {
  private final ClusterQueries cluster;
  private final Promql promql;

  private ReplicationAlerts(StackConfig config) {
    this.cluster = new ClusterQueries(config);
    this.promql = cluster.promql();
  }

  static List<Alert.Group> of(StackConfig config) {
    var alerts = new ReplicationAlerts(config);
    return List.of(
        new Alert.Group(
            "kafka-partitions",
            List.of(
                alerts.offline(),
                alerts.underMinIsr(),
                alerts.underReplicated(),
                alerts.uncleanElection(),
                alerts.offlineDirectories())),
        new Alert.Group("kafka-controller", List.of(alerts.noController(), alerts.several())));
  }

  private String sum(String metric) {
    return "sum(" + promql.series(metric) + ")";
  }

  private Alert offline() {
    return new Alert(
        "KafkaOfflinePartitions",
        Severity.CRITICAL,
        // Several controllers may export the count, so a sum could count each partition repeatedly.
        "max(" + promql.series("kafka_controller_kafkacontroller_offlinepartitionscount") + ") > 0",
        "1m",
        "Partitions have no leader",
        "{{ $value }} partitions have no leader: clients can neither write nor read them.");
  }

  private Alert underMinIsr() {
    return new Alert(
        "KafkaUnderMinIsrPartitions",
        Severity.CRITICAL,
        sum("kafka_server_replicamanager_underminisrpartitioncount") + " > 0",
        "2m",
        "Partitions are below min.insync.replicas",
        "{{ $value }} partitions have fewer in-sync replicas than min.insync.replicas: producers with"
            + " acks=all cannot write to them.");
  }

  private Alert underReplicated() {
    return new Alert(
        "KafkaUnderReplicatedPartitions",
        Severity.WARNING,
        sum("kafka_server_replicamanager_underreplicatedpartitions") + " > 0",
        "1m",
        "Partitions are under-replicated",
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
        "An unclean leader election lost records",
        "An out-of-sync replica became leader within the last 15 minutes, about"
            + " {{ printf \"%.0f\" $value }} times: records that only other replicas had are lost.");
  }

  private Alert offlineDirectories() {
    return new Alert(
        "KafkaLogDirectoryOffline",
        Severity.CRITICAL,
        "max by (pod) (" + promql.series("kafka_log_logmanager_offlinelogdirectorycount") + ") > 0",
        "1m",
        "A log directory is offline",
        "Broker {{ $labels.pod }} has {{ $value }} offline log directories after a disk error.");
  }

  private Alert noController() {
    return new Alert(
        "KafkaNoActiveController",
        Severity.CRITICAL,
        cluster.noController(),
        "2m",
        "There is no active controller",
        "No node is the active controller: Kafka cannot elect leaders or create topics.");
  }

  private Alert several() {
    return new Alert(
        "KafkaSeveralControllers",
        Severity.CRITICAL,
        cluster.activeControllers() + " > 1",
        "5m",
        "Several nodes are the active controller",
        "{{ $value }} nodes report that they are the active controller.");
  }
}
