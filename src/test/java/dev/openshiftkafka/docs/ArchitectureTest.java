package dev.openshiftkafka.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The diagrams of README.md and docs/architecture.md are drawn from what the program declares. */
class ArchitectureTest {
  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final Path README = Path.of("README.md");
  private static final Path PROGRAM = Path.of("src/main/java/dev/openshiftkafka");

  /** Packages whose parts are described one by one. */
  private static final List<String> GROUPS = List.of("pod", "stack");

  private static final String BEGIN = "<!-- graph: from ArchitectureTest -->\n```mermaid\n";
  private static final String END = "```\n<!-- end of graph -->\n";

  /** What README calls the components. */
  private static final Map<String, String> TITLES = new LinkedHashMap<>();

  static {
    TITLES.put("openshiftkafka:aws:AwsLayer", "AWS");
    TITLES.put("openshiftkafka:openshift:AppMachines", "App nodes");
    TITLES.put("openshiftkafka:openshift:Project", "OpenShift project");
    TITLES.put("openshiftkafka:kafka:Members::kafka-controller", "KRaft controllers");
    TITLES.put("openshiftkafka:kafka:Members::kafka-kafka", "Kafka brokers");
    TITLES.put("openshiftkafka:settings:BrokerSettings", "Kafka brokers");
    TITLES.put("openshiftkafka:users:Users", "Kafka brokers");
    TITLES.put("openshiftkafka:observability:Monitoring", "Monitoring");
    TITLES.put("openshiftkafka:observability:Alerts", "Monitoring");
    TITLES.put("openshiftkafka:observability:Dashboards", "Monitoring");
    TITLES.put("openshiftkafka:ui:WebUi", "Web UI");
    TITLES.put("openshiftkafka:benchmark:BenchmarkStep", "Benchmark");
  }

  /** The kinds that README's diagram has room for. */
  private static final Set<String> SHOWN =
      Set.of(
          "BuildConfig",
          "CronJob",
          "Deployment",
          "Key",
          "MachineSet",
          "MetricAlarm",
          "Namespace",
          "PersistentVolume",
          "PodDisruptionBudget",
          "PodMonitor",
          "PrometheusRule",
          "Route",
          "SecurityContextConstraints",
          "StatefulSet",
          "Volume");

  private static ResourceGraph graph;

  @BeforeAll
  static void run() {
    var values = StackEdit.apply(StackFile.read("prod"), Map.of("benchmark/enabled", true));
    StackRun run = StackRun.update("prod", values);
    assertEquals(List.of(), run.result().exceptions());
    graph = new ResourceGraph(run);
  }

  @Test
  void theDiagramIsUpToDate() {
    Golden.assertPart(PAGE, BEGIN, END, graph.mermaid());
  }

  @Test
  void theDiagramOfReadmeIsUpToDate() {
    Golden.assertPart(README, BEGIN, END, graph.condensed(TITLES, SHOWN));
  }

  @Test
  void everyPackageIsDescribed() throws IOException {
    String table = Files.readString(PAGE).split("\n## Packages\n")[1];
    Set<String> described =
        Pattern.compile("(?m)^\\| (`.*?) \\|")
            .matcher(table)
            .results()
            .flatMap(row -> Pattern.compile("`([a-z/]+)`").matcher(row.group(1)).results())
            .map(name -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    var packages = new TreeSet<String>(folders(PROGRAM));
    for (String group : GROUPS) {
      packages.remove(group);
      folders(PROGRAM.resolve(group)).forEach(name -> packages.add(group + "/" + name));
    }

    assertEquals(packages, described);
  }

  private static Set<String> folders(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
