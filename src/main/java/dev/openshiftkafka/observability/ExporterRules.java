package dev.openshiftkafka.observability;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.archive.ClassPathText;
import dev.openshiftkafka.config.ExporterRuleConfig;
import dev.openshiftkafka.config.ExporterRulesConfig;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The exporter's file: which beans it asks for, and which metrics they become. */
final class ExporterRules {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExporterRules() {}

  /**
   * The file of a component.
   *
   * @param stack what the stack has beside the program's own rules
   * @param address host and port of the JVM's JMX
   */
  static String text(String component, ExporterRulesConfig stack, String address) {
    String jmxUrl = "jmxUrl: service:jmx:rmi:///jndi/rmi://" + address + "/jmxrmi\n";
    String own = ClassPathText.of(ExporterRules.class, "rules/" + component + ".yaml");
    // JSON is YAML: each of the stack's is a line before the program's, whose comments stay.
    String names = first(own, "includeObjectNames:\n", stack.objectNames());
    List<Map<String, Object>> rules = stack.rules().stream().map(ExporterRules::rule).toList();
    return jmxUrl + first(names, "\nrules:\n", rules);
  }

  private static String first(String text, String head, List<?> items) {
    int place = text.indexOf(head) + head.length();
    String lines = items.stream().map(item -> "  - " + json(item) + "\n").collect(joining());
    return text.substring(0, place) + lines + text.substring(place);
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
