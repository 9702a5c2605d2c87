package dev.openshiftkafka.stack.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.ExporterRulesConfig;
import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
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
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The rules, applied by the exporter's own code to the MBeans of this JVM. */
class ExporterRulesTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
  private static final Path TABLE = Path.of("src/test/resources/observability/mbeans.yaml");
  private static final ExporterRulesConfig NOTHING_OF_ITS_OWN =
      new ExporterRulesConfig(List.of(), List.of());
  private static final Set<String> NO_ATTRIBUTE = Set.of("bean", "series");

  static Stream<Arguments> rows() throws IOException {
    Map<String, List<Map<String, Object>>> table = new Yaml().load(Files.readString(TABLE));
    return table.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(row -> Arguments.of(entry.getKey(), row)));
  }

  /** Without the first line, the address of a JVM to ask: that is this one. */
  private static String scrape(String component) throws Exception {
    String file = ExporterRules.text(component, NOTHING_OF_ITS_OWN, "127.0.0.1:5555");
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
  void anAttributeBecomesItsSeriesOrNone(String component, Map<String, Object> row)
      throws Exception {
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

  /** The lines of one text whose series are not in the other: those of the JVM itself change. */
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
  void theJvmIsMeasuredUnderTheUsualNames(String component) throws Exception {
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

  /** What stands in the recorded scrapes is what the rules of today make. */
  @Test
  void everySeriesOfTheTableIsInARecordedScrape() throws IOException {
    String scrapes;
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/observability/scrapes"))) {
      scrapes = files.map(ExporterRulesTest::read).collect(Collectors.joining("\n", "\n", ""));
    }
    rows()
        .map(row -> (String) ((Map<?, ?>) row.get()[1]).get("series"))
        .filter(series -> series != null)
        .map(series -> series.replaceAll("[ {].*", ""))
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
}
