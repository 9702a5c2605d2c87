package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.cli.preflight.Preflight.Outcome;
import dev.openshiftkafka.cli.state.JsonText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a preflight found, for people and for programs. */
record PreflightReport(String stack, List<Outcome> outcomes) {
  /** One line for each check, those of a finding below each other, and a last line that counts. */
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

  /** The last line: the stack and how many checks ended how. */
  String summary() {
    return stack
        + ": "
        + Arrays.stream(Status.values())
            .sorted(java.util.Comparator.reverseOrder())
            .map(status -> count(status) + " " + status.label())
            .collect(Collectors.joining(", "));
  }

  long count(Status status) {
    return outcomes.stream().filter(o -> o.result().status() == status).count();
  }

  /** Whether something must be changed before the stack can work. */
  boolean hasFailure() {
    return count(Status.FAILURE) > 0;
  }

  /** The report as one JSON object: stack, counts by status, and checks in their order. */
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
