package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.testing.TestJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The article's rdkafka_performance command in the client pod, and its report. */
final class RdkafkaRun {
  private static final String CLIENT =
      "kubectl --namespace " + LocalStack.NAMESPACE + " exec deploy/kafka-kafka-librdkafka -- ";

  private static final String ARTICLE =
      "examples/rdkafka_performance -P -t %s -s 100 -b kafka-kafka-headless:9092 -a 0"
          + " -X queue.buffering.max.messages=500000 -X queue.buffering.max.ms=1000"
          + " -X batch.num.messages=10000 -c %d";

  private static final String TOPIC = "test";
  private static final int MESSAGES = 200_000;
  private static final Path OUTPUT = Path.of("target/e2e/rdkafka");

  private RdkafkaRun() {}

  /** Runs the command and compares the report with the topic's end offsets. */
  static void theArticles(ClientPod client) {
    assertEquals(3, metadata().get("brokers").size());
    client.tool(
        "TopicCommand",
        "--create",
        "--topic",
        TOPIC,
        "--partitions",
        "3",
        "--replication-factor",
        "1");
    try {
      Result result = execute();

      assertTrue(result.ok(), result.output());
      JsonNode report = TestJson.parse(file("report.json"));
      assertEquals(MESSAGES, report.get("delivered").asLong(), result.output());
      assertTrue(report.get("recordsPerSecond").asDouble() > 1000, result.output());
      assertTrue(file("report.md").contains("not verified by end offsets"), file("report.md"));
      // With acks=0 the last records may still be in flight.
      await().atMost(Duration.ofMinutes(1)).until(() -> client.records(TOPIC) == MESSAGES);
    } finally {
      client.tool("TopicCommand", "--delete", "--topic", TOPIC);
    }
  }

  /** Runs the command in a shell, as a user does. */
  private static Result execute() {
    return Shell.attempt(
        Duration.ofMinutes(3),
        Map.of(),
        "bash",
        "-c",
        "set -o pipefail; "
            + CLIENT
            + ARTICLE.formatted(TOPIC, MESSAGES)
            + " | bin/kafka-stack rdkafka-report --output="
            + OUTPUT);
  }

  private static String file(String name) {
    try {
      return Files.readString(OUTPUT.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the cluster's metadata from kcat. */
  private static JsonNode metadata() {
    return TestJson.parse(
        Shell.run(
            Duration.ofMinutes(1),
            Map.of(),
            (CLIENT + "kcat -L -J -b kafka-kafka-headless:9092").split(" ")));
  }
}
