package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.testing.TestJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Records of a topic whose partitions, offsets and values must not change. */
record WrittenRecords(String topic, int number) {
  /** Produces the records with acks=all to a new topic with replication factor 3. */
  static WrittenRecords write(ClientPod client, String topic, int number) {
    client.createTopic(topic, 6);
    String output =
        client.tool(
            "VerifiableProducer",
            "--topic",
            topic,
            "--acks",
            "-1",
            "--max-messages",
            String.valueOf(number),
            "--value-prefix",
            "7");
    assertEquals(number, events(output, "producer_send_success").size(), output);
    return new WrittenRecords(topic, number);
  }

  /** Returns the SHA-256 of partition, offset and value of each record, in this order. */
  String checksum(ClientPod client) {
    List<String> lines =
        consumed(client, topic, number).stream()
            .map(
                event ->
                    "%s %012d %s"
                        .formatted(
                            event.get("partition").asText(),
                            event.get("offset").asLong(),
                            event.get("value").asText()))
            .sorted()
            .toList();
    assertEquals(number, lines.size(), "records read");
    try {
      byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the values of all records of a topic. */
  static Set<String> values(ClientPod client, String topic) {
    long number = client.records(topic);
    return consumed(client, topic, number).stream()
        .map(event -> event.get("value").asText())
        .collect(Collectors.toSet());
  }

  private static List<JsonNode> consumed(ClientPod client, String topic, long number) {
    String output =
        client.tool(
            "VerifiableConsumer",
            "--topic",
            topic,
            "--group-id",
            topic + "-" + System.nanoTime(),
            "--reset-policy",
            "earliest",
            "--max-messages",
            String.valueOf(number),
            "--verbose");
    return events(output, "record_data");
  }

  private static List<JsonNode> events(String output, String name) {
    return output
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(line -> TestJson.parse(line))
        .filter(event -> event.get("name").asText().equals(name))
        .toList();
  }
}
