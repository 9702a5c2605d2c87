package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.bars;
import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.table;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.ofPods;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.sumBy;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Variable;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Unit;
import java.util.List;

/** The brokers beside each other: which one differs from the rest. */
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
        "The brokers beside each other: which one differs from the rest, and where its time goes.",
        List.of(new Variable("pod", "Broker", STATE, "pod")),
        List.of(state(), load(), traffic(), peers(), time()));
  }

  private static Row state() {
    return new Row(
        "Brokers",
        List.of(
            table(
                "State of each broker",
                "State 3 is running, 2 recovers its logs, 6 hands over its leaders.",
                Unit.NUMBER,
                byPod(STATE, "State"),
                byPod(REPLICAS + "leadercount", "Leaders"),
                byPod(REPLICAS + "partitioncount", "Replicas"),
                byPod(REPLICAS + "underreplicatedpartitions", "Under-replicated"),
                byPod("kafka_log_logmanager_offlinelogdirectorycount", "Folders offline"))));
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
                    "Share of time in which the threads that do requests have nothing to do. Below 30 %"
                        + " requests begin to queue.",
                    Unit.SHARE,
                    new Query(
                        ofPods(
                            "kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent"),
                        BY_POD))
                .goodFrom(0.3),
            graph(
                    "Idle network threads",
                    "The same of the threads that read requests and write answers.",
                    Unit.SHARE,
                    new Query(
                        ofPods("kafka_network_socketserver_networkprocessoravgidle_percent"),
                        BY_POD))
                .goodFrom(0.3),
            graph(
                "Requests in the queue",
                "Requests that wait for a handler; 500 is the most by default.",
                Unit.NUMBER,
                new Query(ofPods("kafka_network_requestchannel_requestqueuesize"), BY_POD)),
            graph(
                "Requests that wait for others",
                "Produce requests wait for followers, fetches for data.",
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
                "Unequal bars mean that leaders are unevenly spread.",
                Unit.BYTES_PER_SECOND,
                new Query(total("bytesin_total", "topic=\"\""), BY_POD)),
            graph(
                "Bytes written",
                "What each broker writes to its volume: of its producers, and of the leaders that it"
                    + " follows.",
                Unit.BYTES_PER_SECOND,
                new Query(
                    total("bytesin_total", "topic=\"\"")
                        + " + "
                        + total("replicationbytesin_total"),
                    BY_POD)),
            graph(
                "Bytes sent",
                "To consumers and to followers.",
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
                "Lag of followers",
                "The most records that a broker is behind a leader.",
                Unit.NUMBER,
                new Query(
                    ofPods("kafka_server_replicafetchermanager_maxlag", "clientId=\"Replica\""),
                    BY_POD)),
            graph(
                "Flushes of logs",
                "99th percentile of the time that a log takes to get to the disk.",
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
        "Where the time of a produce request goes (99th percentile)",
        List.of(
            part("In the queue", "requestqueuetimems", "Long: too few handlers, or a slow disk."),
            part("At the leader", "localtimems", "Long: a slow disk."),
            part("At the followers", "remotetimems", "Long: a slow follower, or network."),
            part("In the answers' queue", "responsequeuetimems", "Long: too few network threads."),
            part("Until it is sent", "responsesendtimems", "Long: a slow client, or network."),
            part("In all", "totaltimems", "What the client waits for, without the network.")));
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
