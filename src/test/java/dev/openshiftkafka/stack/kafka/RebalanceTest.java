package dev.openshiftkafka.stack.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The Jobs that move replicas when the number of brokers changes. */
class RebalanceTest {
  private static final String STACK = "dynamic-kraft";

  private static Map<String, String> values(int brokers, String mode) {
    return StackEdit.apply(
        StackFile.read(STACK),
        Map.of(
            "kafka/brokers",
            brokers,
            "kafka/allowBrokerRemoval",
            true,
            "kafka/rebalance",
            mode,
            "kafka/rebalanceThrottleMBps",
            80));
  }

  private static Map<String, String> snapshot(int brokers) {
    return DeploymentSnapshot.of(
        new ConfigSource("openshift-kafka", STACK, values(brokers, "manual")).read());
  }

  private static StackRun preview(int brokers, String mode, Map<String, String> deployed) {
    StackRun run =
        StackRun.preview(STACK, values(brokers, mode), Map.of("declaredShape", deployed));
    assertEquals(List.of(), run.result().exceptions());
    return run;
  }

  private static List<String> jobs(StackRun run) {
    return run.objects("Job").stream()
        .map(Declared::name)
        .filter(name -> name.startsWith("kafka-rebalance"))
        .sorted()
        .toList();
  }

  private static String command(Declared job) {
    return String.valueOf(job.at("spec", "template", "spec", "containers", 0, "command"));
  }

  private static boolean dependsOn(Declared resource, String name) {
    return resource.dependsOn().stream().anyMatch(urn -> urn.endsWith("::" + name));
  }

  @Test
  void preview_moreBrokers_movesReplicasOnceTheyAreReady() {
    StackRun run = preview(6, "onScale", snapshot(3));

    assertEquals(List.of("kafka-rebalance-added"), jobs(run));
    Declared job = run.object("Job", "kafka-rebalance-added");
    String command = command(job);
    assertTrue(command.contains("--brokers=0,1,2,3,4,5, --throttle-mbps=80"), command);
    assertFalse(command.contains("--leaving"), command);
    assertTrue(command.contains("kafka-kafka-5."), command);
    Declared component =
        run.declared().stream()
            .filter(resource -> resource.type().equals("openshiftkafka:kafka:Rebalance"))
            .findFirst()
            .orElseThrow();
    assertTrue(
        component.dependsOn().stream().anyMatch(urn -> urn.endsWith("KafkaCluster::kafka"))
            || dependsOn(component, "kafka-kafka"),
        component.dependsOn().toString());
    assertTrue(
        run.declared().stream()
            .filter(resource -> resource.name().equals("kafka-rebalance"))
            .anyMatch(resource -> resource.kind().equals("ConfigMap")));
  }

  @Test
  void preview_fewerBrokers_emptiesThemBeforeTheCheck() {
    StackRun run = preview(3, "onScale", snapshot(6));

    assertEquals(List.of("kafka-rebalance-removed"), jobs(run));
    String command = command(run.object("Job", "kafka-rebalance-removed"));
    assertTrue(command.contains("--brokers=0,1,2, --throttle-mbps=80, --leaving=3,4,5"), command);
    assertTrue(dependsOn(run.object("Job", "kafka-broker-check"), "kafka-rebalance-removed"));
    assertTrue(dependsOn(run.object("StatefulSet", "kafka-kafka"), "kafka-rebalance-removed"));
    assertFalse(
        dependsOn(run.object("StatefulSet", "kafka-controller"), "kafka-rebalance-removed"));
  }

  @Test
  void preview_manualOrSameBrokers_declaresNothing() {
    assertEquals(List.of(), jobs(preview(6, "manual", snapshot(3))));
    assertEquals(List.of(), jobs(preview(3, "onScale", snapshot(3))));
    assertEquals(List.of(), jobs(preview(3, "onScale", Map.of())));
    assertTrue(
        preview(3, "onScale", snapshot(3)).objects().stream()
            .noneMatch(object -> object.name().contains("rebalance")));
  }

  /** Otherwise an update without an edit would delete the Job, or run it again. */
  @Test
  void preview_afterAChange_declaresTheSameJob() {
    for (int before : List.of(3, 7)) {
      StackRun change = preview(5, "onScale", snapshot(before));
      var after = new TreeMap<>(snapshot(5));
      after.put("brokers.rebalance", before + " 5");
      StackRun next = preview(5, "onScale", after);

      assertEquals(jobs(change), jobs(next));
      Declared job = next.object("Job", jobs(next).get(0));
      assertEquals(command(change.object("Job", jobs(change).get(0))), command(job));
      assertEquals(List.of("spec", "metadata"), job.ignoreChanges());
      assertEquals(List.of(), jobs(preview(5, "manual", after)));
    }
  }
}
