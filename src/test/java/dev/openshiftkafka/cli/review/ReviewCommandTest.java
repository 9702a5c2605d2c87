package dev.openshiftkafka.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit statuses, and inputs that are not a preview. */
class ReviewCommandTest {
  @TempDir private Path folder;

  @Test
  void review_invalidCommand_endsWithTwo() {
    assertEquals(ReviewCommand.INVALID, Reviewed.of("no-such-recording").status());
    assertEquals(ReviewCommand.INVALID, Reviewed.of("create", "--what").status());
    Reviewed named = Reviewed.of("create", "--environment", "prod --> <script>");
    assertEquals(ReviewCommand.INVALID, named.status());
    assertTrue(named.errors().contains("is not a valid stack name"), named.errors());
  }

  @Test
  void review_pulumiExitStatus_isAFailure() throws IOException {
    Path log = Files.writeString(folder.resolve("pulumi.log"), "error: the passphrase is wrong\n");

    Reviewed reviewed = Reviewed.of("no-change", "--exit-status=255", "--log=" + log);

    assertEquals(ReviewCommand.FAILED, reviewed.status());
    assertTrue(reviewed.comment().contains("## The preview of `prod` failed"));
    assertTrue(reviewed.comment().contains("error: the passphrase is wrong"), reviewed.comment());
  }

  @Test
  void review_mandatoryPolicyViolated_isAFailure() throws IOException {
    String event =
        """
        {"sequence":1,"timestamp":1,"policyEvent":{"resourceUrn":"urn:pulumi:s::p::a:b:Bucket::logs",\
        "policyName":"no-buckets","message":"why a bucket?","enforcementLevel":"%s"}}
        {"sequence":2,"timestamp":1,"summaryEvent":{"durationSeconds":1,"resourceChanges":{"same":1}}}
        """;

    Reviewed mandatory =
        Reviewed.of(Files.writeString(folder.resolve("a"), event.formatted("mandatory")));
    Reviewed advisory =
        Reviewed.of(Files.writeString(folder.resolve("b"), event.formatted("advisory")));

    assertEquals(ReviewCommand.FAILED, mandatory.status());
    assertEquals(0, advisory.status());
    assertTrue(advisory.comment().contains("Bucket logs: no-buckets: why a bucket?"));
  }

  @Test
  void review_emptyPreview_isAFailure() throws IOException {
    Path empty = Files.createFile(folder.resolve("preview.json"));

    Reviewed reviewed = Reviewed.of(empty);

    assertEquals(ReviewCommand.FAILED, reviewed.status());
    assertTrue(reviewed.comment().contains("Pulumi exited without an error message."));
  }

  @Test
  void review_noDrift_endsWithZero() {
    Reviewed reviewed = Reviewed.of("no-change", "--drift");

    assertEquals(0, reviewed.status());
    assertTrue(reviewed.comment().contains("## Drift of `prod`: no changes"), reviewed.comment());
  }

  @Test
  void review_driftDetectionFails_isAFailure() {
    assertEquals(
        ReviewCommand.FAILED, Reviewed.of("unreachable", "--drift", "--exit-status=255").status());
    assertEquals(
        ReviewCommand.FAILED, Reviewed.of("no-change", "--drift", "--exit-status=255").status());
  }
}
