package dev.openshiftkafka.cli.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON. Numbers keep their digits. */
public final class JsonText {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private JsonText() {}

  /**
   * Parses one value.
   *
   * @throws IllegalArgumentException when the text is not JSON or has more than one value
   */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      // The full message can quote the text, which can contain secrets.
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** Parses a text that may be an object; empty when it is anything else. */
  public static Optional<ObjectNode> object(String text) {
    try {
      return parse(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A new, empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Whether the value is a number, a string or a boolean; null and absent values are not. */
  public static boolean isScalar(@Nullable JsonNode value) {
    return value != null && value.isValueNode() && !value.isNull();
  }

  /** The text of a field; empty when it is absent, null, or an object, such as a secret. */
  public static String text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return isScalar(value) ? scalar(value) : "";
  }

  /** The text of a scalar, a number in plain digits. */
  public static String scalar(JsonNode value) {
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
  }

  /** The value on lines of its own, indented by two spaces. */
  public static String pretty(JsonNode value) {
    try {
      return MAPPER.writer(new Printer()).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Printer extends DefaultPrettyPrinter {
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

    Printer() {
      super(
          Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
      indentArraysWith(INDENTER);
      indentObjectsWith(INDENTER);
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
      return new Printer();
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) throws IOException {
      end(json, entries, '}');
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) throws IOException {
      end(json, values, ']');
    }

    /** The base class writes a space into empty objects and arrays. */
    private void end(JsonGenerator json, int entries, char bracket) throws IOException {
      _nesting--;
      if (entries > 0) {
        INDENTER.writeIndentation(json, _nesting);
      }
      json.writeRaw(bracket);
    }
  }
}
