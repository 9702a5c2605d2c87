package dev.openshiftkafka.stack.monitoring;

import static java.util.stream.Collectors.joining;

import dev.openshiftkafka.config.ExporterRuleConfig;
import dev.openshiftkafka.config.ExporterRulesConfig;
import dev.openshiftkafka.kubernetes.ClassPathText;
import dev.openshiftkafka.kubernetes.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders the configuration file of the JMX exporter: MBeans to query, and rules for metrics. */
final class ExporterRules {
  private static final String NAMES = "includeObjectNames:\n";
  private static final String RULES = "\nrules:\n";

  private ExporterRules() {}

  /**
   * The file of a component.
   *
   * @param stack object names and rules of the configuration, which precede those of the program
   * @param address host and port of the JMX server
   */
  static String text(String component, ExporterRulesConfig stack, String address) {
    String jmxUrl = "jmxUrl: service:jmx:rmi:///jndi/rmi://" + address + "/jmxrmi\n";
    String jvm = file("jvm");
    // Text is concatenated, so that the comments of the program's files are kept.
    String names = lines(stack.objectNames()) + between(jvm, NAMES, RULES);
    List<Map<String, Object>> rules = stack.rules().stream().map(ExporterRules::rule).toList();
    String own = insertAfter(insertAfter(file(component), NAMES, names), RULES, lines(rules));
    return jmxUrl + own + "\n" + jvm.substring(jvm.indexOf(RULES) + RULES.length());
  }

  private static String file(String name) {
    return ClassPathText.of(ExporterRules.class, "rules/" + name + ".yaml");
  }

  private static String between(String text, String head, String next) {
    return text.substring(text.indexOf(head) + head.length(), text.indexOf(next));
  }

  private static String insertAfter(String text, String head, String lines) {
    int place = text.indexOf(head) + head.length();
    return text.substring(0, place) + lines + text.substring(place);
  }

  /** One line per item; JSON is valid YAML. */
  private static String lines(List<?> items) {
    return items.stream().map(item -> "  - " + Json.compact(item) + "\n").collect(joining());
  }

  private static Map<String, Object> rule(ExporterRuleConfig rule) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("pattern", rule.pattern());
    fields.put("name", rule.name());
    if (rule.value() != null) {
      fields.put("value", rule.value());
    }
    if (rule.valueFactor() != null) {
      fields.put("valueFactor", new BigDecimal(rule.valueFactor()));
    }
    if (!rule.labels().isEmpty()) {
      fields.put("labels", rule.labels());
    }
    fields.put("type", rule.type().name());
    return fields;
  }
}
