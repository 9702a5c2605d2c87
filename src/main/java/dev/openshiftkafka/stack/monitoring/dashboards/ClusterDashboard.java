package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.stat;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.series;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.sum;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.sumBy;

import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Unit;
import java.util.List;

/** The cluster at a glance: what is broken, how much goes through it, how full it is. */
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
        "What is broken, how much goes through the cluster, and how full it is.",
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
                    "Partitions without a leader can be neither written nor read.",
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
                    "Partitions that have a replica which is not in sync.",
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
            "Brokers that the active controller counts; the stack declares " + brokers + ".",
            "activebrokercount")
        .goodFrom(brokers);
  }

  /** What either every controller counts, or the active one alone. */
  private static Panel greatest(String title, String description, String metric) {
    return stat(title, description, Unit.NUMBER, "max(" + series(CONTROLLER + metric) + ")");
  }

  private static Row traffic() {
    return new Row(
        "Traffic",
        List.of(
            graph(
                "Bytes",
                "What producers write, what consumers read, and what is copied between brokers.",
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
                "Requests that brokers refused or could not do; some follow each change of a leader.",
                Unit.PER_SECOND,
                new Query(all("failedproducerequests_total"), "produce"),
                new Query(all("failedfetchrequests_total"), "fetch")),
            graph(
                "Replicas leaving and joining",
                "Shrinking without a restart of a broker means that one cannot keep up.",
                Unit.PER_SECOND,
                new Query(sum(rate(series(REPLICAS + "isrshrinks_total"))), "leaving"),
                new Query(sum(rate(series(REPLICAS + "isrexpands_total"))), "joining"))));
  }

  /** Each broker has the series without a topic, which counts all topics. */
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
                "Time from a request's arrival to its answer. A fetch waits for data, as long as the"
                    + " consumer allows.",
                Unit.MILLISECONDS,
                new Query(
                    "max by (request) ("
                        + series(time, "quantile=\"0.99\"", "request=~\"Produce|FetchConsumer\"")
                        + ")",
                    "{{request}}")),
            graph(
                "Requests",
                "Requests by kind: clients that connect or ask for metadata again and again show here.",
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
                    Unit.SHARE,
                    new Query(used, "{{persistentvolumeclaim}}"))
                .warningAndBadFrom(0.85, 0.95),
            graph(
                "Written and read by brokers",
                "What the processes had to write to and read from the disk: reads mean consumers whose"
                    + " data is no longer in memory.",
                Unit.BYTES_PER_SECOND,
                new Query(
                    sum(rate(series("kafka_server_kafkaserver_linux_disk_write_bytes"))),
                    "written"),
                new Query(
                    sum(rate(series("kafka_server_kafkaserver_linux_disk_read_bytes"))), "read"))));
  }
}
