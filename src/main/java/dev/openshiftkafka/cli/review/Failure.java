package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.review.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Reports why a preview failed. */
final class Failure {
  private static final int MAX_LENGTH = 8_000;
  private static final int MAX_LAST_LINES = 40;

  private Failure() {}

  /**
   * The errors; without errors, or when Pulumi was killed, the last lines of its output.
   *
   * @param log Pulumi's standard error
   */
  static String of(Preview preview, List<String> log) {
    List<String> errors = lines(preview.diagnostics(Severity.ERROR).stream());
    if (!errors.isEmpty() && preview.complete()) {
      return Markdown.fence("text", first(errors));
    }
    List<String> output = new ArrayList<>(errors);
    output.addAll(last(lines(preview.diagnostics(Severity.INFO).stream())));
    output.addAll(last(log));
    if (output.isEmpty()) {
      return "Pulumi exited without an error message.\n";
    }
    return (preview.complete() ? "" : "Pulumi exited before the preview was complete. ")
        + "The last lines of its output:\n\n"
        + Markdown.fence("text", first(output));
  }

  private static List<String> lines(Stream<Diagnostic> diagnostics) {
    return diagnostics.flatMap(diagnostic -> diagnostic.toString().lines()).toList();
  }

  private static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - MAX_LAST_LINES), lines.size());
  }

  /** Keeps the first lines: later errors are often consequences of the first one. */
  private static List<String> first(List<String> lines) {
    int length = 0;
    for (int i = 0; i < lines.size(); i++) {
      length += lines.get(i).length() + 1;
      if (length > MAX_LENGTH) {
        var cut = new ArrayList<>(lines.subList(0, i));
        String line = lines.get(i);
        cut.add(line.substring(0, Math.min(line.length(), MAX_LENGTH / 4)) + " …");
        return cut;
      }
    }
    return Collections.unmodifiableList(lines);
  }
}
