package dev.openshiftkafka.cli.preflight;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.openshiftkafka.cli.preflight.Preflight.Outcome;
import dev.openshiftkafka.cli.preflight.Result.Finding;
import dev.openshiftkafka.cli.preflight.Result.Status;
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
    var root = new JsonObject();
    root.addProperty("stack", stack);
    var counts = new JsonObject();
    for (Status status : Status.values()) {
      counts.addProperty(status.label(), count(status));
    }
    root.add("counts", counts);
    var checks = new JsonArray();
    outcomes.forEach(outcome -> checks.add(json(outcome)));
    root.add("checks", checks);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root) + "\n";
  }

  private static JsonObject json(Outcome outcome) {
    var check = new JsonObject();
    check.addProperty("id", outcome.check().id());
    check.addProperty("title", outcome.check().title());
    check.addProperty("status", outcome.result().status().label());
    if (outcome.result().findings().isEmpty()) {
      check.addProperty("message", outcome.result().message());
      return check;
    }
    var findings = new JsonArray();
    for (Finding found : outcome.result().findings()) {
      var finding = new JsonObject();
      finding.addProperty("status", found.status().label());
      finding.addProperty("object", found.object());
      finding.addProperty("problem", found.problem());
      finding.addProperty("action", found.action());
      findings.add(finding);
    }
    check.add("findings", findings);
    return check;
  }
}
