package dev.openshiftkafka.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pulumi.test.PulumiTest;
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

/** Changes of the Kafka version and of the number of brokers: refusals and advice. */
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
  void refusal_supportedChange_empty(String before, String after) {
    assertEquals(Optional.empty(), VersionGuard.refusal(deployed(before), config(after, false)));
  }

  @ParameterizedTest
  @CsvSource({"4.3.1, 4.3.1, 4.2.1", "4.3.1, 4.4.0, 4.3.1", "4.4.0, 4.10.0, 4.9.1"})
  void refusal_earlierMinorVersion_refusedUnlessAllowed(String first, String before, String after) {
    var deployed = DeploymentSnapshot.after(deployed(first), config(before, false), Map.of());

    assertTrue(VersionGuard.refusal(deployed, config(after, false)).isPresent());
    assertEquals(Optional.empty(), VersionGuard.refusal(deployed, config(after, true)));
  }

  @Test
  void refusal_createdWith44_refusedThoughAllowed() {
    var created = DeploymentSnapshot.after(Map.of(), config("4.4.0", false), Map.of());
    var upgraded = DeploymentSnapshot.after(created, config("4.5.0", false), Map.of());
    var expected =
        "kafka.version: %s -> 4.3.1: Kafka 4.4.0 formatted the volumes of this stack's controllers,"
            + " and Kafka 4.3 does not find the feature levels in them (KIP-1170); keep %s";

    assertEquals(
        Optional.of(expected.formatted("4.4.0", "4.4.0")),
        VersionGuard.refusal(created, config("4.3.1", true)));
    assertEquals(
        Optional.of(expected.formatted("4.5.0", "4.5.0")),
        VersionGuard.refusal(upgraded, config("4.3.1", true)));
    assertEquals(Optional.empty(), VersionGuard.refusal(upgraded, config("4.4.0", true)));
  }

  /** A release of this program that did not export the first version. */
  @Test
  void refusal_firstVersionUnknown_deployedOneCounts() {
    assertTrue(VersionGuard.refusal(deployed("4.4.0"), config("4.3.1", true)).isPresent());
    assertEquals(Optional.empty(), VersionGuard.refusal(deployed("4.3.1"), config("4.2.0", true)));
  }

  @Test
  void up_laterVersion_exportsFirstVersion() {
    StackRun run =
        StackRun.preview(
            "prod",
            values(Map.of("kafka/version", "4.4.0")),
            Map.of("declaredShape", deployed("4.3.1")));

    Map<?, ?> shape = PulumiTest.extractValue(run.result().output("declaredShape", Map.class));
    assertEquals("4.3.1", shape.get("version.first"));
  }

  @Test
  void refusal_downgrade_namesKeyValuesAndSolution() {
    assertEquals(
        Optional.of(
            "kafka.version: 4.3.1 -> 4.2.0: Kafka 4.2 cannot read metadata whose metadata.version"
                + " was finalized for a later version, as in a cluster created with 4.3; keep"
                + " 4.3.1, or check the finalized metadata.version with bin/kafka-stack finalize-features"
                + " --namespace=kafka and, if 4.2 supports it, set kafka.allowVersionDowngrade to"
                + " true"),
        VersionGuard.refusal(deployed("4.3.1"), config("4.2.0", false)));
  }

  @Test
  void preview_downgrade_failsWithReasonAndPlansNothing() {
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
  void preview_zooKeeperToKraft_refusedForMetadataOnly() {
    var local = DeploymentSnapshot.of(read("local", StackFile.read("local")));
    StackRun run =
        StackRun.preview("local", StackFile.kraft("local"), Map.of("declaredShape", local));

    String failure = run.result().exceptions().toString();
    assertTrue(failure.contains("metadata: zookeeper -> kraft: "), failure);
    assertTrue(!failure.contains("kafka.version"), failure);
  }

  @Test
  void refusal_snapshotWithoutVersion_empty() {
    var old = new HashMap<>(deployed("4.3.1"));
    old.remove("version");

    assertEquals(Optional.empty(), VersionGuard.refusal(old, config("4.2.0", false)));
    assertEquals(Optional.empty(), VersionGuard.advice(old, config("4.4.0", false)));
  }

  @Test
  void advice_laterMinorVersion_namesFinalizeCommand() {
    assertEquals(
        Optional.of(
            "kafka.version: 4.2.1 -> 4.3.1: new features of 4.3 stay disabled, and a downgrade to"
                + " 4.2 stays possible, until you finalize them: bin/kafka-stack finalize-features"
                + " --namespace=kafka"),
        VersionGuard.advice(deployed("4.2.1"), config("4.3.1", false)));
    for (String same : List.of("4.3.1", "4.3.0", "4.4.0")) {
      assertEquals(Optional.empty(), VersionGuard.advice(deployed(same), config("4.3.1", true)));
    }
  }

  @Test
  void advice_brokersAdded_namesReassignCommand() {
    var six = read("prod", values(Map.of("kafka/brokers", 6)));
    assertEquals(
        Optional.of(
            "kafka.brokers: 3 -> 6: Kafka assigns only partitions of new topics to brokers 3, 4, 5;"
                + " to move existing partitions, run: bin/reassign --namespace=kafka --execute"),
        ReassignmentAdvice.advice(deployed("4.3.1"), six));
    assertEquals(Optional.empty(), ReassignmentAdvice.advice(Map.of(), six));
    assertEquals(
        Optional.empty(),
        ReassignmentAdvice.advice(DeploymentSnapshot.of(six), config("4.3.1", false)));
  }

  @Test
  void advice_rebalanceOnScale_namesTheJob() {
    var six = read("prod", values(Map.of("kafka/brokers", 6, "kafka/rebalance", "onScale")));
    var three = read("prod", values(Map.of("kafka/rebalance", "onScale")));

    String added = ReassignmentAdvice.advice(deployed("4.3.1"), six).orElseThrow();
    String removed = ReassignmentAdvice.advice(DeploymentSnapshot.of(six), three).orElseThrow();

    assertTrue(
        added.startsWith(
            "kafka.brokers: 3 -> 6: the Job kafka-rebalance-added moves replicas to brokers 3, 4, 5"
                + " once they are ready"),
        added);
    assertTrue(
        removed.startsWith(
            "kafka.brokers: 6 -> 3: the Job kafka-rebalance-removed moves all replicas from brokers"
                + " 3, 4, 5 before they stop"),
        removed);
    assertEquals(Optional.empty(), ReassignmentAdvice.advice(DeploymentSnapshot.of(six), six));
  }
}
