package dev.openshiftkafka.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README is short, and the preview that it shows was recorded. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final int MAX_LINES = 130;

  private static final Pattern PREVIEW =
      Pattern.compile(
          "(?s)<!-- preview: from (\\S+) -->\n```diff\n(.*?)```\n<!-- end of preview -->");

  @Test
  void readme_lines_areFew() throws IOException {
    int lines = Files.readAllLines(README).size();

    assertTrue(lines <= MAX_LINES, lines + " lines; move details to docs/");
  }

  @Test
  void readme_preview_isPartOfARecording() throws IOException {
    MatchResult preview =
        PREVIEW.matcher(Files.readString(README)).results().findFirst().orElseThrow();

    assertTrue(Files.readString(Path.of(preview.group(1))).contains(preview.group(2)));
    assertEquals(1, PREVIEW.matcher(Files.readString(README)).results().count());
  }
}
