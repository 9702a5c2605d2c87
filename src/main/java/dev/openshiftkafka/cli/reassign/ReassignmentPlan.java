package dev.openshiftkafka.cli.reassign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.state.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replicas of partitions before and after a reassignment, from the output of {@code
 * kafka-reassign-partitions --generate}.
 */
record ReassignmentPlan(JsonNode before, JsonNode after) {
  private static final String BEFORE = "Current partition replica assignment";
  private static final String AFTER = "Proposed partition reassignment configuration";

  /** Reads the tool's output. */
  static ReassignmentPlan read(String generated) {
    List<String> lines = generated.lines().toList();
    return new ReassignmentPlan(part(lines, BEFORE), part(lines, AFTER));
  }

  private static JsonNode part(List<String> lines, String heading) {
    for (int i = 0; i < lines.size() - 1; i++) {
      if (lines.get(i).contains(heading)) {
        return JsonText.parse(lines.get(i + 1));
      }
    }
    throw CommandFailedException.failed(
        "kafka-reassign-partitions --generate: \"" + heading + "\" is missing in its output");
  }

  /** The input for {@code --topics-to-move-json-file}. */
  static ObjectNode topics(List<String> names) {
    ObjectNode topics = JsonText.object().put("version", 1);
    ArrayNode list = topics.putArray("topics");
    names.forEach(name -> list.addObject().put("topic", name));
    return topics;
  }

  /** A line for each broker, with its number of replicas before and after. */
  List<String> replicas() {
    Map<Integer, Integer> current = count(before);
    Map<Integer, Integer> planned = count(after);
    var brokers = new TreeMap<>(current);
    brokers.putAll(planned);
    return brokers.keySet().stream()
        .map(
            broker ->
                "%d: %d -> %d"
                    .formatted(
                        broker, current.getOrDefault(broker, 0), planned.getOrDefault(broker, 0)))
        .toList();
  }

  /** Ids of all brokers in an assignment. */
  static Set<Integer> brokers(JsonNode assignment) {
    return count(assignment).keySet();
  }

  private static Map<Integer, Integer> count(JsonNode assignment) {
    var counts = new TreeMap<Integer, Integer>();
    for (JsonNode partition : assignment.path("partitions")) {
      partition.path("replicas").forEach(broker -> counts.merge(broker.asInt(), 1, Integer::sum));
    }
    return counts;
  }

  /** Number of partitions in the plan. */
  int partitions() {
    return after.path("partitions").size();
  }

  /** Number of partitions whose set of brokers changes. */
  long moving() {
    Map<String, List<Integer>> current = sets(before);
    return sets(after).entrySet().stream()
        .filter(partition -> !partition.getValue().equals(current.get(partition.getKey())))
        .count();
  }

  private static Map<String, List<Integer>> sets(JsonNode assignment) {
    var sets = new HashMap<String, List<Integer>>();
    for (JsonNode partition : assignment.path("partitions")) {
      var brokers = new ArrayList<Integer>();
      partition.path("replicas").forEach(broker -> brokers.add(broker.asInt()));
      Collections.sort(brokers);
      sets.put(partition.path("topic").asText() + "-" + partition.path("partition"), brokers);
    }
    return sets;
  }
}
