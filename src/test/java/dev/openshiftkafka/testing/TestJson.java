package dev.openshiftkafka.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.cli.state.JsonText;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON that tests write, and read from the output of commands. */
public final class TestJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TestJson() {}

  /** Parses a value. */
  public static JsonNode parse(String text) {
    return JsonText.parse(text);
  }

  /** Parses an object. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(String text) {
    return MAPPER.convertValue(parse(text), Map.class);
  }

  /** The text of maps, lists, strings, numbers, records or nodes. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as a node. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }
}
