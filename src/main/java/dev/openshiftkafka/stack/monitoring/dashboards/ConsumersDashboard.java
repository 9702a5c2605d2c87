package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.table;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.series;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.sumBy;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Unit;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Variable;
import java.util.List;

/** The lag of consumer groups, from the consumer lag exporter. */
final class ConsumersDashboard {
  private static final String SUM = "kafka_consumer_group_lag_sum";
  private static final String[] CHOSEN = {"group=~\"$group\"", "topic=~\"$topic\""};

  private ConsumersDashboard() {}

  static Dashboard of() {
    return new Dashboard(
        "consumers",
        "Kafka / Consumer lag",
        "Number of records that consumer groups have not read yet.",
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
                "A lag that only grows means that the group is too slow or has stopped.",
                Unit.NUMBER,
                new Query(sumBy("group", sum), "{{group}}")),
            graph(
                "Lag growth of each group",
                "Increase of the lag in records per second; negative while the group catches up.",
                Unit.PER_SECOND,
                new Query(sumBy("group", "deriv(" + sum + "[15m])"), "{{group}}")),
            table(
                "Lag of each group and topic",
                "Records that are not read yet.",
                Unit.NUMBER,
                new Query(sumBy("group, topic", sum), "Lag"))));
  }

  private static Row offsets() {
    return new Row(
        "Partitions",
        List.of(
            graph(
                "Partitions with the largest lag",
                "One partition far above the others means a hanging consumer or unevenly distributed keys.",
                Unit.NUMBER,
                new Query(
                    "topk(10, max by (group, topic, partition) ("
                        + series("kafka_consumer_group_lag", CHOSEN)
                        + "))",
                    "{{group}} {{topic}}-{{partition}}")),
            graph(
                "Messages produced to these topics",
                "The rate that the groups must keep up with.",
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
