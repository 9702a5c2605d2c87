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

/** Reads the stream of events, as apitype.EngineEvent of the engine defines it. */
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

  static Preview read(List<? extends JsonNode> events, List<String> others) {
    var reader = new PreviewEvents();
    events.forEach(reader::read);
    reader.diagnostics.addAll(PreviewReader.notes(others));
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
        case "resourcePreEvent" -> planned(body.get("metadata"));
        case "resOutputsEvent" -> made(body.get("metadata"));
        case "diagnosticEvent" -> said(body);
        case "policyEvent" -> violated(body);
        case "summaryEvent" -> ended(body);
        case "errorEvent" ->
            diagnostics.add(Diagnostic.of("error", "", JsonText.text(body, "error")));
        default -> {
          // Progress, and the engine's own start and end.
        }
      }
    }
  }

  private void planned(JsonNode metadata) {
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

  /** What a refresh found, and the outputs of the stack, are known only afterwards. */
  private void made(JsonNode metadata) {
    String urn = JsonText.text(metadata, "urn");
    if (refreshing.contains(urn)) {
      Step found = step(metadata).as(Action.DRIFT);
      if (hasDrifted(found)) {
        steps.add(found);
      }
    } else if (stacks.containsKey(urn)) {
      steps.set(stacks.get(urn), step(metadata));
    }
  }

  /** Outputs alone differ at each look: versions, times, counters. */
  private static boolean hasDrifted(Step found) {
    return found.before().isPresent()
        && (found.after().isEmpty()
            || !found.details().isEmpty()
            || !PropertyDiff.of(found).isEmpty());
  }

  private static Step step(JsonNode metadata) {
    return Step.of(metadata, "old", "new", "keys");
  }

  private void said(JsonNode body) {
    if (!body.path("ephemeral").asBoolean() && !JsonText.text(body, "severity").equals("debug")) {
      diagnostics.add(PreviewReader.diagnostic(body));
    }
  }

  /** A policy pack is none of this project's, but may be given to the engine. */
  private void violated(JsonNode body) {
    boolean mandatory = JsonText.text(body, "enforcementLevel").equals("mandatory");
    diagnostics.add(
        Diagnostic.of(
            mandatory ? "error" : "warning",
            JsonText.text(body, "resourceUrn"),
            JsonText.text(body, "policyName") + ": " + JsonText.text(body, "message")));
  }

  private void ended(JsonNode body) {
    complete = true;
    seconds = PreviewReader.number(body, "durationSeconds");
    unchanged = PreviewReader.number(body.path("resourceChanges"), "same");
    boolean told = diagnostics.stream().anyMatch(said -> said.severity() == Severity.ERROR);
    if (!told && JsonText.text(body, "result").equals("failed")) {
      diagnostics.add(Diagnostic.of("error", "", "the preview failed"));
    }
  }
}
