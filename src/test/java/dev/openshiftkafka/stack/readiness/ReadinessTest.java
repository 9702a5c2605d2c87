package dev.openshiftkafka.stack.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.readiness.DiskGuardLimits;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the readiness sidecar of brokers and controllers. */
class ReadinessTest {
  private static StackRun run(String stack, Map<String, ?> edits) {
    StackRun run = StackRun.update(stack, StackEdit.apply(StackFile.read(stack), edits));
    assertEquals(List.of(), run.result().exceptions());
    return run;
  }

  private static List<Map<String, Object>> containers(StackRun run, String set) {
    return run.object("StatefulSet", set).listAt("spec", "template", "spec", "containers");
  }

  private static Map<String, Object> readiness(StackRun run, String set) {
    return run.container(set, "readiness");
  }

  private static Object path(Map<String, Object> container, String probe) {
    return ((Map<?, ?>) ((Map<?, ?>) container.get(probe)).get("httpGet")).get("path");
  }

  @ParameterizedTest
  @CsvSource({"dev,kafka-kafka", "prod,kafka-kafka", "dynamic-kraft,kafka-controller"})
  void probes_nodes_useSidecarForReadinessOnly(String stack, String set) {
    StackRun run = run(stack, Map.of());
    Map<String, Object> readiness = readiness(run, set);

    assertEquals("/ready", path(readiness, "readinessProbe"));
    assertEquals("/alive", path(readiness, "livenessProbe"));
    assertEquals("/alive", path(readiness, "startupProbe"));
    Map<String, Object> member = containers(run, set).get(0);
    assertTrue(member.get("livenessProbe").toString().contains("tcpSocket"));
    assertEquals(member.get("image"), readiness.get("image"));
  }

  /** The sidecar has the same hook, so that it serves requests until the node stops. */
  @ParameterizedTest
  @CsvSource({"kafka-kafka,broker,120", "kafka-controller,controller,60"})
  void preStop_nodes_delayShutdown(String set, String node, int shutdown) {
    StackRun run = run("prod", Map.of("readiness/stopSeconds", "30"));

    for (Map<String, Object> container : List.of(run.container(set, node), readiness(run, set))) {
      assertEquals(
          Map.of("preStop", Map.of("httpGet", Map.of("path", "/stop", "port", 5557))),
          container.get("lifecycle"));
    }
    assertTrue(((List<?>) readiness(run, set).get("command")).contains("--stop-seconds=30"));
    assertEquals(shutdown + 30, grace(run, set));
  }

  /** ZooKeeper servers have no sidecar; StopHookTest runs their script. */
  @Test
  void preStop_zooKeeper_asksOtherServers() {
    StackRun run = run("dev", Map.of("readiness/stopSeconds", "30"));

    List<?> command = hookOfZooKeeper(run);
    assertEquals(List.of("bash", "-c"), command.subList(0, 2));
    assertEquals(
        List.of("preStop", "2", "30", "30", "/proc/1/fd/1", "127.0.0.1/2181"),
        command.subList(3, 9));
    String service = ".kafka-zookeeper-headless.kafka.svc.cluster.local/2181";
    assertEquals(
        List.of(
            "kafka-zookeeper-0=kafka-zookeeper-0" + service,
            "kafka-zookeeper-1=kafka-zookeeper-1" + service,
            "kafka-zookeeper-2=kafka-zookeeper-2" + service),
        command.subList(9, 12));
    assertEquals(90, grace(run, "kafka-zookeeper"));
    assertEquals("60", hookOfZooKeeper(run("dev", Map.of())).get(6));
  }

  private static List<?> hookOfZooKeeper(StackRun run) {
    var lifecycle = (Map<?, ?>) run.container("kafka-zookeeper", "zookeeper").get("lifecycle");
    return (List<?>)
        ((Map<?, ?>) ((Map<?, ?>) lifecycle.get("preStop")).get("exec")).get("command");
  }

  @Test
  void preStop_stopSecondsZero_isAbsent() {
    StackRun run = run("prod", Map.of("readiness/stopSeconds", "0"));

    assertNull(run.container("kafka-kafka", "broker").get("lifecycle"));
    assertNull(readiness(run, "kafka-kafka").get("lifecycle"));
    assertEquals(120, grace(run, "kafka-kafka"));
    assertNull(run.container("kafka-controller", "controller").get("lifecycle"));
    assertEquals(60, grace(run, "kafka-controller"));
    StackRun withZooKeeper = run("dev", Map.of("readiness/stopSeconds", "0"));
    assertNull(withZooKeeper.container("kafka-zookeeper", "zookeeper").get("lifecycle"));
    assertEquals(60, grace(withZooKeeper, "kafka-zookeeper"));
  }

