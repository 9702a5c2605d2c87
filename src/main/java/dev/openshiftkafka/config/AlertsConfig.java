package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;

/** Alerts on what the metrics say. */
public record AlertsConfig(
    @Key(
            doc =
                "Whether the stack declares them, as a PrometheusRule, which OpenShift's monitoring of"
                    + " user workloads and every other Prometheus operator read.",
            defaultsTo = "true")
        Boolean enabled,
    @Key(
            doc =
                "Where the runbooks are read, without anchor: the URL of docs/runbooks.md in your"
                    + " repository's web view. Each alert carries it with its own anchor.",
            defaultsTo = "\"docs/runbooks.md\"")
        String runbooks,
    @Key(
            doc = "Further labels of every alert, such as the team that Alertmanager routes it to.",
            defaultsTo = "{}")
        Map<String, String> labels,
    @Key(doc = "From which figures on there are alerts.", defaultsTo = "{}")
        AlertThresholdsConfig thresholds) {

  /** Prometheus adds the first, and the stack the others. */
  private static final List<String> TAKEN = List.of("alertname", "namespace", "severity");

  /** Checks the address, and that labels are such. */
  public AlertsConfig {
    String prefix = runbooks;
    Map<String, String> given = labels;
    Checks.run(
        checks -> {
          checks.matches(
              "runbooks", prefix, "[^\\s#]+", "must be a URL or a path without spaces and anchor");
          checkLabels(checks, given);
        });
  }

  private static void checkLabels(Checks checks, Map<String, String> labels) {
    if (labels == null) {
      return;
    }
    labels.forEach(
        (name, value) ->
            checks
                .that(
                    "labels." + name,
                    value,
                    any -> name.matches("[a-zA-Z_][a-zA-Z0-9_]*"),
                    "must have a name of letters, digits and _")
                .that(
                    "labels." + name,
                    value,
                    any -> !TAKEN.contains(name),
                    "is a label that the alerts have already; choose another name"));
  }
}
