package dev.openshiftkafka.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the command ends, and what it makes of what is no preview. */
class ReviewCommandTest {
  @TempDir private Path folder;

  @Test
  void aWrongCommandEndsWithTwo() {
    assertEquals(ReviewCommand.WRONG, Reviewed.of("no-such-recording").status());
    assertEquals(ReviewCommand.WRONG, Reviewed.of("create", "--what").status());
    Reviewed named = Reviewed.of("create", "--environment", "prod --> <script>");
    assertEquals(ReviewCommand.WRONG, named.status());
    assertTrue(named.errors().contains("is no name of a stack"), named.errors());
  }

  @Test
  void anExitStatusOfTheEngineIsAFailure() throws IOException {
    Path log = Files.writeString(folder.resolve("pulumi.log"), "error: the passphrase is wrong\n");

    Reviewed reviewed = Reviewed.of("no-change", "--exit-status=255", "--log=" + log);

    assertEquals(ReviewCommand.FAILED, reviewed.status());
    assertTrue(reviewed.comment().contains("## The preview of `prod` failed"));
    assertTrue(reviewed.comment().contains("error: the passphrase is wrong"), reviewed.comment());
  }

  @Test
  void aViolatedPolicyIsAFailureWhereItIsMandatory() throws IOException {
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
  void anEmptyPreviewIsAFailure() throws IOException {
    Path empty = Files.createFile(folder.resolve("preview.json"));

    Reviewed reviewed = Reviewed.of(empty);

    assertEquals(ReviewCommand.FAILED, reviewed.status());
    assertTrue(reviewed.comment().contains("The engine stopped without a word."));
  }

  @Test
  void noDriftEndsWithNothing() {
    Reviewed reviewed = Reviewed.of("no-change", "--drift");

    assertEquals(0, reviewed.status());
    assertTrue(reviewed.comment().contains("## Drift of `prod`: no changes"), reviewed.comment());
  }

  @Test
  void aSearchForDriftThatFailsIsNoDrift() {
    assertEquals(
        ReviewCommand.FAILED, Reviewed.of("unreachable", "--drift", "--exit-status=255").status());
    assertEquals(
        ReviewCommand.FAILED, Reviewed.of("no-change", "--drift", "--exit-status=255").status());
  }
}
