package dev.openshiftkafka.stack.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.guard.PreviousOutputs;
import dev.openshiftkafka.kubernetes.DataVolume;
import dev.openshiftkafka.kubernetes.NodeSetPlan;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Jobs of a migration, and the nodes in its phases. */
class MigrationJobsTest {
  private static StackConfig config(Map<String, String> values) {
    return new ConfigSource("openshift-kafka", "local", values).read();
  }

  private static StackRun preview(String phase) {
    var values = StackFile.migrating(phase);
    StackRun run =
        StackRun.preview(
            "local",
            values,
            Map.of(PreviousOutputs.SNAPSHOT, DeploymentSnapshot.of(config(values))));
    assertEquals(List.of(), run.result().exceptions());
    return run;
  }

  private static boolean waitsFor(Declared object, String name) {
    return object.dependsOn().stream().anyMatch(urn -> urn.endsWith("::" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"provision", "migrate", "brokers", "finalize", "rollback"})
  void preview_phase_checksBeforeControllersAndBrokers(String phase) {
    StackRun run = preview(phase);

    assertTrue(waitsFor(run.object("StatefulSet", "kafka-controller"), "kafka-migration-check"));
    assertTrue(waitsFor(run.object("StatefulSet", "kafka-kafka"), "kafka-migration-check"));
    assertFalse(waitsFor(run.object("StatefulSet", "kafka-zookeeper"), "kafka-migration-check"));
    assertEquals(
        phase.equals("rollback"),
        waitsFor(run.object("StatefulSet", "kafka-kafka"), "kafka-migration-revert"));
  }

  @ParameterizedTest
  @CsvSource({"provision, 3", "finalize, 3", "rollback, 0"})
  void preview_controllers_stopInRollbackOnly(String phase, int replicas) {
    assertEquals(
        replicas, preview(phase).object("StatefulSet", "kafka-controller").at("spec", "replicas"));
  }

  /** ZooKeeper brokers have no init container: Kafka's tool refuses their files. */
  @ParameterizedTest
  @CsvSource({"provision, false", "migrate, false", "brokers, true", "finalize, true"})
  void preview_brokers_formatOnlyAsKraftBrokers(String phase, boolean formats) {
    List<Map<String, Object>> init =
        preview(phase)
            .object("StatefulSet", "kafka-kafka")
            .listAt("spec", "template", "spec", "initContainers");

    assertEquals(formats, !init.isEmpty());
    assertFalse(init.toString().contains("--cluster-id"), init.toString());
  }

  @ParameterizedTest
  @CsvSource({"provision, true", "migrate, true", "brokers, true", "finalize, false"})
  void preview_controllers_readIdFromZooKeeperUntilFinalize(String phase, boolean reads) {
    String init =
        preview(phase)
            .object("StatefulSet", "kafka-controller")
            .listAt("spec", "template", "spec", "initContainers")
            .toString();

    assertEquals(reads, init.contains("--zookeeper=kafka-zookeeper-0."), init);
    assertFalse(init.contains("--allow-reset"), init);
  }

  @ParameterizedTest
  @CsvSource({
    "provision, true, true",
    "finalize, true, true",
    "rollback, true, false",
  })
  void protection_phase_endsForWhatTheNextOneDeletes(
      String phase, boolean zookeeper, boolean controllers) {
    StackConfig config =
        config(StackEdit.apply(StackFile.migrating(phase), Map.of("protect", true)));

    assertEquals(zookeeper, NodeSetPlan.isProtected(config, "kafka-zookeeper"));
    assertEquals(controllers, NodeSetPlan.isProtected(config, "kafka-controller"));
    assertTrue(NodeSetPlan.isProtected(config, "kafka-kafka"));
  }

  @Test
  void protection_allowedRemoval_endsForZooKeeper() {
    StackConfig config =
        config(
            StackEdit.apply(
                StackFile.migrating("finalize"),
                Map.of("protect", true, "migration/allowZooKeeperRemoval", true)));

    assertFalse(NodeSetPlan.isProtected(config, "kafka-zookeeper"));
    assertTrue(NodeSetPlan.isProtected(config, "kafka-controller"));
    assertEquals(List.of(), DataVolume.of(config));
  }

  /** The id stays that of ZooKeeper after an upgrade, too. */
  @Test
  void preview_migratedStack_keepsClusterId() {
    var values = StackEdit.apply(StackFile.migrated(), Map.of("kafka/version", "4.3.1"));
    var snapshot =
        DeploymentSnapshot.of(config(StackFile.migrated()), DeploymentSnapshot.keptClusterId());

    StackRun run = StackRun.preview("local", values, Map.of(PreviousOutputs.SNAPSHOT, snapshot));

    for (String set : List.of("kafka-controller", "kafka-kafka")) {
      String init =
          run.object("StatefulSet", set)
              .listAt("spec", "template", "spec", "initContainers")
              .toString();
      assertTrue(init.contains("FormatCommand"), init);
      assertFalse(init.contains("--cluster-id"), init);
    }
    assertEquals(
        List.of(),
        run.objects("Job").stream()
            .map(Declared::name)
            .filter(n -> n.contains("migration"))
            .toList());
  }
}
