package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.stat;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.series;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Unit;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import java.util.List;

/** The ZooKeeper ensemble, and the ZooKeeper clients of the brokers. */
final class ZooKeeperDashboard {
  private static final String SERVING = "zookeeper_outstandingrequests";
  private static final String SESSIONS = "kafka_server_sessionexpirelistener_zookeeper";
  private static final String BY_POD = "{{pod}}";

  private ZooKeeperDashboard() {}

  static Dashboard of(int members) {
    return new Dashboard(
        "zookeeper",
        "Kafka / ZooKeeper",
        "The ZooKeeper ensemble, and the ZooKeeper clients of the brokers.",
        List.of(),
        List.of(ensemble(members), requests(), brokers()));
  }

  private static Row ensemble(int members) {
    return new Row(
        "Ensemble",
        List.of(
            stat(
                    "Serving servers",
                    "The stack declares " + members + " servers; a majority is required.",
                    Unit.NUMBER,
                    "count(" + series(SERVING) + ")")
                .membersOf(members),
            stat(
                    "Leaders",
                    "Exactly one server must be the leader.",
                    Unit.NUMBER,
                    "count(" + series(SERVING, "memberType=\"Leader\"") + ")")
                .exactlyOne(),
            stat(
                "Nodes",
                "Znodes of the data tree.",
                Unit.NUMBER,
                "max(" + series("zookeeper_inmemorydatatree_nodecount") + ")"),
            stat(
                "Watches",
                "Watches that clients have set.",
                Unit.NUMBER,
                "sum(" + series("zookeeper_inmemorydatatree_watchcount") + ")"),
            stat(
                "Connections",
                "Client connections of the brokers.",
                Unit.NUMBER,
                "sum(" + series("zookeeper_numaliveconnections") + ")"),
            stat(
                "Data size",
                "Size of snapshots and logs; maximum of all servers.",
                Unit.BYTES,
                "max(" + series("zookeeper_datadirsize") + ")")));
  }

  private static Row requests() {
    return new Row(
        "Requests",
        List.of(
            graph(
                "Outstanding requests",
                "Requests that a server has received but not answered yet.",
                Unit.NUMBER,
                new Query(series(SERVING), BY_POD)),
            graph(
                "Average latency",
                "Average since the start of the server, as ZooKeeper reports it.",
                Unit.MILLISECONDS,
                new Query(series("zookeeper_avgrequestlatency"), BY_POD)),
            graph(
                "Packets",
                "Packets received.",
                Unit.PER_SECOND,
                new Query(rate(series("zookeeper_packetsreceived_total")), BY_POD)),
            graph(
                "Slow log syncs",
                "Syncs that took more than one second: ZooKeeper needs a fast disk of its own.",
                Unit.PER_SECOND,
                new Query(rate(series("zookeeper_fsyncthresholdexceedcount_total")), BY_POD))));
  }

  private static Row brokers() {
    return new Row(
        "Clients of the brokers",
        List.of(
            graph(
                "Request latency of the brokers",
                "99th percentile.",
                Unit.MILLISECONDS,
                new Query(
                    series(
                        "kafka_server_zookeeperclientmetrics_zookeeperrequestlatencyms",
                        "quantile=\"0.99\""),
                    BY_POD)),
            graph(
                "Lost sessions",
                "A broker whose session expires leaves the cluster until it has a new session.",
                Unit.PER_SECOND,
                new Query(rate(series(SESSIONS + "expires_total")), "{{pod}} expired"),
                new Query(rate(series(SESSIONS + "disconnects_total")), "{{pod}} disconnected"))));
  }
}
