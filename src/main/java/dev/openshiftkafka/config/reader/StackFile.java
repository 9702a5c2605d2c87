package dev.openshiftkafka.config.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** Reads a Pulumi stack file outside the engine, in the form in which the engine passes it. */
public final class StackFile {
  /** A key without a value is absent. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.NON_NULL))
          .build();

  private StackFile() {}

  /**
   * Full keys and their text values. Structured values are JSON; encrypted values, which only the
   * engine can decrypt, are the placeholder {@code [secret]}.
   *
   * @throws IOException when the file cannot be read
   */
  public static Map<String, String> values(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      Map<String, Map<String, Object>> content = new Yaml().load(reader);
      var values = new HashMap<String, String>();
      if (content != null && content.get("config") != null) {
        for (var entry : content.get("config").entrySet()) {
          values.put(entry.getKey(), text(entry.getValue()));
        }
      }
      return values;
    }
  }

  /** Name of the stack that a file belongs to: {@code Pulumi.<stack>.yaml}. */
  public static String stack(Path file) {
    return String.valueOf(file.getFileName())
        .replaceFirst("^Pulumi\\.", "")
        .replaceFirst("\\.ya?ml$", "");
  }

  private static String text(Object value) throws JsonProcessingException {
    if (value instanceof Map<?, ?> map && map.containsKey("secure")) {
      return "[secret]";
    }
    return value instanceof Map || value instanceof Collection
        ? JSON.writeValueAsString(value)
        : String.valueOf(value);
  }
}
