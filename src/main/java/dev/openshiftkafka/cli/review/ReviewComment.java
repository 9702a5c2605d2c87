package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.review.Diagnostic.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The comment of one environment, in Markdown.
 *
 * @param request the environment and the mode of the review
 * @param log Pulumi's standard error
 */
record ReviewComment(Request request, Preview preview, GuardRails rails, List<String> log) {
  /** Characters of a comment; GitHub's limit is 65,536. */
  static final int MAX_LENGTH = 60_000;

  private static final int MAX_WARNINGS_LENGTH = 4_000;

  /**
   * The environment and the mode of a review.
   *
   * @param drift whether the preview detects drift
   * @param failed whether Pulumi's exit status reports a failure
   * @param fullLog location of the full log; empty when unknown
   */
  record Request(
      String environment, boolean allowed, boolean drift, boolean failed, String fullLog) {}

  /** The hidden first line, by which the next run finds the comment and updates it. */
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
    // Reserve for the sentence about omissions, with at most two parts for each action.
    int available = MAX_LENGTH - head.length() - warnings.length() - tail.length() - 1_000;
    ResourceSections sections = ResourceSections.fit(shown(), available);
    return head + sections.markdown() + warnings + tail(sections.omitted());
  }

  /** A failed preview has incomplete outputs, which are not shown. */
  private List<Change> shown() {
    return preview.changes().stream()
        .filter(change -> !failed() || !change.urn().isStack())
        .toList();
  }

  private String title() {
    String subject =
        (request.drift() ? "Drift of `" : "Preview of `") + request.environment() + "`";
    if (failed()) {
      return (request.drift() ? "Drift detection of `" : "The preview of `")
          + request.environment()
          + "` failed";
    }
    String counts =
        preview.counts().entrySet().stream()
            .filter(count -> count.getKey().changes())
            .map(count -> count.getValue() + " " + phrase(count.getKey()))
            .collect(Collectors.joining(", "));
    if (counts.isEmpty()) {
      return subject
          + (preview.changes().isEmpty() ? ": no changes" : ": only outputs or protection change");
    }
    return subject + ": " + counts;
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
      return shown().isEmpty() ? "" : "\nChanges that were planned before the failure:\n";
    }
    Map<Action, Integer> counts = preview.counts();
    String sentence =
        "\n"
            + Markdown.count(preview.unchanged(), "resource")
            + (preview.unchanged() == 1 ? " is unchanged." : " are unchanged.");
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
    List<String> lines =
        preview.diagnostics(Severity.WARNING).stream().flatMap(w -> w.toString().lines()).toList();
    String text = lines.isEmpty() ? "" : "\n### Warnings\n\n" + Markdown.fence("text", lines);
    return text.length() <= MAX_WARNINGS_LENGTH
        ? text
        : "\n### Warnings\n\n"
            + Markdown.count(lines.size(), "line")
            + " of warnings; see the full log.\n";
  }

  private String tail(Optional<String> omitted) {
    String omission =
        omitted
            .map(
                parts ->
                    "**Omitted because of the size limit of comments:** "
                        + parts
                        + ". The full log contains them.\n\n")
            .orElse("");
    String location = request.fullLog().isEmpty() ? "" : "Full log: " + request.fullLog() + ". ";
    String time = preview.complete() ? "The preview took " + preview.seconds() + " s." : "";
    String end = (omission + location + time).strip();
    return end.isEmpty() ? "" : "\n---\n" + end + "\n";
  }
}
