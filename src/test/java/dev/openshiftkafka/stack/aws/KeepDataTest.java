package dev.openshiftkafka.stack.aws;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of volumes that are retained by {@code pulumi destroy}, and of their adoption. */
class KeepDataTest {
  private static final List<String> BROKER_VOLUMES =
      List.of("vol-0a000000000000001", "vol-0b000000000000002", "vol-0c000000000000003");

  private static Map<String, String> with(String stack, Map<String, ?> edits) {
    return StackEdit.apply(StackFile.read(stack), edits);
  }

  @ParameterizedTest
  @CsvSource({"dev, 6", "prod, 7"})
  void keepData_enabled_retainsDisksAndKey(String stack, int kept) {
    StackRun run = StackRun.update(stack, with(stack, Map.of("keepData", true)));

    assertEquals(List.of(), run.result().exceptions());
    var retained = run.declared().stream().filter(Declared::retainOnDelete).toList();
    assertEquals(kept, retained.size(), retained.toString());
    assertTrue(
        retained.stream().allMatch(d -> d.type().matches("aws:(ebs/volume:Volume|kms/key:Key)")),
        retained.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod", "local"})
  void keepData_default_retainsNothing(String stack) {
    StackRun run = StackRun.update(stack, StackFile.read(stack));

    assertTrue(run.declared().stream().noneMatch(Declared::retainOnDelete));
    assertTrue(run.declared().stream().allMatch(d -> d.importId().isEmpty()));
  }

  @Test
  void volumes_adopted_areImportedAndProtected() {
    StackRun run =
        StackRun.preview(
            "dev", with("dev", Map.of("kafka/volume/adopt", BROKER_VOLUMES)), Map.of());

    assertEquals(List.of(), run.result().exceptions());
    var imported = new TreeMap<String, String>();
    for (Declared volume : run.resources("aws:ebs/volume:")) {
      assertEquals(!volume.importId().isEmpty(), volume.protect(), volume.toString());
      if (!volume.importId().isEmpty()) {
        imported.put(volume.name(), volume.importId());
      }
    }
    assertEquals(
        Map.of(
            "datadir-kafka-kafka-0", BROKER_VOLUMES.get(0),
            "datadir-kafka-kafka-1", BROKER_VOLUMES.get(1),
            "datadir-kafka-kafka-2", BROKER_VOLUMES.get(2)),
        imported);
  }

  @Test
  void volumes_otherThanDeployed_areRejected() {
    var values = with("dev", Map.of("kafka/volume/adopt", BROKER_VOLUMES));
    var shape = DeploymentSnapshot.of(new ConfigSource("openshift-kafka", "dev", values).read());
    var volumes =
        Map.of(
            "datadir-kafka-kafka-0",
            BROKER_VOLUMES.get(0),
            "datadir-kafka-kafka-1",
            "vol-0f0f0f0f");

    StackRun run =
        StackRun.preview("dev", values, Map.of("declaredShape", shape, "volumes", volumes));

    String reasons = run.result().exceptions().toString();
    assertTrue(
        reasons.contains(
            "volume of claim datadir-kafka-kafka-1: vol-0f0f0f0f -> vol-0b000000000000002: the pod"
                + " already has another volume"),
        reasons);
    assertFalse(reasons.contains("datadir-kafka-kafka-0"), reasons);
    assertEquals(List.of(), run.resources("aws:ebs/volume:"));
  }
}