  private static Object grace(StackRun run, String set) {
    return run.object("StatefulSet", set)
        .at("spec", "template", "spec", "terminationGracePeriodSeconds");
  }

  @Test
  void port_readiness_isNotExposed() {
    for (String stack : StackFile.ALL.keySet()) {
      StackRun run = run(stack, Map.of());
      for (String kind : List.of("NetworkPolicy", "Service")) {
        run.objects(kind)
            .forEach(object -> assertFalse(object.inputs().toString().contains("5557")));
      }
    }
  }

  @Test
  void readiness_zooKeeper_usesFourLetterWords() {
    List<Map<String, Object>> containers = containers(run("dev", Map.of()), "kafka-zookeeper");

    assertTrue(containers.stream().noneMatch(c -> c.get("name").equals("readiness")));
    String probe = containers.get(0).get("readinessProbe").toString();
    assertTrue(
        probe.contains("printf srvr") && probe.contains("'^Mode: (leader|follower)'"), probe);
    String alive = containers.get(0).get("livenessProbe").toString();
    assertTrue(alive.contains("printf ruok") && alive.contains("'^imok'"), alive);
  }

  /** A broker that waits for replicas serves clients, possibly as the first of a cluster. */
  @Test
  void clientService_unreadyBrokers_arePublished() {
    StackRun run = run("dev", Map.of());

    assertEquals(true, run.object("Service", "kafka-kafka").at("spec", "publishNotReadyAddresses"));
    assertNull(run.object("Service", "kafka-zookeeper").at("spec", "publishNotReadyAddresses"));
  }

  @Test
  void configuration_readiness_reachesSidecar() {
    Map<String, Object> readiness =
        readiness(
            run(
                "dev",
                Map.of(
                    "readiness/absentSeconds", "60",
                    "readiness/heap", "64M",
                    "readiness/resources", "{\"cpu\": \"50m\", \"memory\": \"192Mi\"}")),
            "kafka-kafka");

    List<?> command = (List<?>) readiness.get("command");
    assertTrue(command.containsAll(List.of("-Xmx64M", "--absent-seconds=60")), command.toString());
    assertEquals(Map.of("memory", "192Mi"), ((Map<?, ?>) readiness.get("resources")).get("limits"));
  }

  /** A restart of the brokers would be the wrong moment for it. */
  @Test
  void diskGuard_changed_restartsNoPod() {
    StackRun before = run("prod", Map.of());
    StackRun after =
        run(
            "prod",
            Map.of("kafka/diskGuard", Map.of("throttleAtPercent", 88, "resumeBelowPercent", 82)));

    assertEquals(
        "enabled=true\nthrottleAtPercent=90\nresumeBelowPercent=80\n", diskGuardFile(before));
    assertEquals(
        "enabled=true\nthrottleAtPercent=88\nresumeBelowPercent=82\n", diskGuardFile(after));
    for (String set : List.of("kafka-kafka", "kafka-controller")) {
      assertEquals(
          before.object("StatefulSet", set).inputs(), after.object("StatefulSet", set).inputs());
    }
  }

  private static Object diskGuardFile(StackRun run) {
    return run.object("ConfigMap", "kafka-readiness").at("data", DiskGuardLimits.FILE);
  }

  /** Runs with the class path of the pod: the jars, and Kafka's client, which the image has. */
  @Test
  void archives_readiness_areComplete(@TempDir Path folder) throws Exception {
    var archives =
        (Map<?, ?>) run("dev", Map.of()).object("ConfigMap", "kafka-readiness").at("binaryData");
    var classPath = new ArrayList<URL>();
    classPath.add(ApiMessage.class.getProtectionDomain().getCodeSource().getLocation());
    int size = 0;
    for (var archive : archives.entrySet()) {
      byte[] bytes = Base64.getDecoder().decode((String) archive.getValue());
      size += bytes.length;
      classPath.add(Files.write(folder.resolve((String) archive.getKey()), bytes).toUri().toURL());
    }
    assertTrue(size < (1 << 20) * 3 / 4, size + " bytes");
    try (var pod =
        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> command = pod.loadClass("picocli.CommandLine");
      Object agent =
          pod.loadClass("dev.openshiftkafka.pod.readiness.ReadinessAgent")
              .getConstructor()
              .newInstance();
      Object line = command.getConstructor(Object.class).newInstance(agent);
      int exit =
          (int)
              command
                  .getMethod("execute", String[].class)
                  .invoke(line, (Object) new String[] {"--version"});
      assertEquals(0, exit);
      // The limits of the disk guard are in the same ConfigMap, and so in the same folder.
      Field limits = agent.getClass().getDeclaredField("diskGuard");
      limits.setAccessible(true);
      assertEquals(folder.resolve(DiskGuardLimits.FILE), limits.get(agent));
    }
  }
}
