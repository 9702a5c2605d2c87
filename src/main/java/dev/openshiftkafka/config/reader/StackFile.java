package dev.openshiftkafka.config.reader;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** Reads a stack file outside the engine, as the engine would hand it over. */
public final class StackFile {
  private StackFile() {}

  /**
   * Full keys and their texts. Structured values are JSON; encrypted ones, which only the engine
   * can open, are a placeholder.
   *
   * @throws IOException when the file cannot be read
   */
  public static Map<String, String> values(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      Map<String, Map<String, Object>> content = new Yaml().load(reader);
      var values = new HashMap<String, String>();
      if (content != null && content.get("config") != null) {
        content.get("config").forEach((key, value) -> values.put(key, text(value)));
      }
      return values;
    }
  }

  /** Name of the stack that a file belongs to: {@code Pulumi.<stack>.yaml}. */
  public static String stack(Path file) {
    return file.getFileName()
        .toString()
        .replaceFirst("^Pulumi\\.", "")
        .replaceFirst("\\.ya?ml$", "");
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> map && map.containsKey("secure")) {
      return "[secret]";
    }
    return value instanceof Map || value instanceof Collection
        ? new Gson().toJson(value)
        : String.valueOf(value);
  }
}
