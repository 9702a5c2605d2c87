package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;

/** Prometheus alerts on the cluster's metrics. */
public record AlertsConfig(
    @Key(
            doc =
                "Whether the stack declares alerts, as a PrometheusRule, which OpenShift's user"
                    + " workload monitoring and other Prometheus operators read.",
            defaultsTo = "true")
        Boolean enabled,
    @Key(
            doc =
                "URL of docs/runbooks.md in your repository's web view, without anchor, to which"
                    + " each alert links by `runbook_url`. If not set, alerts have the annotation"
                    + " `runbook` with the file and section, which is not a link.",
            optional = true)
        String runbooks,
    @Key(
            doc = "Additional labels of every alert, such as the team for Alertmanager's routes.",
            defaultsTo = "{}")
        Map<String, String> labels,
    @Key(doc = "Thresholds of alerts.", defaultsTo = "{}") AlertThresholdsConfig thresholds) {

  /** Prometheus adds the first label, and the stack the others. */
  private static final List<String> RESERVED = List.of("alertname", "namespace", "severity");

  /** Checks the URL and the names of the labels. */
  public AlertsConfig {
    Checks.run(
        checks -> {
          checks.matches(
              "runbooks",
              runbooks,
              "https?://[^\\s#/]+/[^\\s#]+",
              "must be an absolute URL without whitespace or anchor, such as"
                  + " https://git.example.com/kafka/docs/runbooks.md");
          checkLabels(checks, labels);
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
                    any -> !RESERVED.contains(name),
                    "is a label that every alert has already; use another name"));
  }
}
