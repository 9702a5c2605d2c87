package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.review.Diagnostic.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the comment of one environment.
 *
 * @param request the environment and the mode of the review
 * @param log what the engine wrote beside its events
 */
record ReviewComment(Request request, Preview preview, GuardRails rails, List<String> log) {
  /** A host of repositories takes 65,536 characters. */
  static final int LONGEST = 60_000;

  private static final int MOST_WARNINGS = 4_000;

  /**
   * The environment and the mode of a review.
   *
   * @param drift whether the preview looked for what changed outside
   * @param failed whether the engine's exit status says that it failed
   * @param fullLog where the full log is; empty when nobody said
   */
  record Request(
      String environment, boolean allowed, boolean drift, boolean failed, String fullLog) {}

  /** The hidden line by which the comment is found again; the first of it. */
  static String marker(String environment) {
    return "<!-- openshift-kafka review: " + environment + " -->";
  }

  boolean failed() {
    return request.failed() || preview.failed();
  }

  String markdown() {
    String head =
        marker(request.environment())
            + "\n## "
            + title()
            + "\n"
            + alerts()
            + summary()
            + capacity();
    String warnings = warnings();
    String tail = tail(Optional.empty());
    // The sentence about what is cut has at most two parts for each kind of change.
    int room = LONGEST - head.length() - warnings.length() - tail.length() - 1_000;
    ResourceSections sections = ResourceSections.fit(shown(), room);
    return head + sections.markdown() + warnings + tail(sections.leftOut());
  }

  /** Outputs of a preview that failed are no more than what it came to. */
  private List<Change> shown() {
    return preview.changes().stream()
        .filter(change -> !failed() || !change.urn().isStack())
        .toList();
  }

  private String title() {
    String what = (request.drift() ? "Drift of `" : "Preview of `") + request.environment() + "`";
    if (failed()) {
      return (request.drift() ? "The search for drift of `" : "The preview of `")
          + request.environment()
          + "` failed";
    }
    String counts =
        preview.counts().entrySet().stream()
            .filter(count -> count.getKey().changes())
            .map(count -> count.getValue() + " " + phrase(count.getKey()))
            .collect(Collectors.joining(", "));
    if (counts.isEmpty()) {
      return what
          + (preview.changes().isEmpty() ? ": no changes" : ": only outputs or protection change");
    }
    return what + ": " + counts;
  }

  private static String phrase(Action action) {
    return action == Action.DRIFT ? action.verb() : "to " + action.verb();
  }

  private String alerts() {
    String failure = failed() ? "\n" + Failure.of(preview, log) : "";
    return failure + Warnings.of(rails, request.allowed());
  }

  private String summary() {
    if (failed()) {
      return shown().isEmpty() ? "" : "\nThis much was planned before that:\n";
    }
    Map<Action, Integer> counts = preview.counts();
    String sentence =
        "\n"
            + Markdown.count(preview.unchanged(), "resource")
            + (preview.unchanged() == 1 ? " stays" : " stay")
            + " as "
            + (preview.unchanged() == 1 ? "it is." : "they are.");
    if (counts.keySet().stream().noneMatch(Action::changes)) {
      return sentence + "\n";
    }
    List<Action> columns = counts.keySet().stream().filter(Action::changes).sorted().toList();
    return "\n| "
        + columns.stream().map(Action::heading).collect(Collectors.joining(" | "))
        + " | Unchanged |\n"
        + "| ---: ".repeat(columns.size() + 1)
        + "|\n| "
        + columns.stream().map(action -> "" + counts.get(action)).collect(Collectors.joining(" | "))
        + " | "
        + preview.unchanged()
        + " |\n";
  }

  private String capacity() {
    Optional<CapacityChange> change = failed() ? Optional.empty() : CapacityChange.of(preview);
    return change
        .map(
            found ->
                "\n### Capacity and cost\n\n"
                    + found.costSentence().map(sentence -> sentence + "\n\n").orElse("")
                    + found.table())
        .orElse("");
  }

  private String warnings() {
    List<String> said =
        preview.said(Severity.WARNING).stream().flatMap(w -> w.toString().lines()).toList();
    String text = said.isEmpty() ? "" : "\n### Warnings\n\n" + Markdown.fence("text", said);
    return text.length() <= MOST_WARNINGS
        ? text
        : "\n### Warnings\n\n"
            + Markdown.count(said.size(), "line")
            + " of warnings: see the full log.\n";
  }

  private String tail(Optional<String> leftOut) {
    String cut =
        leftOut
            .map(
                parts ->
                    "**Left out, because a comment has an end:** "
                        + parts
                        + ". The full log has them.\n\n")
            .orElse("");
    String place = request.fullLog().isEmpty() ? "" : "Full log: " + request.fullLog() + ". ";
    String time = preview.complete() ? "The preview took " + preview.seconds() + " s." : "";
    String end = (cut + place + time).strip();
    return end.isEmpty() ? "" : "\n---\n" + end + "\n";
  }
}
