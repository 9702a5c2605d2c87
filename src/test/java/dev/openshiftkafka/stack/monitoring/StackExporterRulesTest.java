package dev.openshiftkafka.stack.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.ExporterMetricType;
import dev.openshiftkafka.config.ExporterRuleConfig;
import dev.openshiftkafka.config.ExporterRulesConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The exporter's file, of the program's rules and the stack's. */
class StackExporterRulesTest {
  private static final String ADDRESS = "127.0.0.1:5555";
  private static final ExporterRulesConfig NONE = new ExporterRulesConfig(List.of(), List.of());

  private static Map<String, Object> file(String component, ExporterRulesConfig stack) {
    return new Yaml().load(ExporterRules.text(component, stack, ADDRESS));
  }

  private static List<?> list(Map<String, Object> file, String key) {
    return (List<?>) file.get(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"broker", "controller", "zookeeper"})
  void noBeanThatExistsPerPartitionIsAskedFor(String component) {
    Map<String, Object> file = file(component, NONE);

    assertTrue(list(file, "includeObjectNames").size() > 5);
    for (Object name : list(file, "includeObjectNames")) {
      assertTrue(
          !String.valueOf(name).matches(".*(partition=|type=Partition|type=Log,).*"), "" + name);
    }
    assertTrue(list(file, "rules").size() > 5);
    assertEquals("service:jmx:rmi:///jndi/rmi://127.0.0.1:5555/jmxrmi", file.get("jmxUrl"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"broker", "controller", "zookeeper"})
  void theStacksRulesComeFirstAndNoneOfTheProgramsIsLost(String component) {
    var stack =
        new ExporterRulesConfig(
            List.of("kafka.log:type=LogManager,*"),
            List.of(
                new ExporterRuleConfig(
                    "kafka\\.log<type=LogManager, name=(.+)><>Value: \"(.*)\"",
                    "own_$1",
                    "1",
                    "0.001",
                    Map.of("text", "$2"),
                    ExporterMetricType.GAUGE),
                new ExporterRuleConfig(
                    "kafka\\.log<.*", "own", null, null, Map.of(), ExporterMetricType.UNTYPED)));

    Map<String, Object> plain = file(component, NONE);
    Map<String, Object> file = file(component, stack);

    assertEquals("kafka.log:type=LogManager,*", list(file, "includeObjectNames").get(0));
    assertEquals(
        list(plain, "includeObjectNames"),
        list(file, "includeObjectNames").subList(1, list(file, "includeObjectNames").size()));
    assertEquals(
        Map.of(
            "pattern", "kafka\\.log<type=LogManager, name=(.+)><>Value: \"(.*)\"",
            "name", "own_$1",
            "value", "1",
            "valueFactor", 0.001,
            "labels", Map.of("text", "$2"),
            "type", "GAUGE"),
        list(file, "rules").get(0));
    assertEquals(
        Map.of("pattern", "kafka\\.log<.*", "name", "own", "type", "UNTYPED"),
        list(file, "rules").get(1));
    assertEquals(list(plain, "rules"), list(file, "rules").subList(2, list(file, "rules").size()));
  }
}
