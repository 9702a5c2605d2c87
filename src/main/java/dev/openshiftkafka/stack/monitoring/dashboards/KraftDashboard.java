package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.stat;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.series;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Unit;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import java.util.List;

/** The quorum of KRaft controllers, and the metadata lag of all nodes. */
final class KraftDashboard {
  private static final String RAFT = "kafka_server_raftmetrics_";
  private static final String CONTROLLER = "kafka_controller_kafkacontroller_";
  private static final String CONTROLLERS = "component=\"controller\"";
  private static final String BY_POD = "{{pod}}";

  private KraftDashboard() {}

  static Dashboard of(int members) {
    return new Dashboard(
        "kraft",
        "Kafka / KRaft",
        "The quorum of controllers, and the metadata lag of all nodes.",
        List.of(),
        List.of(quorum(members), metadata(), work()));
  }

  private static Row quorum(int members) {
    return new Row(
        "Quorum",
        List.of(
            stat(
                    "Controllers with a leader",
                    "The stack declares " + members + " controllers; a majority is required.",
                    Unit.NUMBER,
                    "count(" + series(RAFT + "current_leader", CONTROLLERS) + " >= 0)")
                .membersOf(members),
            stat(
                "Leader",
                "Node id of the leader, which is the active controller.",
                Unit.NUMBER,
                "max(" + series(RAFT + "current_leader", CONTROLLERS) + ")"),
            stat(
                "Epoch",
                "Increases with each leader election.",
                Unit.NUMBER,
                "max(" + series(RAFT + "current_epoch", CONTROLLERS) + ")"),
            stat(
                "Active brokers",
                "Brokers that are registered and not fenced.",
                Unit.NUMBER,
                "max(" + series(CONTROLLER + "activebrokercount") + ")"),
            stat(
                    "Fenced brokers",
                    "Brokers that are registered, but send no heartbeats.",
                    Unit.NUMBER,
                    "max(" + series(CONTROLLER + "fencedbrokercount") + ")")
                .warningFrom(1),
            stat(
                    "Metadata errors",
                    "Metadata records that a controller could not apply.",
                    Unit.NUMBER,
                    "sum(" + series(CONTROLLER + "metadataerrorcount") + ")")
                .badFrom(1)));
  }

  private static Row metadata() {
    return new Row(
        "Metadata",
        List.of(
            graph(
                    "Metadata lag",
                    "Age of the last metadata record that each node has applied. The controller writes at"
                        + " least two records per second.",
                    Unit.MILLISECONDS,
                    new Query(series(CONTROLLER + "lastappliedrecordlagms"), BY_POD),
                    new Query(
                        series("kafka_server_brokermetadatametrics_last_applied_record_lag_ms"),
                        BY_POD))
                .badFrom(30_000),
            graph(
                "Log end offset",
                "End offset of the metadata log on each node; all lines should coincide.",
                Unit.NUMBER,
                new Query(series(RAFT + "log_end_offset"), BY_POD)),
            graph(
                "Commit latency",
                "Average time until a majority has a record, measured by the leader.",
                Unit.MILLISECONDS,
                new Query(series(RAFT + "commit_latency_avg", CONTROLLERS), BY_POD)),
            graph(
                "Log flush time",
                "99th percentile. Each metadata change waits for a flush: controllers need fast disks.",
                Unit.MILLISECONDS,
                new Query(
                    series(
                        "kafka_log_logflushstats_logflushrateandtimems",
                        "quantile=\"0.99\"",
                        CONTROLLERS),
                    BY_POD))));
  }

  private static Row work() {
    return new Row(
        "Active controller",
        List.of(
            graph(
                "Event queue time",
                "99th percentile of the time that an event waits in the queue of the controller.",
                Unit.MILLISECONDS,
                new Query(
                    series(
                        "kafka_controller_controllereventmanager_eventqueuetimems",
                        "quantile=\"0.99\""),
                    BY_POD)),
            graph(
                "Timed out heartbeats",
                "Each one fences a broker.",
                Unit.PER_SECOND,
                new Query(rate(series(CONTROLLER + "timedoutbrokerheartbeatcount")), BY_POD))));
  }
}
