package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.stat;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.series;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.sum;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.sumBy;

import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Unit;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import java.util.List;

/** An overview of the cluster: health, traffic, latency and volumes. */
final class ClusterDashboard {
  private static final String CONTROLLER = "kafka_controller_kafkacontroller_";
  private static final String REPLICAS = "kafka_server_replicamanager_";
  private static final String TOPICS = "kafka_server_brokertopicmetrics_";
  private static final String DISK = "kubelet_volume_stats_";
  private static final String CLAIMS = "persistentvolumeclaim=~\"" + Names.CLAIM_TEMPLATE + "-.+\"";

  private ClusterDashboard() {}

  static Dashboard of(int brokers) {
    return new Dashboard(
        "cluster",
        "Kafka / Cluster",
        "Overview of the cluster: health, traffic, latency and volumes.",
        List.of(),
        List.of(health(brokers), traffic(), latency(), disks()));
  }

  private static Row health(int brokers) {
    return new Row(
        "Health",
        List.of(
            brokersIn(brokers),
            stat(
                    "Active controllers",
                    "Exactly one node must be the controller.",
                    Unit.NUMBER,
                    sum(series(CONTROLLER + "activecontrollercount")))
                .exactlyOne(),
            greatest(
                    "Offline partitions",
                    "Partitions without a leader: clients can neither write nor read them.",
                    "offlinepartitionscount")
                .badFrom(1),
            stat(
                    "Partitions under min ISR",
                    "Producers with acks=all cannot write to them.",
                    Unit.NUMBER,
                    sum(series(REPLICAS + "underminisrpartitioncount")))
                .badFrom(1),
            stat(
                    "Under-replicated partitions",
                    "Partitions with a replica that is not in sync.",
                    Unit.NUMBER,
                    sum(series(REPLICAS + "underreplicatedpartitions")))
                .warningFrom(1),
            greatest(
                "Partitions",
                "Partitions in the cluster, each counted once.",
                "globalpartitioncount")));
  }

  private static Panel brokersIn(int brokers) {
    return greatest(
            "Brokers",
            "Active brokers, as counted by the active controller; the stack declares "
                + brokers
                + ".",
            "activebrokercount")
        .goodFrom(brokers);
  }

  /** The maximum: some metrics are exported by all controllers, others by the active one only. */
  private static Panel greatest(String title, String description, String metric) {
    return stat(title, description, Unit.NUMBER, "max(" + series(CONTROLLER + metric) + ")");
  }

  private static Row traffic() {
    return new Row(
        "Traffic",
        List.of(
            graph(
                "Bytes",
                "Bytes that producers write, consumers read, and brokers replicate.",
                Unit.BYTES_PER_SECOND,
                new Query(all("bytesin_total"), "produced"),
                new Query(all("bytesout_total"), "consumed"),
                new Query(sum(rate(series(TOPICS + "replicationbytesin_total"))), "replicated")),
            graph(
                "Messages",
                "Records that producers write, each counted once.",
                Unit.PER_SECOND,
                new Query(all("messagesin_total"), "messages")),
            graph(
                "Failed requests",
                "Requests that failed or were rejected; each change of a leader causes some.",
                Unit.PER_SECOND,
                new Query(all("failedproducerequests_total"), "produce"),
                new Query(all("failedfetchrequests_total"), "fetch")),
            graph(
                "ISR shrinks and expands",
                "A shrink without a broker restart means that a follower cannot keep up.",
                Unit.PER_SECOND,
                new Query(sum(rate(series(REPLICAS + "isrshrinks_total"))), "shrinks"),
                new Query(sum(rate(series(REPLICAS + "isrexpands_total"))), "expands"))));
  }

  /** The series without a topic, which each broker exports as the sum over all topics. */
  private static String all(String metric) {
    return sum(rate(series(TOPICS + metric, "topic=\"\"")));
  }

  private static Row latency() {
    String time = "kafka_network_requestmetrics_totaltimems";
    return new Row(
        "Latency",
        List.of(
            graph(
                "Slowest broker, 99th percentile",
                "Time from the arrival of a request to its response. A fetch request waits for data as"
                    + " long as the consumer allows.",
                Unit.MILLISECONDS,
                new Query(
                    "max by (request) ("
                        + series(time, "quantile=\"0.99\"", "request=~\"Produce|FetchConsumer\"")
                        + ")",
                    "{{request}}")),
            graph(
                "Requests",
                "Requests by type: shows clients that connect or request metadata too often.",
                Unit.PER_SECOND,
                new Query(
                    "topk(8, "
                        + sumBy(
                            "request", rate(series("kafka_network_requestmetrics_requests_total")))
                        + ")",
                    "{{request}}"))));
  }

  private static Row disks() {
    String used =
        "1 - max by (persistentvolumeclaim) ("
            + series(DISK + "available_bytes", CLAIMS)
            + " / "
            + series(DISK + "capacity_bytes", CLAIMS)
            + ")";
    return new Row(
        "Volumes",
        List.of(
            graph(
                    "Used space",
                    "A broker whose volume is full stops, and cannot start again.",
                    Unit.RATIO,
                    new Query(used, "{{persistentvolumeclaim}}"))
                .warningAndBadFrom(0.85, 0.95),
            graph(
                "Written and read by brokers",
                "Disk writes and reads of the broker processes. Reads mean that consumers fetch data"
                    + " that is no longer in the page cache.",
                Unit.BYTES_PER_SECOND,
                new Query(
                    sum(rate(series("kafka_server_kafkaserver_linux_disk_write_bytes"))),
                    "written"),
                new Query(
                    sum(rate(series("kafka_server_kafkaserver_linux_disk_read_bytes"))), "read"))));
  }
}
