package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.cli.preflight.Preflight.Outcome;
import dev.openshiftkafka.cli.preflight.Result.Finding;
import dev.openshiftkafka.cli.preflight.Result.Status;
import dev.openshiftkafka.cli.state.JsonText;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The report of a preflight, as text and as JSON. */
record PreflightReport(String stack, List<Outcome> outcomes) {
  /** Returns one line for each finding, or for each check without one, and a summary. */
  String text() {
    int width = outcomes.stream().mapToInt(o -> o.check().id().length()).max().orElse(0);
    var text = new StringBuilder();
    for (Outcome outcome : outcomes) {
      String label = outcome.result().status().label();
      String id = outcome.check().id();
      for (String line : outcome.result().lines()) {
        text.append(String.format("%-8s %-" + width + "s  %s%n", label, id, line));
      }
    }
    return text + summary() + System.lineSeparator();
  }

  /** Returns the stack and the number of checks by status. */
  String summary() {
    return stack
        + ": "
        + Arrays.stream(Status.values())
            .sorted(Comparator.reverseOrder())
            .map(status -> count(status) + " " + status.label())
            .collect(Collectors.joining(", "));
  }

  long count(Status status) {
    return outcomes.stream().filter(o -> o.result().status() == status).count();
  }

  /** Whether a check failed. */
  boolean hasFailure() {
    return count(Status.FAILURE) > 0;
  }

  /** Returns a JSON object of the stack, the counts by status, and the checks in their order. */
  String json() {
    ObjectNode root = JsonText.object();
    root.put("stack", stack);
    ObjectNode counts = JsonText.object();
    for (Status status : Status.values()) {
      counts.put(status.label(), count(status));
    }
    root.set("counts", counts);
    ArrayNode checks = root.putArray("checks");
    outcomes.forEach(outcome -> checks.add(json(outcome)));
    return JsonText.pretty(root) + "\n";
  }

  private static ObjectNode json(Outcome outcome) {
    ObjectNode check = JsonText.object();
    check.put("id", outcome.check().id());
    check.put("title", outcome.check().title());
    check.put("status", outcome.result().status().label());
    if (outcome.result().findings().isEmpty()) {
      check.put("message", outcome.result().message());
      return check;
    }
    ArrayNode findings = check.putArray("findings");
    for (Finding found : outcome.result().findings()) {
      ObjectNode finding = JsonText.object();
      finding.put("status", found.status().label());
      finding.put("object", found.object());
      finding.put("problem", found.problem());
      finding.put("action", found.action());
      findings.add(finding);
    }
    return check;
  }
}
