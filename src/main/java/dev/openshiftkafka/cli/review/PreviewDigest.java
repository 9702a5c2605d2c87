package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the digest of a preview: Pulumi's type display.PreviewDigest. */
final class PreviewDigest {
  private PreviewDigest() {}

  static Preview read(JsonNode digest) {
    List<Step> steps =
        objects(digest, "steps").stream()
            .map(step -> Step.of(step, "oldState", "newState", "replaceReasons"))
            // The digest is written before the stack's outputs are known: they would look deleted.
            .filter(step -> !step.urn().isStack())
            .toList();
    JsonNode summary = digest.get("changeSummary");
    return Preview.of(
        steps,
        summary == null ? 0 : PreviewReader.number(summary, "same"),
        objects(digest, "diagnostics").stream().map(PreviewReader::diagnostic).toList(),
        summary != null,
        Duration.ofNanos(digest.path("duration").asLong()).toSeconds());
  }

  private static List<JsonNode> objects(JsonNode json, String name) {
    var objects = new ArrayList<JsonNode>();
    json.path(name).forEach(objects::add);
    return objects;
  }
}
