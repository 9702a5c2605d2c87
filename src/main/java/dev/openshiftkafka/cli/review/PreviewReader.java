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
 * Reads what {@code pulumi preview --json} wrote: one digest, or a line for each event when {@code
 * PULUMI_ENABLE_STREAMING_JSON_PREVIEW} is set.
 *
 * <p>The events tell more: the digest is written before the stack's outputs are known, leaves out
 * steps of replacements, and is not written at all when the engine is ended.
 */
final class PreviewReader {
  private PreviewReader() {}

  /**
   * Reads either form, and what is neither as a preview that failed.
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
    var others = new ArrayList<String>();
    for (String line : text.lines().toList()) {
      // The engine may have been ended in the middle of a line.
      Optional<ObjectNode> event = JsonText.object(line).filter(PreviewEvents::isEvent);
      if (event.isPresent()) {
        events.add(event.get());
      } else if (!line.isBlank() && !line.startsWith("{\"sequence\":")) {
        others.add(line);
      }
    }
    return PreviewEvents.read(events, others);
  }

  static Diagnostic diagnostic(JsonNode json) {
    // Its prefix is its severity in a word.
    return Diagnostic.of(
        JsonText.text(json, "severity"),
        JsonText.text(json, "urn"),
        JsonText.text(json, "message"));
  }

  static int number(JsonNode json, String name) {
    return json.path(name).asInt();
  }

  /** What was printed between the events. */
  static List<Diagnostic> notes(List<String> lines) {
    return lines.stream().map(line -> Diagnostic.of("info", "", line)).toList();
  }
}
