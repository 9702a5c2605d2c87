package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.stat;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.series;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Unit;
import java.util.List;

/** The ZooKeeper ensemble, and how the brokers see it. */
final class ZooKeeperDashboard {
  private static final String SERVING = "zookeeper_outstandingrequests";
  private static final String SESSIONS = "kafka_server_sessionexpirelistener_zookeeper";
  private static final String BY_POD = "{{pod}}";

  private ZooKeeperDashboard() {}

  static Dashboard of(int members) {
    return new Dashboard(
        "zookeeper",
        "Kafka / ZooKeeper",
        "The ZooKeeper ensemble, and how the brokers see it.",
        List.of(),
        List.of(ensemble(members), requests(), brokers()));
  }

  private static Row ensemble(int members) {
    return new Row(
        "Ensemble",
        List.of(
            stat(
                    "Serving servers",
                    "The stack declares " + members + " servers; a majority must be there.",
                    Unit.NUMBER,
                    "count(" + series(SERVING) + ")")
                .membersOf(members),
            stat(
                    "Leaders",
                    "Exactly one server leads.",
                    Unit.NUMBER,
                    "count(" + series(SERVING, "memberType=\"Leader\"") + ")")
                .exactlyOne(),
            stat(
                "Nodes",
                "Nodes of the tree of data.",
                Unit.NUMBER,
                "max(" + series("zookeeper_inmemorydatatree_nodecount") + ")"),
            stat(
                "Watches",
                "What clients want to be told of.",
                Unit.NUMBER,
                "sum(" + series("zookeeper_inmemorydatatree_watchcount") + ")"),
            stat(
                "Connections",
                "Clients, which are the brokers.",
                Unit.NUMBER,
                "sum(" + series("zookeeper_numaliveconnections") + ")"),
            stat(
                "Snapshots and logs",
                "Size of the largest server's data.",
                Unit.BYTES,
                "max(" + series("zookeeper_datadirsize") + ")")));
  }

  private static Row requests() {
    return new Row(
        "Requests",
        List.of(
            graph(
                "Waiting requests",
                "Requests that a server has accepted and not yet answered.",
                Unit.NUMBER,
                new Query(series(SERVING), BY_POD)),
            graph(
                "Average latency",
                "Since the server's start, as ZooKeeper counts it.",
                Unit.MILLISECONDS,
                new Query(series("zookeeper_avgrequestlatency"), BY_POD)),
            graph(
                "Packets",
                "Packets that servers receive.",
                Unit.PER_SECOND,
                new Query(rate(series("zookeeper_packetsreceived_total")), BY_POD)),
            graph(
                "Slow writes to the log",
                "Writes whose sync took more than a second: ZooKeeper needs a fast disk for itself.",
                Unit.PER_SECOND,
                new Query(rate(series("zookeeper_fsyncthresholdexceedcount_total")), BY_POD))));
  }

  private static Row brokers() {
    return new Row(
        "As the brokers see it",
        List.of(
            graph(
                "Latency of the brokers' requests",
                "99th percentile.",
                Unit.MILLISECONDS,
                new Query(
                    series(
                        "kafka_server_zookeeperclientmetrics_zookeeperrequestlatencyms",
                        "quantile=\"0.99\""),
                    BY_POD)),
            graph(
                "Lost sessions",
                "With its session a broker loses its place in the cluster until it has a new one.",
                Unit.PER_SECOND,
                new Query(rate(series(SESSIONS + "expires_total")), "{{pod}} expired"),
                new Query(rate(series(SESSIONS + "disconnects_total")), "{{pod}} disconnected"))));
  }
}
