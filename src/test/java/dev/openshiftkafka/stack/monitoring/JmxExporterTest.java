package dev.openshiftkafka.stack.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** Tests of the JMX exporter of brokers, controllers and ZooKeeper servers, and of its image. */
class JmxExporterTest {
  private static final String IMAGE = "kafka-jmx-exporter";
  private static final Path DOCKERFILE =
      Path.of("src/main/resources/dev/openshiftkafka/stack/monitoring/Dockerfile");

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
    assertEquals(
        List.of("5556", "/config/jmx-exporter.yaml"),
        command.subList(command.size() - 2, command.size()));
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
  void probes_exporter_useItsOwnServer(String stack, String set) {
    StackRun run = run(stack, Map.of());
    Map<String, Object> exporter = exporter(run, set);

    for (String probe : List.of("startupProbe", "livenessProbe")) {
      var get = (Map<?, ?>) ((Map<?, ?>) exporter.get(probe)).get("httpGet");
      assertEquals("/-/healthy", get.get("path"));
      assertEquals(5556, get.get("port"));
    }
    assertNull(exporter.get("readinessProbe"), "the exporter must not make a broker unready");
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

  @Test
  void image_build_usesConfiguredKafka() throws IOException {
    StackRun dev = run("dev", Map.of());
    StackRun prod = run("prod", Map.of());

    assertEquals(
        Files.readString(DOCKERFILE),
        dev.object("BuildConfig", IMAGE).at("spec", "source", "dockerfile"));
    String dockerfile =
        (String) prod.object("BuildConfig", IMAGE).at("spec", "source", "dockerfile");
    assertTrue(dockerfile.contains("FROM docker.io/apache/kafka:4.3.1\n"), dockerfile);
    String built = (String) prod.object("BuildConfig", IMAGE).at("spec", "output", "to", "name");
    assertEquals(
        "image-registry.openshift-image-registry.svc:5000/kafka/" + built,
        exporter(prod, "kafka-kafka").get("image"));
    assertNotEquals(
        exporter(dev, "kafka-kafka").get("image"), exporter(prod, "kafka-kafka").get("image"));
    assertTrue(
        prod.resources("openshiftkafka:kafka:KafkaCluster").get(0).dependsOn().stream()
            .anyMatch(urn -> urn.endsWith("::" + IMAGE)),
        "the build starts before the pods");
  }

  @Test
  void image_given_isNotBuilt() {
    StackRun run = run("dev", Map.of("exporter/image", "quay.io/team/exporter:1"));

    assertEquals("quay.io/team/exporter:1", exporter(run, "kafka-kafka").get("image"));
    assertTrue(run.objects().stream().noneMatch(object -> object.name().equals(IMAGE)));
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
    assertTrue(run.objects().stream().noneMatch(object -> object.name().equals(IMAGE)));
  }
}
