package dev.openshiftkafka.stack.monitoring;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.config.ExporterRuleConfig;
import dev.openshiftkafka.config.ExporterRulesConfig;
import dev.openshiftkafka.kubernetes.ClassPathText;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The exporter's file: which beans it asks for, and which metrics they become. */
final class ExporterRules {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMES = "includeObjectNames:\n";
  private static final String RULES = "\nrules:\n";

  private ExporterRules() {}

  /**
   * The file of a component.
   *
   * @param stack what the stack has beside the program's own rules
   * @param address host and port of the JVM's JMX
   */
  static String text(String component, ExporterRulesConfig stack, String address) {
    String jmxUrl = "jmxUrl: service:jmx:rmi:///jndi/rmi://" + address + "/jmxrmi\n";
    String jvm = file("jvm");
    // Pieces of text, so that the comments of the program's files stay.
    String names = lines(stack.objectNames()) + between(jvm, NAMES, RULES);
    List<Map<String, Object>> rules = stack.rules().stream().map(ExporterRules::rule).toList();
    String own = first(first(file(component), NAMES, names), RULES, lines(rules));
    return jmxUrl + own + "\n" + jvm.substring(jvm.indexOf(RULES) + RULES.length());
  }

  private static String file(String name) {
    return ClassPathText.of(ExporterRules.class, "rules/" + name + ".yaml");
  }

  private static String between(String text, String head, String next) {
    return text.substring(text.indexOf(head) + head.length(), text.indexOf(next));
  }

  private static String first(String text, String head, String lines) {
    int place = text.indexOf(head) + head.length();
    return text.substring(0, place) + lines + text.substring(place);
  }

  /** JSON is YAML: each item is a line. */
  private static String lines(List<?> items) {
    return items.stream().map(item -> "  - " + json(item) + "\n").collect(joining());
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

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
