package dev.openshiftkafka.config;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A rule of the JMX exporter: which attribute of a bean becomes which metric. */
public record ExporterRuleConfig(
    @Key(
            doc =
                "Regular expression of the whole text"
                    + " `domain<property=value, ...><keys, ...>attribute: value`, as the exporter forms it.")
        String pattern,
    @Key(doc = "Name of the metric; `$1` and on are the pattern's groups.") String name,
    @Key(doc = "Value, when it is not the attribute's: a number or a group.", optional = true)
        String value,
    @Key(doc = "Factor of the value, such as 0.001 for milliseconds to seconds.", optional = true)
        String valueFactor,
    @Key(doc = "Labels of the metric; groups may stand in both.", defaultsTo = "{}")
        Map<String, String> labels,
    @Key(doc = "Type of the metric.", defaultsTo = "\"untyped\"") ExporterMetricType type) {

  /** Checks the expression and the names. */
  public ExporterRuleConfig {
    String givenPattern = pattern;
    String givenName = name;
    String givenValue = value;
    String factor = valueFactor;
    Map<String, String> givenLabels = labels;
    Checks.run(
        checks -> {
          checks
              .that(
                  "pattern",
                  givenPattern,
                  ExporterRuleConfig::compiles,
                  "must be a regular expression of Java")
              .matches(
                  "name",
                  givenName,
                  "[a-zA-Z_:$][a-zA-Z0-9_:$]*",
                  "must be the name of a metric: letters, digits, _ and : and groups such as $1")
              .matches(
                  "value",
                  givenValue,
                  "\\$[0-9]+|-?[0-9]+(\\.[0-9]+)?",
                  "must be a number or a group such as $1")
              .matches(
                  "valueFactor", factor, "[0-9]+(\\.[0-9]+)?", "must be a number such as 0.001");
          if (givenLabels != null) {
            givenLabels.forEach(
                (label, text) ->
                    checks.matches(
                        "labels",
                        label,
                        "[a-zA-Z_$][a-zA-Z0-9_$]*",
                        "must be names of labels: letters, digits and _, and groups such as $1"));
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
