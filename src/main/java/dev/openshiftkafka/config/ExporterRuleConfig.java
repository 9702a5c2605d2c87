package dev.openshiftkafka.config;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A rule of the JMX exporter, which maps MBean attributes to a metric. */
public record ExporterRuleConfig(
    @Key(
            doc =
                "Java regular expression that matches the exporter's whole text of an attribute:"
                    + " `domain<property=value, ...><keys, ...>attribute: value`.")
        String pattern,
    @Key(doc = "Name of the metric; `$1` and so on are groups of the pattern.") String name,
    @Key(
            doc = "Value of the metric, a number or a group; the attribute's value if not set.",
            optional = true)
        String value,
    @Key(doc = "Factor of the value, such as 0.001 for milliseconds to seconds.", optional = true)
        String valueFactor,
    @Key(doc = "Labels of the metric; names and values can contain groups.", defaultsTo = "{}")
        Map<String, String> labels,
    @Key(doc = "Type of the metric.", defaultsTo = "\"untyped\"") ExporterMetricType type) {

  /** Checks each key. */
  public ExporterRuleConfig {
    Checks.run(
        checks -> {
          checks
              .that(
                  "pattern",
                  pattern,
                  ExporterRuleConfig::compiles,
                  "must be a Java regular expression")
              .matches(
                  "name",
                  name,
                  "[a-zA-Z_:$][a-zA-Z0-9_:$]*",
                  "must be a metric name of letters, digits, _, : and groups such as $1")
              .matches(
                  "value",
                  value,
                  "\\$[0-9]+|-?[0-9]+(\\.[0-9]+)?",
                  "must be a number or a group such as $1")
              .matches(
                  "valueFactor",
                  valueFactor,
                  "[0-9]+(\\.[0-9]+)?",
                  "must be a number such as 0.001");
          if (labels != null) {
            labels
                .keySet()
                .forEach(
                    label ->
                        checks.matches(
                            "labels",
                            label,
                            "[a-zA-Z_$][a-zA-Z0-9_$]*",
                            "must be a label name of letters, digits, _ and groups such as $1"));
          }
        });
  }

  private static boolean compiles(String pattern) {
    try {
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
