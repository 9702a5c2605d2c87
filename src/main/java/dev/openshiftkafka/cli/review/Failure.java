package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.review.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Tells why a preview failed, as far as anybody said it. */
final class Failure {
  private static final int LONGEST = 8_000;
  private static final int LAST_LINES = 40;

  private Failure() {}

  /**
   * The errors, or else the last words of the program and of the engine.
   *
   * @param log what the engine wrote beside its events
   */
  static String of(Preview preview, List<String> log) {
    List<String> errors = lines(preview.said(Severity.ERROR).stream());
    if (!errors.isEmpty() && preview.complete()) {
      return Markdown.fence("text", first(errors));
    }
    List<String> words = new ArrayList<>(errors);
    words.addAll(last(lines(preview.said(Severity.INFO).stream())));
    words.addAll(last(log));
    if (words.isEmpty()) {
      return "The engine stopped without a word.\n";
    }
    return (preview.complete() ? "" : "The engine stopped before it was done. ")
        + "Its last words:\n\n"
        + Markdown.fence("text", first(words));
  }

  private static List<String> lines(Stream<Diagnostic> diagnostics) {
    return diagnostics.flatMap(said -> said.toString().lines()).toList();
  }

  private static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  /** The first error tells most; those after it are often its consequences. */
  private static List<String> first(List<String> lines) {
    int length = 0;
    for (int i = 0; i < lines.size(); i++) {
      length += lines.get(i).length() + 1;
      if (length > LONGEST) {
        var cut = new ArrayList<>(lines.subList(0, i));
        String line = lines.get(i);
        cut.add(line.substring(0, Math.min(line.length(), LONGEST / 4)) + " …");
        return cut;
      }
    }
    return Collections.unmodifiableList(lines);
  }
}
