package dev.openshiftkafka.stack.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of how Prometheus finds the exporters. */
class MonitoringTest {
  private static final Object[] TEMPLATE = {"spec", "template"};

  static Stream<String> stacks() {
    return StackFile.ALL.keySet().stream().sorted();
  }

  private static StackRun run(String stack, Map<String, ?> edits) {
    StackRun run = StackRun.update(stack, StackEdit.apply(StackFile.read(stack), edits));
    assertEquals(List.of(), run.result().exceptions());
    return run;
  }

  private static Object at(Declared pods, Object... path) {
    return pods.at(Stream.concat(Stream.of(TEMPLATE), Stream.of(path)).toArray());
  }

  /** Ports of all exporters, by component label of the pods. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> exporters(StackRun run) {
    var exporters = new TreeMap<String, Object>();
    Stream.concat(run.objects("StatefulSet").stream(), run.objects("Deployment").stream())
        .forEach(
            pods ->
                ((List<Map<String, Object>>) at(pods, "spec", "containers"))
                    .stream()
                        .flatMap(container -> ports(container).stream())
                        .filter(port -> "metrics".equals(port.get("name")))
                        .forEach(
                            port -> exporters.put(component(pods), port.get("containerPort"))));
    return exporters;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> ports(Map<String, Object> container) {
    return (List<Map<String, Object>>) container.getOrDefault("ports", List.of());
  }

  private static String component(Declared pods) {
    return (String) at(pods, "metadata", "labels", "app.kubernetes.io/component");
  }

  private static Set<String> selected(Declared monitor) {
    return monitor.listAt("spec", "selector", "matchExpressions").stream()
        .filter(expression -> "app.kubernetes.io/component".equals(expression.get("key")))
        .flatMap(expression -> ((List<?>) expression.get("values")).stream())
        .map(String.class::cast)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void podMonitors_exporters_selectEachOnce(String stack) {
    StackRun run = run(stack, Map.of());

    Set<String> members = selected(run.object("PodMonitor", "kafka"));
    Set<String> lag = selected(run.object("PodMonitor", "kafka-lag"));

    assertEquals(Set.of("broker", "controller", "zookeeper"), members);
    assertEquals(Set.of("lag-exporter"), lag);
    Map<String, Object> exporters = exporters(run);
    assertEquals(3, exporters.size(), exporters.toString());
    exporters.forEach(
        (component, port) -> {
          assertTrue(members.contains(component) ^ lag.contains(component), component);
          assertEquals(lag.contains(component) ? 8889 : 5556, port);
        });
  }

  @Test
  void podMonitors_endpoint_hasPortAndJob() {
    StackRun run =
        run("dev", Map.of("monitoring/interval", "1m", "monitoring/scrapeTimeout", "20s"));

    for (String job : List.of("kafka", "kafka-lag")) {
      Map<String, Object> endpoint =
          run.object("PodMonitor", job).listAt("spec", "podMetricsEndpoints").get(0);
      assertEquals("metrics", endpoint.get("port"));
      assertEquals("1m", endpoint.get("interval"));
      assertEquals("20s", endpoint.get("scrapeTimeout"));
      assertEquals(
          Map.of("targetLabel", "job", "replacement", job),
          ((List<?>) endpoint.get("relabelings")).get(0));
    }
  }

  @Test
  void annotations_replacePodMonitors_andRestartPods() {
    StackRun run = run("dev", Map.of("monitoring/scrape", "annotations"));

    assertEquals(List.of(), run.objects("PodMonitor"));
    assertEquals(
        Map.of("broker", "5556", "zookeeper", "5556", "lag-exporter", "8889"), annotatedPorts(run));
    Object[] annotations = {"spec", "template", "metadata", "annotations"};
    assertNotEquals(
        run("dev", Map.of()).object("StatefulSet", "kafka-kafka").at(annotations),
        run.object("StatefulSet", "kafka-kafka").at(annotations));
  }

  private static Map<String, Object> annotatedPorts(StackRun run) {
    var ports = new TreeMap<String, Object>();
    Stream.concat(run.objects("StatefulSet").stream(), run.objects("Deployment").stream())
        .filter(pods -> "true".equals(at(pods, "metadata", "annotations", "prometheus.io/scrape")))
        .forEach(
            pods -> {
              assertEquals("/metrics", at(pods, "metadata", "annotations", "prometheus.io/path"));
              ports.put(component(pods), at(pods, "metadata", "annotations", "prometheus.io/port"));
            });
    return ports;
  }

  @Test
  void scrape_none_declaresNothing() {
    StackRun none = run("dev", Map.of("monitoring/scrape", "none"));
    assertEquals(List.of(), none.objects("PodMonitor"));
    assertEquals(Map.of(), annotatedPorts(none));
    none.object("Deployment", "kafka-lag-exporter");

    StackRun withoutExporters =
        run("dev", Map.of("exporter/enabled", false, "monitoring/lag/enabled", false));
    assertEquals(List.of(), withoutExporters.objects("PodMonitor"));
    assertTrue(
        withoutExporters.objects().stream().noneMatch(object -> object.name().contains("lag")));

    StackRun annotated =
        run("dev", Map.of("exporter/enabled", false, "monitoring/scrape", "annotations"));
    assertEquals(Map.of("lag-exporter", "8889"), annotatedPorts(annotated));
  }
}
