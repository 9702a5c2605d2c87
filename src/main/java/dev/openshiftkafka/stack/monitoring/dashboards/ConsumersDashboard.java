package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.table;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.series;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.sumBy;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Variable;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Unit;
import java.util.List;

/** How far consumer groups are behind, from the exporter of consumer lag. */
final class ConsumersDashboard {
  private static final String SUM = "kafka_consumer_group_lag_sum";
  private static final String[] CHOSEN = {"group=~\"$group\"", "topic=~\"$topic\""};

  private ConsumersDashboard() {}

  static Dashboard of() {
    return new Dashboard(
        "consumers",
        "Kafka / Consumer lag",
        "How many records consumer groups have still to read.",
        List.of(
            new Variable("group", "Group", SUM, "group"),
            new Variable("topic", "Topic", SUM, "topic")),
        List.of(lag(), offsets()));
  }

  private static Row lag() {
    String sum = series(SUM, CHOSEN);
    return new Row(
        "Lag",
        List.of(
            graph(
                "Lag of each group",
                "A lag that grows and never shrinks means that the group is too slow, or stopped.",
                Unit.NUMBER,
                new Query(sumBy("group", sum), "{{group}}")),
            graph(
                "Growth of each group's lag",
                "Records per second by which a group falls behind; below zero it catches up.",
                Unit.PER_SECOND,
                new Query(sumBy("group", "deriv(" + sum + "[15m])"), "{{group}}")),
            table(
                "Lag of each group and topic",
                "Records that are not yet read.",
                Unit.NUMBER,
                new Query(sumBy("group, topic", sum), "Lag"))));
  }

  private static Row offsets() {
    return new Row(
        "Partitions",
        List.of(
            graph(
                "Partitions that are furthest behind",
                "One partition far above the others: a consumer that hangs, or keys that are uneven.",
                Unit.NUMBER,
                new Query(
                    "topk(10, max by (group, topic, partition) ("
                        + series("kafka_consumer_group_lag", CHOSEN)
                        + "))",
                    "{{group}} {{topic}}-{{partition}}")),
            graph(
                "Messages produced to these topics",
                "What the groups have to keep up with.",
                Unit.PER_SECOND,
                new Query(
                    sumBy(
                        "topic",
                        rate(
                            series(
                                "kafka_server_brokertopicmetrics_messagesin_total",
                                "topic=~\"$topic\"",
                                "topic!=\"\""))),
                    "{{topic}}"))));
  }
}
