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

/** The Jobs of an update that removes brokers. */
class BrokerRemovalTest {
  private static Map<String, String> values(String stack, int brokers) {
    return StackEdit.apply(
        StackFile.read(stack), Map.of("kafka/brokers", brokers, "kafka/allowBrokerRemoval", true));
  }

  private static Map<String, String> snapshot(String stack, int brokers) {
    return DeploymentSnapshot.of(
        new ConfigSource("openshift-kafka", stack, values(stack, brokers)).read());
  }

  private static StackRun preview(String stack, int brokers, Map<String, String> deployed) {
    StackRun run =
        StackRun.preview(stack, values(stack, brokers), Map.of("declaredShape", deployed));
    assertEquals(List.of(), run.result().exceptions());
    return run;
  }

  private static List<String> jobs(StackRun run) {
    return run.objects("Job").stream()
        .map(Declared::name)
        .filter(name -> name.startsWith("kafka-broker-"))
        .sorted()
        .toList();
  }

  @Test
  void preview_fewerBrokers_checksBeforeAndUnregistersAfter() {
    StackRun run = preview("dynamic-kraft", 3, snapshot("dynamic-kraft", 5));

    assertEquals(List.of("kafka-broker-check", "kafka-broker-unregister"), jobs(run));
    Declared check = run.object("Job", "kafka-broker-check");
    Declared brokers = run.object("StatefulSet", "kafka-kafka");
    assertTrue(
        brokers.dependsOn().stream().anyMatch(urn -> urn.endsWith("Job::kafka-broker-check")),
        "the brokers do not wait for the check: " + brokers.dependsOn());
    assertFalse(
        run.object("StatefulSet", "kafka-controller").dependsOn().stream()
            .anyMatch(urn -> urn.contains("kafka-broker-check")));
    String command = command(check);
    assertTrue(command.contains("--removed=3,4"), command);
    assertFalse(command.contains("kafka-kafka-3."), command);
    assertFalse(command.contains("--bootstrap-controllers"), command);
    Declared unregister = run.object("Job", "kafka-broker-unregister");
    assertTrue(
        command(unregister).contains("--bootstrap-controllers=kafka-controller-0."),
        command(unregister));
  }

  private static String command(Declared job) {
    return String.valueOf(job.at("spec", "template", "spec", "containers", 0, "command"));
  }

  @Test
  void preview_zooKeeper_onlyChecks() {
    assertEquals(
        List.of("kafka-broker-check"), jobs(preview("dynamic", 3, snapshot("dynamic", 4))));
  }

  @Test
  void preview_sameOrMoreBrokers_declaresNothing() {
    var three = snapshot("dynamic-kraft", 3);
    assertEquals(List.of(), jobs(preview("dynamic-kraft", 3, three)));
    assertEquals(List.of(), jobs(preview("dynamic-kraft", 4, three)));
    assertEquals(List.of(), jobs(preview("dynamic-kraft", 3, Map.of())));
  }

  /** Otherwise an update without an edit would delete the Jobs. */
  @Test
  void preview_afterRemoval_declaresTheSameJobs() {
    StackRun removal = preview("dynamic-kraft", 3, snapshot("dynamic-kraft", 5));
    var after = new TreeMap<>(snapshot("dynamic-kraft", 3));
    after.put("brokers.removal", "5 3");
    StackRun next = preview("dynamic-kraft", 3, after);

    assertEquals(jobs(removal), jobs(next));
    assertEquals(
        command(removal.object("Job", "kafka-broker-check")),
        command(next.object("Job", "kafka-broker-check")));
    // Once brokers were added, the removal is over.
    after.putAll(snapshot("dynamic-kraft", 6));
    assertEquals(List.of(), jobs(preview("dynamic-kraft", 6, after)));
  }
}
