package dev.openshiftkafka.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.cli.state.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
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
    ObjectNode digest = kubernetes();
    for (JsonNode step : digest.get("steps")) {
      if (step.get("urn").asText().contains("ConfigMap")) {
        String longText = "key=value\n".repeat(20_000);
        step.withObject("/newState/inputs/data").put("server.properties", longText);
      }
    }

    String comment = Reviewed.of(write(digest)).comment();

    assertTrue(comment.length() < ReviewComment.LONGEST, comment.length() + " characters");
    assertTrue(comment.contains(" more lines"), "it is told");
    assertTrue(comment.contains("Service <code>kafka-kafka-metrics</code>"));
    assertFalse(comment.contains("**Left out"));
  }

  private static boolean is(JsonNode step, String... operations) {
    return List.of(operations).contains(step.get("op").asText());
  }

  private static ObjectNode kubernetes() throws IOException {
    String text = Files.readString(Reviewed.RECORDINGS.resolve("kubernetes.json"));
    return JsonText.object(text).orElseThrow();
  }

  /** Copies of the recorded resources under names of their own, each with an edit of its own. */
  private Path copies(int resources, Predicate<JsonNode> wanted) throws IOException {
    ObjectNode digest = kubernetes();
    List<JsonNode> recorded =
        StreamSupport.stream(digest.get("steps").spliterator(), false)
            .filter(step -> !is(step, "delete-replaced", "create-replacement"))
            .filter(step -> !step.get("urn").asText().contains("pulumi:Stack"))
            .filter(wanted)
            .toList();
    ArrayNode steps = digest.putArray("steps");
    for (int i = 0; i < resources; i++) {
      ObjectNode copy = recorded.get(i % recorded.size()).deepCopy();
      copy.put("urn", copy.get("urn").asText() + "-copy-" + i);
      if (copy.has("newState")) {
        copy.withObject("/newState/inputs").put("copy", i);
      }
      steps.add(copy);
    }
    return write(digest);
  }

  private Path write(ObjectNode digest) throws IOException {
    return Files.writeString(folder.resolve("preview.json"), digest.toString());
  }
}
