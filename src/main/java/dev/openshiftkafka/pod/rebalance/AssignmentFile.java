package dev.openshiftkafka.pod.rebalance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Replicas of partitions as a file, in the format of kafka-reassign-partitions. */
final class AssignmentFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AssignmentFile() {}

  static void write(Path file, Map<TopicPartition, List<Integer>> replicas) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("version", 1);
    ArrayNode partitions = root.putArray("partitions");
    replicas.forEach(
        (id, brokers) -> {
          ObjectNode partition =
              partitions.addObject().put("topic", id.topic()).put("partition", id.partition());
          ArrayNode list = partition.putArray("replicas");
          brokers.forEach(list::add);
        });
    Files.writeString(file, JSON.writeValueAsString(root) + "\n");
  }

  /**
   * Reads a file.
   *
   * @throws IllegalStateException when it is not an assignment
   */
  static Map<TopicPartition, List<Integer>> read(Path file) throws IOException {
    var replicas = new LinkedHashMap<TopicPartition, List<Integer>>();
    for (JsonNode partition : JSON.readTree(file.toFile()).path("partitions")) {
      var brokers = new ArrayList<Integer>();
      partition.path("replicas").forEach(broker -> brokers.add(broker.asInt()));
      if (brokers.isEmpty() || !partition.hasNonNull("topic")) {
        throw new IllegalStateException(file + ": is no assignment: " + partition);
      }
      replicas.put(
          new TopicPartition(partition.path("topic").asText(), partition.path("partition").asInt()),
          brokers);
    }
    return replicas;
  }
}
