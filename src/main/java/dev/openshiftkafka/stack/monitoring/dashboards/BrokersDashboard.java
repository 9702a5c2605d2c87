package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.bars;
import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.table;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.ofPods;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.sumBy;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Unit;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Variable;
import java.util.List;

/** A comparison of the brokers. */
final class BrokersDashboard {
  private static final String TOPICS = "kafka_server_brokertopicmetrics_";
  private static final String REPLICAS = "kafka_server_replicamanager_";
  private static final String REQUESTS = "kafka_network_requestmetrics_";
  private static final String STATE = "kafka_server_kafkaserver_brokerstate";
  private static final String BY_POD = "{{pod}}";

  private BrokersDashboard() {}

  static Dashboard of() {
    return new Dashboard(
        "brokers",
        "Kafka / Brokers",
        "Compares the brokers: state, load, traffic, and the time of produce requests.",
        List.of(new Variable("pod", "Broker", STATE, "pod")),
        List.of(state(), load(), traffic(), peers(), time()));
  }

  private static Row state() {
    return new Row(
        "Brokers",
        List.of(
            table(
                "State of each broker",
                "State 3: running; 2: recovering logs; 6: controlled shutdown.",
                Unit.NUMBER,
                byPod(STATE, "State"),
                byPod(REPLICAS + "leadercount", "Leaders"),
                byPod(REPLICAS + "partitioncount", "Replicas"),
                byPod(REPLICAS + "underreplicatedpartitions", "Under-replicated"),
                byPod(
                    "kafka_log_logmanager_offlinelogdirectorycount", "Offline log directories"))));
  }

  private static Query byPod(String metric, String heading) {
    return new Query("max by (pod) (" + ofPods(metric) + ")", heading);
  }

  private static Row load() {
    return new Row(
        "Load",
        List.of(
            graph(
                    "Idle request handlers",
                    "Ratio of time in which the request handler threads are idle. Below 30 % requests"
                        + " begin to queue.",
                    Unit.RATIO,
                    new Query(
                        ofPods(
                            "kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent"),
                        BY_POD))
                .goodFrom(0.3),
            graph(
                    "Idle network threads",
                    "Ratio of time in which the network threads, which read requests and write responses,"
                        + " are idle.",
                    Unit.RATIO,
                    new Query(
                        ofPods("kafka_network_socketserver_networkprocessoravgidle_percent"),
                        BY_POD))
                .goodFrom(0.3),
            graph(
                "Request queue",
                "Requests that wait for a handler; the default maximum is 500.",
                Unit.NUMBER,
                new Query(ofPods("kafka_network_requestchannel_requestqueuesize"), BY_POD)),
            graph(
                "Requests in purgatory",
                "Produce requests wait for followers, fetch requests for data.",
                Unit.NUMBER,
                new Query(
                    sumBy(
                        "delayedOperation",
                        ofPods(
                            "kafka_server_delayedoperationpurgatory_purgatorysize",
                            "delayedOperation=~\"Produce|Fetch\"")),
                    "{{delayedOperation}}"))));
  }

  private static Row traffic() {
    return new Row(
        "Traffic of each broker",
        List.of(
            bars(
                "Bytes produced",
                "Unequal bars mean that leaders are distributed unevenly.",
                Unit.BYTES_PER_SECOND,
                new Query(total("bytesin_total", "topic=\"\""), BY_POD)),
            graph(
                "Bytes written",
                "Bytes that each broker writes to its volume, from producers and by replication.",
                Unit.BYTES_PER_SECOND,
                new Query(
                    total("bytesin_total", "topic=\"\"")
                        + " + "
                        + total("replicationbytesin_total"),
                    BY_POD)),
            graph(
                "Bytes sent",
                "Bytes that each broker sends to consumers and followers.",
                Unit.BYTES_PER_SECOND,
                new Query(
                    total("bytesout_total", "topic=\"\"")
                        + " + "
                        + total("replicationbytesout_total"),
                    BY_POD))));
  }

  private static Row peers() {
    return new Row(
        "Clients, followers and disks",
        List.of(
            graph(
                "Connections",
                "Connections of clients and of other brokers.",
                Unit.NUMBER,
                new Query(
                    sumBy("pod", ofPods("kafka_server_socketservermetrics_connection_count")),
                    BY_POD)),
            graph(
                "Replication lag",
                "Maximum number of records by which a follower on the broker lags behind a leader.",
                Unit.NUMBER,
                new Query(
                    ofPods("kafka_server_replicafetchermanager_maxlag", "clientId=\"Replica\""),
                    BY_POD)),
            graph(
                "Log flush time",
                "99th percentile of the time to flush a log to disk.",
                Unit.MILLISECONDS,
                new Query(
                    ofPods("kafka_log_logflushstats_logflushrateandtimems", "quantile=\"0.99\""),
                    BY_POD))));
  }

  private static String total(String metric, String... matchers) {
    return sumBy("pod", rate(ofPods(TOPICS + metric, matchers)));
  }

  private static Row time() {
    return new Row(
        "Time of produce requests (99th percentile)",
        List.of(
            part(
                "Request queue time",
                "requestqueuetimems",
                "Long with too few handlers or a slow disk."),
            part("Leader time", "localtimems", "Long with a slow disk."),
            part("Follower time", "remotetimems", "Long with a slow follower or network."),
            part(
                "Response queue time", "responsequeuetimems", "Long with too few network threads."),
            part("Response send time", "responsesendtimems", "Long with a slow client or network."),
            part(
                "Total time",
                "totaltimems",
                "Time from request to response, without the network.")));
  }

  private static Panel part(String title, String metric, String description) {
    return graph(
            title,
            description,
            Unit.MILLISECONDS,
            new Query(
                ofPods(REQUESTS + metric, "request=\"Produce\"", "quantile=\"0.99\""), BY_POD))
        .wide(8);
  }
}
