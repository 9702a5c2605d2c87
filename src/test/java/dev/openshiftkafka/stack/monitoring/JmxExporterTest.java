package dev.openshiftkafka.stack.monitoring;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** Tests of the JMX exporter of brokers, controllers and ZooKeeper servers. */
class JmxExporterTest {
  private static final String CONFIG_MAP = "kafka-jmx-exporter";

  @TempDir private Path folder;

  private static StackRun run(String stack, Map<String, ?> edits) {
    StackRun run = StackRun.update(stack, StackEdit.apply(StackFile.read(stack), edits));
    assertEquals(List.of(), run.result().exceptions());
    return run;
  }

  private static List<Map<String, Object>> containers(StackRun run, String set) {
    return run.object("StatefulSet", set).listAt("spec", "template", "spec", "containers");
  }

  private static Map<String, Object> exporter(StackRun run, String set) {
    return run.container(set, "jmx-exporter");
  }

  private static String fileOf(StackRun run, String set) {
    return (String) run.object("ConfigMap", set).at("data", "jmx-exporter.yaml");
  }

  @ParameterizedTest
  @CsvSource({
    "dev,kafka-kafka",
    "dev,kafka-zookeeper",
    "prod,kafka-kafka",
    "prod,kafka-controller"
  })
  void jmx_nodes_listenOnLoopbackOnly(String stack, String set) {
    StackRun run = run(stack, Map.of());

    List<?> jvm = (List<?>) containers(run, set).get(0).get("command");
    assertTrue(jvm.contains("-Dcom.sun.management.jmxremote.host=127.0.0.1"), jvm.toString());
    assertTrue(jvm.contains("-Djava.rmi.server.hostname=127.0.0.1"), jvm.toString());
    assertTrue(jvm.contains("-Dcom.sun.management.jmxremote.port=5555"), jvm.toString());
    assertTrue(jvm.contains("-Dcom.sun.management.jmxremote.rmi.port=5555"), jvm.toString());
    Map<?, ?> file = new Yaml().load(fileOf(run, set));
    assertEquals("service:jmx:rmi:///jndi/rmi://127.0.0.1:5555/jmxrmi", file.get("jmxUrl"));
    List<?> command = (List<?>) exporter(run, set).get("command");
    assertTrue(
        Collections.indexOfSubList(command, List.of("5556", "/config/jmx-exporter.yaml")) > 0,
        command.toString());
    // It exports when the certificates of the node expire.
    assertEquals(stack.equals("prod"), command.contains("/config/$(POD_NAME).properties"));
    // Kafka's tools would listen on JMX_PORT, too, when they run in the container.
    assertFalse(containers(run, set).toString().contains("JMX_PORT"));
  }

