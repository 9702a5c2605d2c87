package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.stat;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.series;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Unit;
import java.util.List;

/** The quorum of KRaft controllers, and how far everybody is with its metadata. */
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
        "The quorum of controllers, and how far everybody is with its metadata.",
        List.of(),
        List.of(quorum(members), metadata(), work()));
  }

  private static Row quorum(int members) {
    return new Row(
        "Quorum",
        List.of(
            stat(
                    "Controllers with a leader",
                    "The stack declares " + members + " controllers; a majority must be there.",
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
                "Grows with each election.",
                Unit.NUMBER,
                "max(" + series(RAFT + "current_epoch", CONTROLLERS) + ")"),
            stat(
                "Brokers in service",
                "Brokers that are registered and not fenced.",
                Unit.NUMBER,
                "max(" + series(CONTROLLER + "activebrokercount") + ")"),
            stat(
                    "Fenced brokers",
                    "Brokers that are registered, but whose heartbeats do not come.",
                    Unit.NUMBER,
                    "max(" + series(CONTROLLER + "fencedbrokercount") + ")")
                .warningFrom(1),
            stat(
                    "Errors of metadata",
                    "Records of metadata that a controller could not apply.",
                    Unit.NUMBER,
                    "sum(" + series(CONTROLLER + "metadataerrorcount") + ")")
                .badFrom(1)));
  }

  private static Row metadata() {
    return new Row(
        "Metadata",
        List.of(
            graph(
                    "Behind the controllers' log",
                    "Age of the last record of metadata that each node has applied. There is one twice"
                        + " a second.",
                    Unit.MILLISECONDS,
                    new Query(series(CONTROLLER + "lastappliedrecordlagms"), BY_POD),
                    new Query(
                        series("kafka_server_brokermetadatametrics_last_applied_record_lag_ms"),
                        BY_POD))
                .badFrom(30_000),
            graph(
                "End of the log",
                "Offset up to which each node has the log; all lines lie on each other.",
                Unit.NUMBER,
                new Query(series(RAFT + "log_end_offset"), BY_POD)),
            graph(
                "Commits",
                "Average time until a majority has a record, at the leader.",
                Unit.MILLISECONDS,
                new Query(series(RAFT + "commit_latency_avg", CONTROLLERS), BY_POD)),
            graph(
                "Flushes of the log",
                "99th percentile. Every change of metadata waits for one: controllers need fast disks.",
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
        "Work of the active controller",
        List.of(
            graph(
                "Waiting events",
                "99th percentile of the time that an event waits for the controller.",
                Unit.MILLISECONDS,
                new Query(
                    series(
                        "kafka_controller_controllereventmanager_eventqueuetimems",
                        "quantile=\"0.99\""),
                    BY_POD)),
            graph(
                "Heartbeats that came too late",
                "Each fences a broker.",
                Unit.PER_SECOND,
                new Query(rate(series(CONTROLLER + "timedoutbrokerheartbeatcount")), BY_POD))));
  }
}
