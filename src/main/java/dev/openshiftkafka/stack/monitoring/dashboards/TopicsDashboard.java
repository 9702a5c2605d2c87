package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.stat;
import static dev.openshiftkafka.stack.monitoring.dashboards.Panel.table;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.series;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.sumBy;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Variable;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Panel.Unit;
import java.util.List;

/** What is written to and read from each topic. */
final class TopicsDashboard {
  private static final String TOPICS = "kafka_server_brokertopicmetrics_";
  private static final String CONTROLLER = "kafka_controller_kafkacontroller_";
  private static final String BY_TOPIC = "{{topic}}";

  private TopicsDashboard() {}

  static Dashboard of() {
    return new Dashboard(
        "topics",
        "Kafka / Topics",
        "What is written to and read from each topic. A topic shows once it was used.",
        List.of(new Variable("topic", "Topic", TOPICS + "bytesin_total", "topic")),
        List.of(new Row("Topics", List.of(count(), partitions(), imbalance(), list())), traffic()));
  }

  private static Row traffic() {
    return new Row(
        "Traffic",
        List.of(
            most(
                "Bytes produced",
                "The ten topics that are written the most.",
                Unit.BYTES_PER_SECOND,
                "bytesin_total"),
            most(
                "Bytes consumed",
                "The ten topics that are read the most, without followers.",
                Unit.BYTES_PER_SECOND,
                "bytesout_total"),
            most(
                "Messages produced",
                "The ten topics with the most records.",
                Unit.PER_SECOND,
                "messagesin_total"),
            most(
                "Failed produce requests",
                "Such as of messages that are too large, or of partitions under min ISR.",
                Unit.PER_SECOND,
                "failedproducerequests_total"),
            most(
                "Failed fetch requests",
                "Such as of offsets that are no longer there.",
                Unit.PER_SECOND,
                "failedfetchrequests_total")));
  }

  private static Panel count() {
    return stat(
        "Number of topics",
        "Topics in the cluster, Kafka's own included.",
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
        "Not led by the preferred broker",
        "Partitions whose leader is not the first of their replicas; Kafka sets this right by itself.",
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
