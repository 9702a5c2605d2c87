package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.stat;
import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.table;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.series;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.sumBy;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Unit;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Variable;
import java.util.List;

/** The traffic of each topic. */
final class TopicsDashboard {
  private static final String TOPICS = "kafka_server_brokertopicmetrics_";
  private static final String CONTROLLER = "kafka_controller_kafkacontroller_";
  private static final String BY_TOPIC = "{{topic}}";

  private TopicsDashboard() {}

  static Dashboard of() {
    return new Dashboard(
        "topics",
        "Kafka / Topics",
        "Traffic of each topic. A topic is listed after its first request.",
        List.of(new Variable("topic", "Topic", TOPICS + "bytesin_total", "topic")),
        List.of(new Row("Topics", List.of(count(), partitions(), imbalance(), list())), traffic()));
  }

  private static Row traffic() {
    return new Row(
        "Traffic",
        List.of(
            most(
                "Bytes produced",
                "The ten topics with the most bytes written.",
                Unit.BYTES_PER_SECOND,
                "bytesin_total"),
            most(
                "Bytes consumed",
                "The ten topics with the most bytes read by consumers.",
                Unit.BYTES_PER_SECOND,
                "bytesout_total"),
            most(
                "Messages produced",
                "The ten topics with the most records written.",
                Unit.PER_SECOND,
                "messagesin_total"),
            most(
                "Failed produce requests",
                "For example, messages that are too large, or partitions under min ISR.",
                Unit.PER_SECOND,
                "failedproducerequests_total"),
            most(
                "Failed fetch requests",
                "For example, offsets that are already deleted.",
                Unit.PER_SECOND,
                "failedfetchrequests_total")));
  }

  private static Panel count() {
    return stat(
        "Number of topics",
        "Topics in the cluster, including internal topics.",
        Unit.NUMBER,
        "max(" + series(CONTROLLER + "globaltopiccount") + ")");
  }

  private static Panel partitions() {
    return stat(
        "Number of partitions",
        "Partitions in the cluster, each counted once.",
        Unit.NUMBER,
        "max(" + series(CONTROLLER + "globalpartitioncount") + ")");
  }

  private static Panel imbalance() {
    return stat(
        "Preferred replica imbalance",
        "Partitions whose leader is not the preferred replica; Kafka rebalances them automatically.",
        Unit.NUMBER,
        "max(" + series(CONTROLLER + "preferredreplicaimbalancecount") + ")");
  }

  private static Panel list() {
    return table(
        "Each topic",
        "Rates per second.",
        Unit.NUMBER,
        new Query(perTopic("messagesin_total"), "Messages"),
        new Query(perTopic("bytesin_total"), "Bytes produced"),
        new Query(perTopic("bytesout_total"), "Bytes consumed"));
  }

  private static String perTopic(String metric) {
    return sumBy("topic", rate(series(TOPICS + metric, "topic=~\"$topic\"", "topic!=\"\"")));
  }

  private static Panel most(String title, String description, Unit unit, String metric) {
    return graph(
        title, description, unit, new Query("topk(10, " + perTopic(metric) + ")", BY_TOPIC));
  }
}
