package dev.openshiftkafka.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A comment fits where it is posted, and what is cut is the least important and is told. */
class CommentSizeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {30, 300, 3000})
  void fits(int resources) throws IOException {
    String comment = Reviewed.of(copies(resources, step -> true)).comment();

    assertTrue(comment.length() < ReviewComment.LONGEST, comment.length() + " characters");
  }

  @Test
  void ofThreeHundredEachIsNamedAndTheLastLoseTheirProperties() throws IOException {
    Reviewed reviewed = Reviewed.of(copies(300, step -> !is(step, "delete", "same")));
    String comment = reviewed.comment();

    assertEquals(ReviewCommand.REFUSED, reviewed.status());
    for (int i = 0; i < 300; i++) {
      assertTrue(comment.contains("-copy-" + i + "<"), "no resource number " + i);
    }
    assertTrue(comment.contains("storage: 750Gi   # forces the replacement"));
    assertTrue(
        comment.contains("**Left out, because a comment has an end:** the properties of"), comment);
    assertTrue(comment.indexOf("### Replaced") < comment.indexOf("### Updated"));
    assertTrue(comment.indexOf("### Updated") < comment.indexOf("### Created"));
    String left = comment.substring(comment.indexOf("**Left out"));
    assertTrue(left.contains("the properties of 50 resources (created)"), left);
    assertTrue(left.contains("the properties of 5 resources (replaced)"), left);
  }

  @Test
  void ofThreeThousandTheCreatedGoFirst() throws IOException {
    String comment = Reviewed.of(copies(3000, step -> is(step, "delete", "create"))).comment();

    String left = comment.substring(comment.indexOf("**Left out"));
    assertTrue(left.contains("resources (created)"), left);
    assertTrue(comment.contains("- and 1475 more"), "the alert is cut");
  }

  @Test
  void oneLongTextLeavesRoomForTheOthers() throws IOException {
    JsonObject digest = kubernetes();
    for (JsonElement step : digest.getAsJsonArray("steps")) {
      if (step.getAsJsonObject().get("urn").getAsString().contains("ConfigMap")) {
        String longText = "key=value\n".repeat(20_000);
        step.getAsJsonObject()
            .getAsJsonObject("newState")
            .getAsJsonObject("inputs")
            .getAsJsonObject("data")
            .addProperty("server.properties", longText);
      }
    }

    String comment = Reviewed.of(write(digest)).comment();

    assertTrue(comment.length() < ReviewComment.LONGEST, comment.length() + " characters");
    assertTrue(comment.contains(" more lines"), "it is told");
    assertTrue(comment.contains("Service <code>kafka-kafka-metrics</code>"));
    assertFalse(comment.contains("**Left out"));
  }

  private static boolean is(JsonObject step, String... operations) {
    return List.of(operations).contains(step.get("op").getAsString());
  }

  private static JsonObject kubernetes() throws IOException {
    String text = Files.readString(Reviewed.RECORDINGS.resolve("kubernetes.json"));
    return JsonParser.parseString(text).getAsJsonObject();
  }

  /** Copies of the recorded resources under names of their own, each with an edit of its own. */
  private Path copies(int resources, Predicate<JsonObject> wanted) throws IOException {
    JsonObject digest = kubernetes();
    var recorded = new JsonArray();
    digest.getAsJsonArray("steps").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(step -> !is(step, "delete-replaced", "create-replacement"))
        .filter(step -> !step.get("urn").getAsString().contains("pulumi:Stack"))
        .filter(wanted)
        .forEach(recorded::add);
    var steps = new JsonArray();
    for (int i = 0; i < resources; i++) {
      JsonObject copy = recorded.get(i % recorded.size()).getAsJsonObject().deepCopy();
      copy.addProperty("urn", copy.get("urn").getAsString() + "-copy-" + i);
      if (copy.has("newState")) {
        copy.getAsJsonObject("newState").getAsJsonObject("inputs").addProperty("copy", i);
      }
      steps.add(copy);
    }
    digest.add("steps", steps);
    return write(digest);
  }

  private Path write(JsonObject digest) throws IOException {
    return Files.writeString(folder.resolve("preview.json"), digest.toString());
  }
}
