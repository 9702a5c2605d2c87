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

/** Comments stay below the size limit; the least important parts are cut and reported. */
class CommentSizeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {30, 300, 3000})
  void comment_manyResources_staysBelowTheLimit(int resources) throws IOException {
    String comment = Reviewed.of(copies(resources, step -> true)).comment();

    assertTrue(comment.length() < ReviewComment.MAX_LENGTH, comment.length() + " characters");
  }

  @Test
  void comment_300Resources_namesAllAndOmitsTheLastDiffs() throws IOException {
    Reviewed reviewed = Reviewed.of(copies(300, step -> !is(step, "delete", "same")));
    String comment = reviewed.comment();

    assertEquals(ReviewCommand.REFUSED, reviewed.status());
    for (int i = 0; i < 300; i++) {
      assertTrue(comment.contains("-copy-" + i + "<"), "no resource number " + i);
    }
    assertTrue(comment.contains("storage: 750Gi   # forces replacement"));
    assertTrue(
        comment.contains("**Omitted because of the size limit of comments:** the properties of"),
        comment);
    assertTrue(comment.indexOf("### Replaced") < comment.indexOf("### Updated"));
    assertTrue(comment.indexOf("### Updated") < comment.indexOf("### Created"));
    String omission = comment.substring(comment.indexOf("**Omitted"));
    assertTrue(omission.contains("the properties of 50 resources (created)"), omission);
    assertTrue(omission.contains("the properties of 5 resources (replaced)"), omission);
  }

  @Test
  void comment_3000Resources_omitsCreatedResourcesFirst() throws IOException {
    String comment = Reviewed.of(copies(3000, step -> is(step, "delete", "create"))).comment();

    String omission = comment.substring(comment.indexOf("**Omitted"));
    assertTrue(omission.contains("resources (created)"), omission);
    assertTrue(comment.contains("- and 1475 more"), "the alert is cut");
  }

  @Test
  void comment_longDiff_keepsOtherResources() throws IOException {
    ObjectNode digest = kubernetes();
    for (JsonNode step : digest.get("steps")) {
      if (step.get("urn").asText().contains("ConfigMap")) {
        String longText = "key=value\n".repeat(20_000);
        step.withObject("/newState/inputs/data").put("server.properties", longText);
      }
    }

    String comment = Reviewed.of(write(digest)).comment();

    assertTrue(comment.length() < ReviewComment.MAX_LENGTH, comment.length() + " characters");
    assertTrue(comment.contains(" more lines"), "the cut is not reported");
    assertTrue(comment.contains("Service <code>kafka-kafka-metrics</code>"));
    assertFalse(comment.contains("**Omitted"));
  }

  private static boolean is(JsonNode step, String... operations) {
    return List.of(operations).contains(step.get("op").asText());
  }

  private static ObjectNode kubernetes() throws IOException {
    String text = Files.readString(Reviewed.RECORDINGS.resolve("kubernetes.json"));
    return JsonText.object(text).orElseThrow();
  }

  /** Copies of the recorded resources, each with a unique name and a unique edit. */
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
