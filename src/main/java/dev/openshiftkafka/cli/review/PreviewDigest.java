package dev.openshiftkafka.cli.review;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the digest, as display.PreviewDigest of the engine defines it. */
final class PreviewDigest {
  private PreviewDigest() {}

  static Preview read(JsonObject digest) {
    List<Step> steps =
        objects(digest, "steps").stream()
            .map(step -> Step.of(step, "oldState", "newState", "replaceReasons"))
            // It is written before the stack's outputs are known, which would look like none.
            .filter(step -> !step.urn().isStack())
            .toList();
    JsonObject summary =
        digest.has("changeSummary") ? digest.getAsJsonObject("changeSummary") : null;
    return Preview.of(
        steps,
        summary == null ? 0 : PreviewReader.number(summary, "same"),
        objects(digest, "diagnostics").stream().map(PreviewReader::diagnostic).toList(),
        summary != null,
        digest.has("duration")
            ? Duration.ofNanos(digest.get("duration").getAsLong()).toSeconds()
            : 0);
  }

  private static List<JsonObject> objects(JsonObject json, String name) {
    var objects = new ArrayList<JsonObject>();
    if (json.has(name)) {
      for (JsonElement element : json.getAsJsonArray(name)) {
        objects.add(element.getAsJsonObject());
      }
    }
    return objects;
  }
}
