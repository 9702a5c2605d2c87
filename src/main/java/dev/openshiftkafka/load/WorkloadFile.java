package dev.openshiftkafka.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads workloads. */
final class WorkloadFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Folder of the named workloads: where the stack puts them. */
  private static final String FOLDER_VARIABLE = "LOAD_GENERATOR_WORKLOADS";

  private WorkloadFile() {}

  /**
   * The workload of a name or file.
   *
   * @param edits changes of single keys, as {@code produce.acks=1}
   * @throws IllegalArgumentException when there is none, or it has faults
   */
  static Workload read(String name, List<String> edits) throws IOException {
    Path file = file(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("no workload \"" + name + "\": no file " + file);
    }
    try {
      JsonNode root = JSON.readTree(file.toFile());
      // Of a variable that is empty comes one empty edit.
      edits.stream().filter(edit -> !edit.isBlank()).forEach(edit -> edit(root, edit));
      return JSON.treeToValue(root, Workload.class).validated();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
    }
  }

  private static Path file(String name) {
    if (name.endsWith(".json")) {
      return Path.of(name);
    }
    return Path.of(System.getenv().getOrDefault(FOLDER_VARIABLE, "."), name + ".json");
  }

  private static void edit(JsonNode root, String edit) {
    int sign = edit.indexOf('=');
    if (sign < 1 || !root.isObject()) {
      throw new IllegalArgumentException(
          "--set " + edit + ": must be KEY=VALUE, such as produce.acks=1");
    }
    // Kafka's settings have dots of their own.
    String[] path = edit.substring(0, sign).split("\\.", edit.contains(".settings.") ? 3 : -1);
    var parent = (ObjectNode) root;
    for (int i = 0; i < path.length - 1; i++) {
      parent = parent.withObjectProperty(path[i]);
    }
    parent.set(path[path.length - 1], value(edit.substring(sign + 1)));
  }

  /** Numbers and truth values are themselves, and everything else is text. */
  private static JsonNode value(String text) {
    try {
      JsonNode parsed = JSON.readTree(text);
      return parsed.isValueNode() && !parsed.isMissingNode()
          ? parsed
          : JSON.getNodeFactory().textNode(text);
    } catch (JsonProcessingException e) {
      return JSON.getNodeFactory().textNode(text);
    }
  }
}
