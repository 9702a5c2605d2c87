package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.capacity.model.Hardware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads workloads. */
final class WorkloadFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Folder of the named workloads: where the stack puts them. */
  private static final String FOLDER_VARIABLE = "LOAD_GENERATOR_WORKLOADS";

  /** Named unlike any workload can be. */
  private static final String HARDWARE = "_hardware.json";

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
      if (root.isObject() && edits.stream().anyMatch(WorkloadFile::isAnotherWorkload)) {
        ((ObjectNode) root).remove("reference");
      }
      return JSON.treeToValue(root, Workload.class).validated();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
    }
  }

  /** A result of another workload is no reference; that of a longer run is. */
  private static boolean isAnotherWorkload(String edit) {
    return !edit.isBlank()
        && !edit.matches("(warmup(Seconds|RecordsPerSecond)|durationSeconds|records)=.*");
  }

  /**
   * What the brokers run on, as the stack that declares it says beside the workloads; null when no
   * stack does.
   */
  static Hardware hardware() throws IOException {
    Path file = folder().resolve(HARDWARE);
    return Files.isRegularFile(file) ? JSON.readValue(file.toFile(), Hardware.class) : null;
  }

  private static Path file(String name) {
    return name.endsWith(".json") ? Path.of(name) : folder().resolve(name + ".json");
  }

  private static Path folder() {
    return Path.of(System.getenv().getOrDefault(FOLDER_VARIABLE, "."));
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
