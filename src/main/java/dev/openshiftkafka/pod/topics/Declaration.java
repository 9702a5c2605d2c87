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
 * What a Job has to do.
 *
 * @param id what tells this declaration from any other; the Job knows it, too
 * @param topics the topics that must be there, as they must be
 * @param delete the names of those that must not
 */
public record Declaration(String id, List<DeclaredTopic> topics, List<String> delete) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The same for another Job. */
  public Declaration withId(String other) {
    return new Declaration(other, topics, delete);
  }

  /** As a file for the Job, with one value a line, so that a preview shows what changes. */
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
