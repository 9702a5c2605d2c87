package dev.openshiftkafka.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Comments and exit statuses of recorded previews.
 *
 * <p>Pulumi 3.254.0 recorded them as events: for the AWS layer of {@code dev}, and with the prefix
 * {@code local-} by {@code local/record-previews} for the stack on the local cluster. Only {@code
 * kubernetes.json} is written by hand, according to the Go types of the digest. Events of unchanged
 * resources, debug messages and the configuration are removed.
 */
class RecordedPreviewsTest {
  private static final String FULL_LOG =
      "artifact `preview-prod` of [this run](https://example.com/1)";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "create, 0, ''",
    "update, 0, ''",
    "unprotect, 0, ''",
    "replace, 3, ''",
    "delete, 3, ''",
    "kubernetes, 3, ''",
    "no-change, 0, ''",
    "invalid-config, 1, --exit-status=1",
    "refused, 1, --exit-status=1",
    "protected, 1, --exit-status=1",
    "unreachable, 1, --exit-status=1",
    "ended-early, 1, --exit-status=137",
    "no-json, 1, --exit-status=255",
    "drift, 4, --drift --exit-status=7",
    "local-create, 0, ''",
    "local-no-change, 0, ''",
    "local-update, 0, ''",
    "local-replace, 0, ''",
    "local-delete, 0, ''",
    "local-failure, 1, --exit-status=255",
  })
  void review_recording_writesTheExpectedComment(String recording, int status, String options) {
    String[] all =
        ("--full-log=" + FULL_LOG + "\n" + options.replace(' ', '\n')).strip().split("\n");

    Reviewed reviewed = Reviewed.of(recording, all);

    Golden.assertSame(Reviewed.RECORDINGS.resolve(recording + ".md"), reviewed.comment());
    assertEquals(status, reviewed.status(), reviewed.terminal() + reviewed.errors());
    assertTrue(reviewed.comment().startsWith("<!-- openshift-kafka review: prod -->\n"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"replace", "delete", "kubernetes"})
  void review_destructionAllowed_isPermitted(String recording) {
    Reviewed reviewed = Reviewed.of(recording, "--allow-destructive");

    assertEquals(0, reviewed.status());
    assertTrue(reviewed.comment().contains("**Allowed: this plan destroys"), reviewed.comment());
  }

  @Test
  void recordings_all_haveAComment() throws IOException {
    try (Stream<Path> files = Files.list(Reviewed.RECORDINGS)) {
      files
          .map(Path::toString)
          .filter(name -> name.endsWith(".json"))
          .forEach(name -> assertTrue(Files.exists(Path.of(name.replaceAll("json$", "md"))), name));
    }
  }

  @Test
  void terminal_comment_hasNoHtml() {
    String terminal = Reviewed.of("kubernetes").terminal();

    assertTrue(terminal.contains("- delete Namespace kafka-old"), terminal);
    assertTrue(terminal.contains("+message.max.bytes=2097152"), terminal);
    assertTrue(Stream.of("<details", "<code>", "<!--").noneMatch(terminal::contains), terminal);
  }
}
