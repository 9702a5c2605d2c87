package dev.openshiftkafka.pod.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The input of the topics Job.
 *
 * @param id unique id of this declaration, which is also an argument of the Job
 * @param topics the topics that must exist, with their configuration
 * @param delete names of the topics to delete
 */
public record Declaration(String id, List<DeclaredTopic> topics, List<String> delete) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the same declaration with another id, for another Job. */
  public Declaration withId(String other) {
    return new Declaration(other, topics, delete);
  }

  /** Returns the Job's input file, one value a line, so that a preview shows what changes. */
  public String json() {
    var indenter = new DefaultIndenter("  ", "\n");
    var printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Declaration read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Declaration.class);
  }
}
