package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.review.Diagnostic.Severity;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.cli.state.Urn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the event stream of a preview: Pulumi's type apitype.EngineEvent. */
final class PreviewEvents {
  private static final String REFRESH = "refresh";

  private final List<Step> steps = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, Integer> stacks = new LinkedHashMap<>();
  private final Set<String> refreshing = new HashSet<>();
  private boolean complete;
  private int unchanged;
  private long seconds;

  private PreviewEvents() {}

  static boolean isEvent(JsonNode json) {
    return json.has("sequence") && json.has("timestamp");
  }

  static Preview read(List<? extends JsonNode> events, List<String> otherLines) {
    var reader = new PreviewEvents();
    events.forEach(reader::read);
    reader.diagnostics.addAll(PreviewReader.notes(otherLines));
    return Preview.of(
        reader.steps, reader.unchanged, reader.diagnostics, reader.complete, reader.seconds);
  }

  private void read(JsonNode event) {
    for (Map.Entry<String, JsonNode> entry : event.properties()) {
      JsonNode body = entry.getValue();
      if (!body.isObject()) {
        continue;
      }
      switch (entry.getKey()) {
        case "resourcePreEvent" -> addStep(body.get("metadata"));
        case "resOutputsEvent" -> addOutputs(body.get("metadata"));
        case "diagnosticEvent" -> addDiagnostic(body);
        case "policyEvent" -> addViolation(body);
        case "summaryEvent" -> complete(body);
        case "errorEvent" ->
            diagnostics.add(Diagnostic.of("error", "", JsonText.text(body, "error")));
        default -> {
          // Progress, and the start and end of the operation.
        }
      }
    }
  }

  private void addStep(JsonNode metadata) {
    String urn = JsonText.text(metadata, "urn");
    if (JsonText.text(metadata, "op").equals(REFRESH)) {
      refreshing.add(urn);
      return;
    }
    refreshing.remove(urn);
    if (Urn.of(urn).isStack()) {
      stacks.put(urn, steps.size());
    }
    steps.add(step(metadata));
  }

  /** Handles the result of a refresh and the stack's outputs, which only this event has. */
  private void addOutputs(JsonNode metadata) {
    String urn = JsonText.text(metadata, "urn");
    if (refreshing.contains(urn)) {
      Step drift = step(metadata).withAction(Action.DRIFT);
      if (hasDrifted(drift)) {
        steps.add(drift);
      }
    } else if (stacks.containsKey(urn)) {
      steps.set(stacks.get(urn), step(metadata));
    }
  }

  /** Outputs such as versions, times and counters differ at each refresh and are no drift. */
  private static boolean hasDrifted(Step step) {
    return step.before().isPresent()
        && (step.after().isEmpty()
            || !step.details().isEmpty()
            || !PropertyDiff.of(step).isEmpty());
  }

  private static Step step(JsonNode metadata) {
    return Step.of(metadata, "old", "new", "keys");
  }

  private void addDiagnostic(JsonNode body) {
    if (!body.path("ephemeral").asBoolean() && !JsonText.text(body, "severity").equals("debug")) {
      diagnostics.add(PreviewReader.diagnostic(body));
    }
  }

  /** This project has no policy pack, but a user can pass one to Pulumi. */
  private void addViolation(JsonNode body) {
    boolean mandatory = JsonText.text(body, "enforcementLevel").equals("mandatory");
    diagnostics.add(
        Diagnostic.of(
            mandatory ? "error" : "warning",
            JsonText.text(body, "resourceUrn"),
            JsonText.text(body, "policyName") + ": " + JsonText.text(body, "message")));
  }

  private void complete(JsonNode body) {
    complete = true;
    seconds = PreviewReader.number(body, "durationSeconds");
    unchanged = PreviewReader.number(body.path("resourceChanges"), "same");
    boolean reported =
        diagnostics.stream().anyMatch(message -> message.severity() == Severity.ERROR);
    if (!reported && JsonText.text(body, "result").equals("failed")) {
      diagnostics.add(Diagnostic.of("error", "", "the preview failed"));
    }
  }
}
