package dev.openshiftkafka.stack.monitoring.alerts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alerting rule.
 *
 * @param name unique name, which is also the heading of the runbook
 * @param severity how soon somebody must react
 * @param expr PromQL expression; the alert is pending for each series of its result
 * @param duration how long the expression must have a result before the alert fires, in the format
 *     of Prometheus
 * @param summary short text without values
 * @param description text with values
 */
record Alert(
    String name,
    Severity severity,
    String expr,
    String duration,
    String summary,
    String description) {

  private static final String RUNBOOKS = "docs/runbooks.md";

  /** How soon somebody must react. */
  enum Severity {
    /** Now: data is at risk, or clients fail. */
    CRITICAL,
    /** Today: it will become critical, or clients are slow. */
    WARNING,
    /** For information. */
    INFO;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Alerts that Prometheus evaluates together. */
  record Group(String name, List<Alert> alerts) {}

  /**
   * The rule in the format of Prometheus.
   *
   * @param labels labels of every alert
   * @param runbooks URL of the page with the runbooks; null when it is not known
   */
  Map<String, Object> rule(Map<String, String> labels, @Nullable String runbooks) {
    var all = new LinkedHashMap<String, Object>(labels);
    all.put("severity", severity.label());
    var annotations = new LinkedHashMap<String, Object>();
    annotations.put("summary", summary);
    annotations.put("description", description);
    String section = "#" + name.toLowerCase(Locale.ROOT);
    if (runbooks == null) {
      // Not runbook_url: consoles and Alertmanager make a link of it.
      annotations.put("runbook", RUNBOOKS + section);
    } else {
      annotations.put("runbook_url", runbooks + section);
    }
    var rule = new LinkedHashMap<String, Object>();
    rule.put("alert", name);
    rule.put("expr", expr);
    rule.put("for", duration);
    rule.put("labels", all);
    rule.put("annotations", annotations);
    return rule;
  }
}
