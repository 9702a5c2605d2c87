package dev.openshiftkafka.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON texts that are inputs of resources.
 *
 * <p>A text must be the same in every run, or each preview would show a change. Values are
 * therefore written in the order of their maps, and callers pass maps with an order: {@link
 * #object}, a sorted map, or a map with one entry.
 */
public final class Json {
  private static final ObjectMapper COMPACT = new ObjectMapper();
  private static final ObjectMapper INDENTED =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  /** A value in one line. */
  public static String compact(Object value) {
    return write(COMPACT, value);
  }

  /** A value with indentation and a line end, for people to read. */
  public static String indented(Object value) {
    return write(INDENTED, value) + "\n";
  }

  /** A map in the order of its arguments: keys and values alternate. */
  public static Map<String, Object> object(@Nullable Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value, e);
    }
  }
}