  @ParameterizedTest
  @CsvSource({
    "dev,kafka-kafka",
    "dev,kafka-zookeeper",
    "prod,kafka-kafka",
    "prod,kafka-controller"
  })
  void exporter_node_doesNotDecideOverPod(String stack, String set) {
    StackRun run = run(stack, Map.of());
    Map<String, Object> exporter = exporter(run, set);
    Map<String, Object> node = containers(run, set).get(0);

    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      assertNull(exporter.get(probe), "a failure of the " + probe + " makes the pod unready");
    }
    assertEquals(node.get("image"), exporter.get("image"), "no other image can be missing");
    assertEquals("IfNotPresent", exporter.get("imagePullPolicy"));
    assertEquals(List.of(Map.of("name", "metrics", "containerPort", 5556)), exporter.get("ports"));
    Declared headless = run.object("Service", set + "-headless");
    assertTrue(
        headless.listAt("spec", "ports").stream()
            .anyMatch(port -> port.get("name").equals("metrics") && port.get("port").equals(5556)));
    Declared policy = run.object("NetworkPolicy", set);
    assertTrue(policy.at("spec", "ingress").toString().contains("5556"));
  }

  @Test
  void resources_dev_areThoseOfArticle() {
    var resources = (Map<?, ?>) exporter(run("dev", Map.of()), "kafka-kafka").get("resources");

    assertEquals("500m", ((Map<?, ?>) resources.get("requests")).get("cpu"));
    assertEquals(Map.of("cpu", "1", "memory", "1536Mi"), resources.get("limits"));
  }

  @ParameterizedTest
  @CsvSource({"dev,kafka-kafka,kafka-zookeeper", "prod,kafka-kafka,kafka-controller"})
  void program_stack_isMountedFromOneConfigMap(String stack, String brokers, String quorum) {
    StackRun run = run(stack, Map.of());
    var jars = (Map<?, ?>) run.object("ConfigMap", CONFIG_MAP).at("binaryData");
    long bytes =
        jars.values().stream()
            .mapToLong(jar -> Base64.getDecoder().decode((String) jar).length)
            .sum();

    assertTrue(bytes < 1 << 20, bytes + " bytes do not fit into a ConfigMap");
    for (String set : List.of(brokers, quorum)) {
      assertTrue(
          run.object("StatefulSet", set).listAt("spec", "template", "spec", "volumes").stream()
              .anyMatch(volume -> Map.of("name", CONFIG_MAP).equals(volume.get("configMap"))),
          set);
      assertTrue(
          run.object("StatefulSet", set).dependsOn().stream()
              .anyMatch(urn -> urn.endsWith("ConfigMap::" + CONFIG_MAP)),
          set);
    }
    assertTrue(
        run.objects().stream()
            .noneMatch(
                object ->
                    object.kind().equals("BuildConfig") && object.name().contains("exporter")));
  }

  /** Runs the rendered command with the rendered jars, and kills the exporter's JVM. */
  @Test
  void exporter_crash_isRestartedInItsContainer() throws Exception {
    StackRun run = run("dev", Map.of());
    for (var jar : ((Map<?, ?>) run.object("ConfigMap", CONFIG_MAP).at("binaryData")).entrySet()) {
      Files.write(
          folder.resolve((String) jar.getKey()),
          Base64.getDecoder().decode((String) jar.getValue()));
    }
    Path rules = folder.resolve("rules.yaml");
    // Nothing listens on this port: the exporter must serve all the same, and say so.
    Files.writeString(rules, "jmxUrl: service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi\n");
    int port = freePort();
    List<String> command =
        ((List<?>) exporter(run, "kafka-kafka").get("command"))
            .stream()
                .map(
                    argument ->
                        ((String) argument)
                            .replace("/opt/jmx-exporter", folder.toString())
                            .replace("/config/jmx-exporter.yaml", rules.toString())
                            .replaceFirst("^5556$", String.valueOf(port)))
                .toList();
    Process container = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> scrape(port).contains("jmx_scrape_error 1"));
      ProcessHandle first = jvm(container);
      first.destroyForcibly();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !first.isAlive() && scrape(port).contains("jmx_scrape_error 1"));
      assertTrue(container.isAlive(), "the container restarts, so the pod is unready");
      container.destroy();
      assertTrue(container.waitFor(10, TimeUnit.SECONDS), "it ignores the request to stop");
      await().atMost(Duration.ofSeconds(10)).until(() -> scrape(port).isEmpty());
    } finally {
      container.descendants().forEach(ProcessHandle::destroyForcibly);
      container.destroyForcibly();
    }
  }

  private static ProcessHandle jvm(Process container) {
    return container
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Returns the metrics; empty when nothing answers. */
  private static String scrape(int port) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"));
    try {
      return HttpClient.newHttpClient()
          .send(request.build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void exporter_disabled_opensNoPort() {
    StackRun run = run("prod", Map.of("exporter/enabled", "false"));

    for (String set : List.of("kafka-kafka", "kafka-controller")) {
      assertTrue(
          containers(run, set).stream().noneMatch(c -> c.get("name").equals("jmx-exporter")));
      assertFalse(containers(run, set).toString().contains("jmxremote"));
      assertFalse(run.object("Service", set + "-headless").at("spec").toString().contains("5556"));
      assertFalse(run.object("NetworkPolicy", set).at("spec").toString().contains("5556"));
      assertNull(run.object("ConfigMap", set).at("data", "jmx-exporter.yaml"));
    }
    assertTrue(run.objects().stream().noneMatch(object -> object.name().equals(CONFIG_MAP)));
  }
}
