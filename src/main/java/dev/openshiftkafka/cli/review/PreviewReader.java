package dev.openshiftkafka.cli.review;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    JsonObject whole = object(text);
    if (whole != null && !PreviewEvents.isEvent(whole)) {
      return PreviewDigest.read(whole);
    }
    var events = new ArrayList<JsonObject>();
    var others = new ArrayList<String>();
    for (String line : text.lines().toList()) {
      JsonObject event = object(line);
      if (event != null && PreviewEvents.isEvent(event)) {
        events.add(event);
      } else if (!line.isBlank() && !line.startsWith("{\"sequence\":")) {
        others.add(line);
      }
    }
    return PreviewEvents.read(events, others);
  }

  private static JsonObject object(String text) {
    try {
      JsonElement json = JsonParser.parseString(text);
      return json.isJsonObject() ? json.getAsJsonObject() : null;
    } catch (JsonParseException e) {
      // The engine may have been ended in the middle of a line.
      return null;
    }
  }

  static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value == null || value.isJsonNull() ? "" : value.getAsString();
  }

  static Diagnostic diagnostic(JsonObject json) {
    // Its prefix is its severity in a word.
    return Diagnostic.of(text(json, "severity"), text(json, "urn"), text(json, "message"));
  }

  static int number(JsonObject json, String name) {
    return json.has(name) ? json.get(name).getAsInt() : 0;
  }

  /** What was printed between the events. */
  static List<Diagnostic> notes(List<String> lines) {
    return lines.stream().map(line -> Diagnostic.of("info", "", line)).toList();
  }
}
