package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.review.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the engine plans.
 *
 * @param changes one for each resource, the most important first; what stays as it is does not
 *     count
 * @param unchanged number of resources that stay as they are
 * @param diagnostics what was said, in order
 * @param complete whether the engine came to its end
 * @param seconds how long it took
 */
record Preview(
    List<Change> changes,
    int unchanged,
    List<Diagnostic> diagnostics,
    boolean complete,
    long seconds) {

  /** Joins the steps of each resource, of which a replacement has several. */
  static Preview of(
      List<Step> steps,
      int unchanged,
      List<Diagnostic> diagnostics,
      boolean complete,
      long seconds) {
    var byResource = new LinkedHashMap<String, List<Step>>();
    for (Step step : steps) {
      // What changed outside is a finding of its own beside what the plan does about it.
      String key = (step.action() == Action.DRIFT) + step.urn().text();
      byResource.computeIfAbsent(key, absent -> new ArrayList<>()).add(step);
    }
    List<Change> changes =
        byResource.values().stream().map(Change::of).filter(Change::matters).sorted().toList();
    return new Preview(
        changes, unchanged, diagnostics.stream().distinct().toList(), complete, seconds);
  }

  boolean failed() {
    return !complete || diagnostics.stream().anyMatch(said -> said.severity() == Severity.ERROR);
  }

  /** Whether anything outside of the state would change, or has. */
  boolean changesAnything() {
    return changes.stream().anyMatch(change -> change.action().changes());
  }

  /** Number of resources by what is done to them; the stack itself is none. */
  Map<Action, Integer> counts() {
    var counts = new LinkedHashMap<Action, Integer>();
    changes.stream()
        .filter(change -> !change.urn().isStack())
        .forEach(change -> counts.merge(change.action(), 1, Integer::sum));
    return counts;
  }

  List<Diagnostic> said(Severity severity) {
    return diagnostics.stream().filter(said -> said.severity() == severity).toList();
  }
}
