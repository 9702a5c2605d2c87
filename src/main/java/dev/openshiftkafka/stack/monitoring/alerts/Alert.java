package dev.openshiftkafka.stack.monitoring.alerts;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An alert.
 *
 * @param name unique name; the runbook's heading is the same
 * @param severity how soon somebody must look
 * @param expr query whose every result is a fault
 * @param holds how long the query must have a result, as Prometheus writes durations
 * @param summary what is wrong, in a few words
 * @param description what is wrong, with the figures
 */
record Alert(
    String name, Severity severity, String expr, String holds, String summary, String description) {

  /**
   * The rule as a Prometheus reads it.
   *
   * @param labels labels of every alert
   * @param runbooks where the runbooks are read
   */
  Map<String, Object> rule(Map<String, String> labels, String runbooks) {
    var all = new LinkedHashMap<String, Object>(labels);
    all.put("severity", severity.label());
    var annotations = new LinkedHashMap<String, Object>();
    annotations.put("summary", summary);
    annotations.put("description", description);
    annotations.put("runbook_url", runbooks + "#" + name.toLowerCase(Locale.ROOT));
    var rule = new LinkedHashMap<String, Object>();
    rule.put("alert", name);
    rule.put("expr", expr);
    rule.put("for", holds);
    rule.put("labels", all);
    rule.put("annotations", annotations);
    return rule;
  }
}
