package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.testing.TestJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.zeroturnaround.exec.StartedProcess;
import org.zeroturnaround.exec.stream.LogOutputStream;

/**
 * Kafka's VerifiableProducer, with acks=all, and VerifiableConsumer, running during a test.
 *
 * <p>The producer numbers its records; every acknowledged number must be consumed.
 */
final class Traffic {
  private static final int PER_SECOND = 500;
  // The tool disables retries; applications have them, and idempotence keeps the order.
  private static final String PRODUCER =
      "retries=2147483647\nenable.idempotence=true\ndelivery.timeout.ms=300000\n";

  // On SIGTERM the tool closes its producer while its main loop still sends for a moment.
  private static final Set<String> AT_THE_END =
      Set.of(
          "Producer closed while send in progress",
          "Cannot perform operation after producer has been closed");

  private final ClientPod client;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> read = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> refused = new ConcurrentSkipListMap<>();
  private final AtomicLong starved = new AtomicLong();
  private final StartedProcess producer;
  private final StartedProcess consumer;
  private volatile boolean stopping;

  private Traffic(ClientPod client, String topic) throws IOException {
    this.client = client;
    client.createTopic(topic, 6);
    client.writeProperties("/tmp/producer.properties", PRODUCER);
    consumer =
        client
            .inBackground(
                "VerifiableConsumer",
                "--topic",
                topic,
                "--group-id",
                topic,
                "--reset-policy",
                "earliest",
                "--verbose")
            .redirectOutput(new Events())
            .start();
    producer =
        client
            .inBackground(
                "VerifiableProducer",
                "--topic",
                topic,
                "--acks",
                "-1",
                "--throughput",
                String.valueOf(PER_SECOND),
                "--producer.config",
                "/tmp/producer.properties")
            .redirectOutput(new Events())
            .start();
  }

  static Traffic start(ClientPod client, String topic) throws IOException {
    var traffic = new Traffic(client, topic);
    traffic.awaitProgress();
    return traffic;
  }

  /** Waits until more records have been acknowledged and consumed. */
  void awaitProgress() {
    int written = acknowledged.size() + 2 * PER_SECOND;
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> acknowledged.size() >= written && read.size() >= written);
  }

  /** Returns the numbers of the records that have been acknowledged. */
  Set<String> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /** Returns how often a send was retried because of too few in-sync replicas. */
  long starved() {
    return starved.get();
  }

  /**
   * Stops the producer, waits until the consumer reaches the end, and checks that no acknowledged
   * record is missing.
   *
   * @return the number of acknowledged records
   */
  int stopAndVerify() throws Exception {
    stopping = true;
    client.stop("VerifiableProducer");
    producer.getFuture().get();
    try {
      await().atMost(Duration.ofMinutes(2)).until(() -> read.containsAll(acknowledged));
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      var lost = new TreeSet<>(acknowledged);
      lost.removeAll(read);
      assertEquals(Set.of(), lost, "acknowledged but never read");
    }
    client.stop("VerifiableConsumer");
    consumer.getFuture().get();
    assertEquals(Map.of(), refused, "records given up by the producer, by reason");
    assertTrue(acknowledged.size() > 2 * PER_SECOND, "too few records: " + acknowledged.size());
    return acknowledged.size();
  }

  /** Returns the reason of a failed send, without record-specific parts. */
  private static String reason(JsonNode failure) {
    return (failure.get("exception") + ": " + failure.get("message"))
        .replaceAll("[0-9]+ record|[0-9]+ ms|-[0-9]+:", "..");
  }

  /** Processes the tools' events. */
  private final class Events extends LogOutputStream {
    @Override
    protected void processLine(String line) {
      if (!line.startsWith("{")) {
        if (line.contains("NOT_ENOUGH_REPLICAS")) {
          starved.incrementAndGet();
        }
        return;
      }
      JsonNode event = TestJson.parse(line);
      switch (event.get("name").asText()) {
        case "producer_send_success" -> acknowledged.add(event.get("value").asText());
        case "producer_send_error" -> {
          String reason = reason(event);
          if (!stopping || AT_THE_END.stream().noneMatch(reason::contains)) {
            refused.merge(reason, 1L, Long::sum);
          }
        }
        case "record_data" -> read.add(event.get("value").asText());
        default -> {
          // Start, stop and rebalances.
        }
      }
    }
  }
}
