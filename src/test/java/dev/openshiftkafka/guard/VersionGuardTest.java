package dev.openshiftkafka.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes of Kafka's version a running cluster bears, and what each leaves to be done. */
class VersionGuardTest {
  private static Map<String, String> values(Map<String, ?> edits) {
    return StackEdit.apply(StackFile.read("prod"), edits);
  }

  private static StackConfig config(String version, boolean allow) {
    return read(
        "prod", values(Map.of("kafka/version", version, "kafka/allowVersionDowngrade", allow)));
  }

  private static StackConfig read(String stack, Map<String, String> values) {
    return new ConfigSource("openshift-kafka", stack, values).read();
  }

  private static Map<String, String> deployed(String version) {
    return DeploymentSnapshot.of(config(version, false));
  }

  @ParameterizedTest
  @CsvSource({
    "4.3.1, 4.3.2",
    "4.3.1, 4.3.0",
    "4.0.0, 4.3.1",
    "4.2.0, 4.10.0",
    "4.10.1, 4.10.0",
  })
  void thisMayBeDone(String before, String after) {
    assertEquals(Optional.empty(), VersionGuard.refusal(deployed(before), config(after, false)));
  }

  @ParameterizedTest
  @CsvSource({"4.3.1, 4.2.1", "4.10.0, 4.9.1"})
  void anEarlierLineMustBeAllowed(String before, String after) {
    assertTrue(VersionGuard.refusal(deployed(before), config(after, false)).isPresent());
    assertEquals(Optional.empty(), VersionGuard.refusal(deployed(before), config(after, true)));
  }

  @Test
  void theReasonHasKeyValuesAndWayOut() {
    assertEquals(
        Optional.of(
            "kafka.version: 4.3.1 -> 4.2.0: Kafka 4.2 cannot read metadata that was made final for"
                + " a later line, as that of a cluster that began with 4.3 is; keep 4.3.1, or see"
                + " the metadata.version that is final with bin/finalize-features"
                + " --namespace=kafka: when 4.2 knows it, set kafka.allowVersionDowngrade to true"),
        VersionGuard.refusal(deployed("4.3.1"), config("4.2.0", false)));
  }

  @Test
  void thePreviewOfADowngradeFailsWithTheReasonAndPlansNothing() {
    StackRun run =
        StackRun.preview(
            "prod",
            values(Map.of("kafka/version", "4.2.0")),
            Map.of("declaredShape", deployed("4.3.1")));

    String failure = run.result().exceptions().toString();
    assertTrue(failure.contains("kafka.version: 4.3.1 -> 4.2.0: Kafka 4.2 cannot read"), failure);
    assertEquals(List.of(), run.objects("StatefulSet"));
  }

  @Test
  void fromZooKeeperToKraftIsRefusedForTheMetadataAlone() {
    var local = DeploymentSnapshot.of(read("local", StackFile.read("local")));
    StackRun run =
        StackRun.preview("local", StackFile.kraft("local"), Map.of("declaredShape", local));

    String failure = run.result().exceptions().toString();
    assertTrue(failure.contains("metadata: zookeeper -> kraft: "), failure);
    assertTrue(!failure.contains("kafka.version"), failure);
  }

  @Test
  void aStackOfBeforeTheVersionWasKeptIsNotCompared() {
    var old = new HashMap<>(deployed("4.3.1"));
    old.remove("version");

    assertEquals(Optional.empty(), VersionGuard.refusal(old, config("4.2.0", false)));
    assertEquals(Optional.empty(), VersionGuard.advice(old, config("4.4.0", false)));
  }

  @Test
  void afterAnotherLineItsFeaturesAreToBeMadeFinal() {
    assertEquals(
        Optional.of(
            "Kafka 4.2.1 -> 4.3.1: what is new in the metadata of 4.3 stays off, and 4.2 can come"
                + " back, until its features are made final: bin/finalize-features"
                + " --namespace=kafka"),
        VersionGuard.advice(deployed("4.2.1"), config("4.3.1", false)));
    for (String same : List.of("4.3.1", "4.3.0", "4.4.0")) {
      assertEquals(Optional.empty(), VersionGuard.advice(deployed(same), config("4.3.1", true)));
    }
  }

  @Test
  void addedBrokersAreToGetPartitions() {
    var six = read("prod", values(Map.of("kafka/brokers", 6)));
    assertEquals(
        Optional.of(
            "kafka.brokers: 3 -> 6: only new topics get partitions on the brokers 3, 4, 5; to"
                + " spread those that are there: bin/reassign --namespace=kafka --execute"),
        ReassignmentAdvice.advice(deployed("4.3.1"), six));
    assertEquals(Optional.empty(), ReassignmentAdvice.advice(Map.of(), six));
    assertEquals(
        Optional.empty(), ReassignmentAdvice.advice(DeploymentSnapshot.of(six), config("4.3.1", false)));
  }
}
