package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.cli.state.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the output of {@code pulumi preview --json}: one digest, or one event per line with {@code
 * PULUMI_ENABLE_STREAMING_JSON_PREVIEW}.
 *
 * <p>The digest is written before the stack's outputs are known, omits steps of replacements, and
 * is not written when Pulumi is killed.
 */
final class PreviewReader {
  private PreviewReader() {}

  /**
   * Reads a digest or events; any other text is a failed preview.
   *
   * @throws IOException when the file cannot be read
   */
  static Preview read(Path file) throws IOException {
    String text = Files.readString(file);
    Optional<ObjectNode> whole = JsonText.object(text);
    if (whole.isPresent() && !PreviewEvents.isEvent(whole.get())) {
      return PreviewDigest.read(whole.get());
    }
    var events = new ArrayList<ObjectNode>();
    var otherLines = new ArrayList<String>();
    for (String line : text.lines().toList()) {
      // Pulumi may have been killed in the middle of a line.
      Optional<ObjectNode> event = JsonText.object(line).filter(PreviewEvents::isEvent);
      if (event.isPresent()) {
        events.add(event.get());
      } else if (!line.isBlank() && !line.startsWith("{\"sequence\":")) {
        otherLines.add(line);
      }
    }
    return PreviewEvents.read(events, otherLines);
  }

  static Diagnostic diagnostic(JsonNode json) {
    // The field prefix is omitted: it repeats the severity.
    return Diagnostic.of(
        JsonText.text(json, "severity"),
        JsonText.text(json, "urn"),
        JsonText.text(json, "message"));
  }

  static int number(JsonNode json, String name) {
    return json.path(name).asInt();
  }

  /** Lines that were printed between the events. */
  static List<Diagnostic> notes(List<String> lines) {
    return lines.stream().map(line -> Diagnostic.of("info", "", line)).toList();
  }
}
