package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.review.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A preview of Pulumi.
 *
 * @param changes one for each changed resource, the most important first
 * @param unchanged number of unchanged resources
 * @param diagnostics messages, in order
 * @param complete whether Pulumi finished the preview
 * @param seconds duration
 */
record Preview(
    List<Change> changes,
    int unchanged,
    List<Diagnostic> diagnostics,
    boolean complete,
    long seconds) {

  /** Merges the steps of each resource; a replacement consists of several steps. */
  static Preview of(
      List<Step> steps,
      int unchanged,
      List<Diagnostic> diagnostics,
      boolean complete,
      long seconds) {
    var byResource = new LinkedHashMap<String, List<Step>>();
    for (Step step : steps) {
      // Drift is reported separately from the planned change of the same resource.
      String key = (step.action() == Action.DRIFT) + step.urn().text();
      byResource.computeIfAbsent(key, absent -> new ArrayList<>()).add(step);
    }
    List<Change> changes =
        byResource.values().stream().map(Change::of).filter(Change::isReported).sorted().toList();
    return new Preview(
        changes, unchanged, diagnostics.stream().distinct().toList(), complete, seconds);
  }

  boolean failed() {
    return !complete
        || diagnostics.stream().anyMatch(message -> message.severity() == Severity.ERROR);
  }

  /** Whether anything other than the state would change or has drifted. */
  boolean changesAnything() {
    return changes.stream().anyMatch(change -> change.action().changes());
  }

  /** Number of resources by action, without the stack itself. */
  Map<Action, Integer> counts() {
    var counts = new LinkedHashMap<Action, Integer>();
    changes.stream()
        .filter(change -> !change.urn().isStack())
        .forEach(change -> counts.merge(change.action(), 1, Integer::sum));
    return counts;
  }

  List<Diagnostic> diagnostics(Severity severity) {
    return diagnostics.stream().filter(message -> message.severity() == severity).toList();
  }
}
