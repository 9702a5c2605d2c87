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
import org.jspecify.annotations.Nullable;

/** Reads workload files. */
final class WorkloadFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Environment variable with the folder of the named workloads; the stack sets it. */
  private static final String FOLDER_VARIABLE = "LOAD_GENERATOR_WORKLOADS";

  /** No workload may have this name. */
  private static final String HARDWARE = "_hardware.json";

  private WorkloadFile() {}

  /**
   * Reads the workload of a name or file.
   *
   * @param edits changes of single keys, such as {@code produce.acks=1}
   * @throws IllegalArgumentException when it does not exist or is invalid
   */
  static Workload read(String name, List<String> edits) throws IOException {
    Path file = file(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "workload \"%s\": file %s does not exist; pass the name of a workload or a .json file"
              .formatted(name, file));
    }
    try {
      JsonNode root = JSON.readTree(file.toFile());
      // An empty LOAD_GENERATOR_SET is parsed as one empty edit.
      edits.stream().filter(edit -> !edit.isBlank()).forEach(edit -> edit(root, edit));
      if (root.isObject() && edits.stream().anyMatch(WorkloadFile::changesWorkload)) {
        ((ObjectNode) root).remove("reference");
      }
      return JSON.treeToValue(root, Workload.class).validated();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Whether an edit makes the published result incomparable: all but those of the run's length. */
  private static boolean changesWorkload(String edit) {
    return !edit.isBlank()
        && !edit.matches("(warmup(Seconds|RecordsPerSecond)|durationSeconds|records)=.*");
  }

  /**
   * Reads the brokers' hardware, which the stack writes to the same folder; null when the stack
   * does not declare it.
   */
  static @Nullable Hardware hardware() throws IOException {
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
    int equals = edit.indexOf('=');
    if (equals < 1 || !root.isObject()) {
      throw new IllegalArgumentException(
          "--set: \"" + edit + "\" must be KEY=VALUE, such as produce.acks=1");
    }
    // Names of Kafka configs contain dots.
    String[] path = edit.substring(0, equals).split("\\.", edit.contains(".settings.") ? 3 : -1);
    var parent = (ObjectNode) root;
    for (int i = 0; i < path.length - 1; i++) {
      parent = parent.withObjectProperty(path[i]);
    }
    parent.set(path[path.length - 1], value(edit.substring(equals + 1)));
  }

  /** Parses numbers and booleans; everything else is a string. */
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
