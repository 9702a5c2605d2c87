package dev.openshiftkafka.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Scripts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts ask of the host of repositories, whose client is played by a stand-in. */
class HostScriptsTest {
  private static final String MARKER = "<!-- openshift-kafka review: prod -->";

  /** Notes each call, and answers with the lines of a file that is named after its first words. */
  private static final String GH =
      """
      printf '%s\\n' "$*" >>calls
      for argument in "$@"; do
        case $argument in
          body=@*) cp "${argument#body=@}" body ;;
        esac
      done
      while [ "$#" -gt 0 ]; do
        [ "$1" != --body-file ] || cp "$2" body
        case $1 in */comments) listed=comments ;; list) listed=issues ;; PATCH | POST) listed=none ;; esac
        shift
      done
      cat "${listed:-none}" 2>/dev/null || true
      """;

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() {
    scripts =
        new Scripts(folder, ".ci/comment", ".ci/drift-issue")
            .standIn("gh", GH)
            .with("GITHUB_REPOSITORY", "acme/kafka");
  }

  private String lastCall() {
    String[] calls = scripts.read("calls").strip().split("\n");
    return calls[calls.length - 1];
  }

  @Test
  void theFirstCommentIsPosted() {
    scripts.write("comment.md", MARKER + "\n## Preview\n");
    scripts.write("comments", "7\t<!-- openshift-kafka review: dev -->\n");

    scripts.output(".ci/comment", "12", "comment.md");

    assertTrue(
        lastCall().startsWith("api --method POST repos/acme/kafka/issues/12/comments"), lastCall());
    assertEquals(MARKER + "\n## Preview\n", scripts.read("body"));
  }

  @Test
  void theNextOneIsEditedInPlace() {
    scripts.write("comment.md", MARKER + "\n## Preview\n");
    scripts.write("comments", "7\t<!-- openshift-kafka review: dev -->\n8\t" + MARKER + "\n");

    scripts.output(".ci/comment", "12", "comment.md");

    assertTrue(
        lastCall().startsWith("api --method PATCH repos/acme/kafka/issues/comments/8 "),
        lastCall());
  }

  @Test
  void aFileWithoutMarkerIsRefused() {
    scripts.write("comment.md", "## Preview\n");

    assertEquals(2, scripts.run(".ci/comment", "12", "comment.md").getExitValue());
    assertEquals("", scripts.read("calls"));
  }

  private void result(String environment, int status) {
    scripts.write("drift/drift-" + environment + "/status", status + "\n");
    scripts.write(
        "drift/drift-" + environment + "/comment.md", "## Drift of `" + environment + "`\n");
  }

  @Test
  void driftOpensOneIssue() {
    result("dev", 0);
    result("prod", 4);
    result("staging", 1);

    scripts.output(".ci/drift-issue", "drift", "dev", "prod", "staging");

    assertTrue(lastCall().startsWith("issue create --repo acme/kafka --title Drift"), lastCall());
    assertEquals("## Drift of `prod`\n## Drift of `staging`\n", scripts.read("body"));
  }

  @Test
  void moreDriftUpdatesIt() {
    result("dev", 0);
    result("prod", 4);
    scripts.write("issues", "31\n");

    scripts.output(".ci/drift-issue", "drift", "dev", "prod");

    assertTrue(lastCall().startsWith("issue edit 31 --repo acme/kafka --body-file"), lastCall());
  }

  @Test
  void noDriftClosesIt() {
    result("dev", 0);
    result("prod", 0);
    scripts.write("issues", "31\n");

    scripts.output(".ci/drift-issue", "drift", "dev", "prod");

    assertTrue(lastCall().startsWith("issue close 31 --repo acme/kafka"), lastCall());
  }

  @Test
  void noDriftAndNoIssueChangeNothing() {
    result("dev", 0);
    result("prod", 0);

    scripts.output(".ci/drift-issue", "drift", "dev", "prod");

    assertTrue(lastCall().startsWith("issue list"), lastCall());
  }

  @Test
  void noResultIsNotTakenForNoDrift() {
    result("dev", 0);
    scripts.write("issues", "31\n");

    scripts.output(".ci/drift-issue", "drift", "dev", "prod");

    assertTrue(lastCall().startsWith("issue edit 31 "), lastCall());
    assertTrue(scripts.read("body").startsWith("## Drift detection of `prod` failed\n"));
    assertEquals(2, scripts.run(".ci/drift-issue", "drift").getExitValue());
  }

  @Test
  void muchDriftIsCutAtALine() {
    result("dev", 0);
    result("prod", 4);
    scripts.write(
        "drift/drift-prod/comment.md", "```diff\n" + "+ a line\n".repeat(20_000) + "```\n");

    scripts.output(".ci/drift-issue", "drift", "dev", "prod");

    String body = scripts.read("body");
    assertTrue(body.length() < 65_000, body.length() + " characters");
    assertTrue(
        body.endsWith("+ a line\n```\n\nCut here: the artifacts of the run have all of it.\n"));
  }
}
