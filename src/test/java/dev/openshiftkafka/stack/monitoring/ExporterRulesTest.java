package dev.openshiftkafka.stack.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.ExporterMetricType;
import dev.openshiftkafka.config.ExporterRuleConfig;
import dev.openshiftkafka.config.ExporterRulesConfig;
import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Tests of the exporter's configuration, which the exporter applies to the MBeans of this JVM. */
class ExporterRulesTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
  private static final Path TABLE = Path.of("src/test/resources/observability/mbeans.yaml");
  private static final String ADDRESS = "127.0.0.1:5555";
  private static final ExporterRulesConfig NONE = new ExporterRulesConfig(List.of(), List.of());
  private static final Set<String> NO_ATTRIBUTE = Set.of("bean", "series");
  private static final int TOPICS = 20;

  /** The attributes of a Meter of Kafka's metrics library. */
  private static final Map<String, Object> METER =
      Map.of(
          "Count", 7L,
          "EventType", "requests",
          "FifteenMinuteRate", 0.1,
          "FiveMinuteRate", 0.2,
          "MeanRate", 0.3,
          "OneMinuteRate", 0.4,
          "RateUnit", "SECONDS");

  static Stream<Arguments> rows() throws IOException {
    Map<String, List<Map<String, Object>>> table = new Yaml().load(Files.readString(TABLE));
    return table.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(row -> Arguments.of(entry.getKey(), row)));
  }

  /** Without the first line, the address of the JVM: the exporter then queries its own JVM. */
  private static String scrape(String component) throws Exception {
    String file = ExporterRules.text(component, NONE, ADDRESS);
    String rules = file.substring(file.indexOf('\n') + 1);
    var text = new ByteArrayOutputStream();
    new PrometheusTextFormatWriter(false)
        .write(text, new JmxCollector(rules).register(new PrometheusRegistry()).collect());
    return text.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void rules_mbeans_giveExpectedSeries(String component, Map<String, Object> row) throws Exception {
    var name = new ObjectName((String) row.get("bean"));
    var attributes = new HashMap<>(row);
    attributes.keySet().removeAll(NO_ATTRIBUTE);
    String before = scrape(component);
    SERVER.registerMBean(new FixedMBean(attributes), name);
    try {
      assertEquals(
          row.getOrDefault("series", ""), others(scrape(component), before), row.toString());
    } finally {
      SERVER.unregisterMBean(name);
    }
  }

  /** The lines of a text whose series are not in another: those of the JVM change by themselves. */
  private static String others(String text, String before) {
    Set<String> known = before.lines().map(ExporterRulesTest::series).collect(Collectors.toSet());
    return text.lines()
        .filter(line -> !known.contains(series(line)))
        .collect(Collectors.joining("\n"));
  }

  private static String series(String line) {
    return line.substring(0, line.lastIndexOf(' '));
  }

  @ParameterizedTest
  @ValueSource(strings = {"broker", "controller", "zookeeper"})
  void rules_jvm_giveStandardNames(String component) throws Exception {
    String text = scrape(component);
    for (String series :
        List.of(
            "jvm_memory_used_bytes{area=\"heap\"}",
            "jvm_memory_max_bytes{area=\"heap\"}",
            "jvm_memory_used_bytes{area=\"nonheap\"}",
            "jvm_gc_collection_seconds_sum{gc=",
            "jvm_gc_collection_seconds_count{gc=",
            "jvm_threads_current",
            "process_open_fds",
            "process_max_fds",
            "process_cpu_seconds_total",
            "process_start_time_seconds")) {
      assertTrue(("\n" + text).contains("\n" + series), series + " in\n" + text);
    }
    double started = value(text, "process_start_time_seconds");
    assertEquals(ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0, started, 0.01);
  }

  private static double value(String text, String series) {
    return text.lines()
        .filter(line -> series(line).equals(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** The recorded scrapes match the current rules. */
  @Test
  void table_series_areInRecordedScrapes() throws IOException {
    String scrapes;
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/observability/scrapes"))) {
      scrapes = files.map(ExporterRulesTest::read).collect(Collectors.joining("\n", "\n", ""));
    }
    rows()
        .map(row -> (String) ((Map<?, ?>) row.get()[1]).get("series"))
        .filter(series -> series != null)
        .map(series -> series.replaceAll("[ {].*", ""))
        .filter(metric -> !KnownMetrics.AT_START.containsKey(metric))
        .forEach(
            metric ->
                assertTrue(
                    scrapes.contains("\n" + metric + "{") || scrapes.contains("\n" + metric + " "),
                    metric));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> file(String component, ExporterRulesConfig stack) {
    return new Yaml().load(ExporterRules.text(component, stack, ADDRESS));
  }

  private static List<?> list(Map<String, Object> file, String key) {
    return (List<?>) file.get(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"broker", "controller", "zookeeper"})
  void objectNames_partitions_areExcluded(String component) {
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
  void rules_configured_precedeDefaults(String component) {
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

  private static long cached() throws JMException {
    String file = ExporterRules.text("broker", NONE, ADDRESS);
    var registry = new PrometheusRegistry();
    new JmxCollector(file.substring(file.indexOf('\n') + 1)).register(registry);
    registry.scrape();
    DataPointSnapshot count =
        registry.scrape("jmx_scrape_cached_beans"::equals).get(0).getDataPoints().get(0);
    return (long) ((GaugeDataPointSnapshot) count).getValue();
  }

  private static ObjectName meter(int topic) throws JMException {
    return new ObjectName(
        "kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec,topic=cached-" + topic);
  }

  /**
   * The cache is the only part of the exporter's heap that grows with topics: by one entry for each
   * attribute and rule, up to the rule that matches.
   */
  @Test
  void cache_topicMeter_isOneEntry() throws JMException {
    long before = cached();
    for (int topic = 0; topic < TOPICS; topic++) {
      SERVER.registerMBean(new FixedMBean(METER), meter(topic));
    }
    try {
      assertEquals(TOPICS, cached() - before);
    } finally {
      for (int topic = 0; topic < TOPICS; topic++) {
        SERVER.unregisterMBean(meter(topic));
      }
    }
  }
}
