package dev.openshiftkafka.stack.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of brokers and quorum: settings, order of updates, and added brokers. */
class KafkaClusterTest {
  private static StackRun withBrokers(String stack, int brokers) {
    var values = StackEdit.apply(StackFile.read(stack), Map.of("kafka/brokers", brokers));
    return StackRun.update(stack, values);
  }

  @ParameterizedTest
  @MethodSource("awsStacks")
  void podTemplate_addedBrokers_isUnchanged(String stack) {
    Object template =
        withBrokers(stack, 3).object("StatefulSet", "kafka-kafka").at("spec", "template");

    for (int brokers : List.of(4, 6, 7)) {
      assertEquals(
          template,
          withBrokers(stack, brokers).object("StatefulSet", "kafka-kafka").at("spec", "template"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void zones_addedBrokers_areBalanced(String stack) {
    StackRun run = withBrokers(stack, 6);
    var properties = (Map<?, ?>) run.object("ConfigMap", "kafka-kafka").at("data");

    var zones = List.of("eu-west-1a", "eu-west-1b", "eu-west-1c");
    IntStream.range(0, 6)
        .forEach(
            i -> {
              String text = (String) properties.get("kafka-kafka-" + i + ".properties");
              assertTrue(text.contains("broker.rack=" + zones.get(i % 3) + "\n"), text);
              assertEquals(
                  zones.get(i % 3),
                  run.resources("aws:ebs/volume:").stream()
                      .filter(volume -> volume.name().equals("datadir-kafka-kafka-" + i))
                      .map(volume -> volume.at("availabilityZone"))
                      .findFirst()
                      .orElseThrow());
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void priorityClass_configured_isThatOfMembers(String stack) {
    var values = StackFile.read(stack);
    StackRun plain = StackRun.update(stack, values);
    StackRun run =
        StackRun.update(
            stack, StackEdit.apply(values, Map.of("priorityClass", "openshift-user-critical")));

    assertEquals(2, run.objects("StatefulSet").size());
    for (Declared set : run.objects("StatefulSet")) {
      assertEquals(
          "openshift-user-critical", set.at("spec", "template", "spec", "priorityClassName"));
    }
    for (Declared set : plain.objects("StatefulSet")) {
      assertNull(set.at("spec", "template", "spec", "priorityClassName"));
    }
  }

  private static String file(Map<String, ?> edits, String map, String file) {
    StackRun run = StackRun.update("article", StackEdit.apply(StackFile.read("article"), edits));
    assertEquals(List.of(), run.result().errors());
    return String.valueOf(run.object("ConfigMap", map).at("data", file));
  }

  @Test
  void zooKeeper_article_hasItsTimes() {
    assertTrue(
        file(Map.of(), "kafka-zookeeper", "zoo.cfg")
            .startsWith("# Server\ntickTime=2000\ninitLimit=10\nsyncLimit=5\n"));
  }

  @Test
  void zooKeeper_settings_overrideDefaults() {
    String zooCfg =
        file(
            Map.of("quorum/settings", Map.of("syncLimit", "3", "snapCount", "50000")),
            "kafka-zookeeper",
            "zoo.cfg");
    assertTrue(zooCfg.contains("\nsyncLimit=3\n"), zooCfg);
    assertTrue(zooCfg.contains("\nsnapCount=50000\n"), zooCfg);
    assertEquals(1, zooCfg.split("syncLimit").length - 1, zooCfg);
  }

  @Test
  void brokers_settings_areAdded() {
    String properties =
        file(
            Map.of("kafka/settings/zookeeper.session.timeout.ms", "12000"),
            "kafka-kafka",
            "kafka-kafka-0.properties");
    assertTrue(properties.contains("\nzookeeper.session.timeout.ms=12000\n"), properties);
  }

  @ParameterizedTest
  @CsvSource({"100m,2", "2,2", "2500m,3", "8,8"})
  void recoveryThreads_brokers_areOnePerCore(String cpu, int threads) {
    String properties =
        file(Map.of("kafka/resources/cpu", cpu), "kafka-kafka", "kafka-kafka-0.properties");
    assertTrue(
        properties.contains("\nnum.recovery.threads.per.data.dir=" + threads + "\n"), properties);
  }

  @Test
  void recoveryThreads_settings_overrideDefault() {
    String properties =
        file(
            Map.of("kafka/settings/num.recovery.threads.per.data.dir", "16"),
            "kafka-kafka",
            "kafka-kafka-0.properties");
    assertTrue(properties.contains("\nnum.recovery.threads.per.data.dir=16\n"), properties);
    assertEquals(1, properties.split("num.recovery").length - 1, properties);
  }

  /** Controllers have no logs to recover, and must not restart when brokers get another CPU. */
  @Test
  void template_brokerCpu_restartsBrokersOnly() {
    Object before = template("prod", Map.of(), "kafka-controller");

    assertEquals(before, template("prod", Map.of("kafka/resources/cpu", "8"), "kafka-controller"));
  }

  private static Object template(String stack, Map<String, ?> edits, String set) {
    return StackRun.update(stack, StackEdit.apply(StackFile.read(stack), edits))
        .object("StatefulSet", set)
        .at("spec", "template");
  }

  /** A broker opens its port when it has recovered its logs, which may take hours. */
  @ParameterizedTest
  @CsvSource({"kafka-kafka,broker,21600", "kafka-controller,controller,1200"})
  void startupProbe_nodes_allowsRecovery(String set, String container, int seconds) {
    assertEquals(
        seconds, startupSeconds(StackRun.update("prod", StackFile.read("prod")), set, container));
  }

  @Test
  void startupProbe_configuration_setsTimeout() {
    var values = StackEdit.apply(StackFile.read("dev"), Map.of("kafka/startupTimeoutMinutes", 90));
    StackRun run = StackRun.update("dev", values);

    assertEquals(5400, startupSeconds(run, "kafka-kafka", "broker"));
    assertEquals(1200, startupSeconds(run, "kafka-zookeeper", "zookeeper"));
  }

  private static int startupSeconds(StackRun run, String set, String container) {
    var probe = (Map<?, ?>) run.container(set, container).get("startupProbe");
    return (Integer) probe.get("failureThreshold") * (Integer) probe.get("periodSeconds");
  }

  /** Comments and the order of settings are not what a node runs with. */
  @ParameterizedTest
  @CsvSource({
    "dev,kafka-kafka,kafka-kafka-0.properties,log4j.properties",
    "dev,kafka-zookeeper,zoo.cfg,log4j.properties",
    "prod,kafka-kafka,kafka-kafka-0.properties,log4j2.properties",
    "prod,kafka-controller,kafka-controller-0.properties,log4j2.properties"
  })
  void configHash_otherComments_isUnchanged(
      String stack, String set, String settings, String logging) {
    // The hash of a dynamic quorum has one controller, whatever their number: a new one restarts
    // no node.
    Map<String, String> values =
        stack.equals("prod")
            ? StackEdit.apply(StackFile.read(stack), Map.of("quorum/membership", "static"))
            : StackFile.read(stack);
    StackRun run = StackRun.update(stack, values);
    var files = (Map<?, ?>) run.object("ConfigMap", set).at("data");

    assertEquals(
        ConfigHash.ofProperties(rewritten(files.get(logging)), rewritten(files.get(settings))),
        run.object("StatefulSet", set)
            .at("spec", "template", "metadata", "annotations", ConfigHash.ANNOTATION));
  }

  /**
   * The lines of a file in reverse, with other comments, and without a setting that brokers change
   * without a restart.
   */
  private static String rewritten(Object file) {
    var lines = new ArrayList<>(file.toString().lines().toList());
    Collections.reverse(lines);
    return lines.stream()
        .filter(line -> !line.startsWith("num.recovery.threads.per.data.dir="))
        .map(line -> line.startsWith("#") ? "# another heading" : line)
        .collect(Collectors.joining("\n"));
  }

  static Stream<String> stacks() {
    return StackFile.ALL.keySet().stream().sorted();
  }

  /** Stacks with local volumes have one path per broker, so their number of brokers is fixed. */
  static Stream<String> awsStacks() {
    return stacks().filter(stack -> StackFile.read(stack).containsKey("openshift-kafka:aws"));
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void brokers_update_waitForQuorum(String stack) {
    StackRun run = StackRun.preview(stack, StackFile.read(stack), Map.of());

    long quorums =
        run.object("StatefulSet", "kafka-kafka").dependsOn().stream()
            .filter(urn -> urn.contains(":StatefulSet::"))
            .count();
    assertEquals(1, quorums);
  }
}
