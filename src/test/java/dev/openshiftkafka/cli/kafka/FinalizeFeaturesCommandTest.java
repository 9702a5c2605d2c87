package dev.openshiftkafka.cli.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Scripts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of {@code kafka-features}; the output is that of Kafka 4.3.1 on metadata of 4.1. */
class FinalizeFeaturesCommandTest {
  private static final String FINALIZE = FinalizeFeaturesCommand.NAME;
  private static final String BEFORE =
      """
group.version           SupportedMinVersion: 0       SupportedMaxVersion: 1       FinalizedVersionLevel: 1       Epoch: 18
kraft.version           SupportedMinVersion: 0       SupportedMaxVersion: 1       FinalizedVersionLevel: 0       Epoch: 18
metadata.version        SupportedMinVersion: 3.3-IV3 SupportedMaxVersion: 4.3-IV0 FinalizedVersionLevel: 4.1-IV1 Epoch: 18
share.version           SupportedMinVersion: 0       SupportedMaxVersion: 1       FinalizedVersionLevel: 0       Epoch: 18
""";

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() {
    scripts =
        new Scripts(folder)
            .standIn(
                "oc",
                """
case "$*" in
  *"get statefulset kafka-controller") [ -z "${ZOOKEEPER:-}" ] ;;
  *kafka-controller*image*) echo "kafka:${CONTROLLER_VERSION:-4.3.1}" ;;
  *image*) echo kafka:4.3.1 ;;
  *kafka-kafka*readyReplicas*) echo "3 3 ${UPDATED:-3}" ;;
  *readyReplicas*) echo 3 3 3 ;;
  *version-mapping*)
    printf '%s\\n' 'metadata.version=30 (4.3-IV0)' kraft.version=1 group.version=1 share.version=1 ;;
  *FeatureCommand*describe*) cat final ;;
  *FeatureCommand*upgrade*)
    echo "$*" >>upgrades
    [ -z "${REFUSED:-}" ] || exit 1
    case "$*" in *--dry-run*) ;; *)
      sed -i -e '/^metadata/s/4.1-IV1/4.3-IV0/' -e '/^share/s/Level: 0/Level: 1/' final ;;
    esac ;;
  *ClusterTool*list-endpoints*) cat endpoints ;;
  *create*) cat >pod ;;
  *"delete pod"*) echo "$*" >>deleted ;;
esac
""")
            .with("UPDATED", "")
            .with("REFUSED", "")
            .with("ZOOKEEPER", "")
            .with("CONTROLLER_VERSION", "");
    scripts.write("final", BEFORE);
  }

  @Test
  void finalize_withoutExecute_changesNothing() {
    String output = CommandRun.output(scripts, FINALIZE, "--namespace=kafka");

    assertTrue(output.contains("metadata.version 4.1-IV1"), output);
    assertTrue(output.contains("nothing was changed"), output);
    assertTrue(scripts.read("upgrades").strip().endsWith("--dry-run"), scripts.read("upgrades"));
    assertEquals(BEFORE, scripts.read("final"));
  }

  @Test
  void finalize_execute_upgradesAllFeaturesExceptKraftVersion() {
    String output = CommandRun.output(scripts, FINALIZE, "--namespace=kafka", "--execute");

    assertTrue(
        scripts
            .read("upgrades")
            .strip()
            .endsWith("upgrade --feature metadata.version=30 --feature share.version=1"),
        scripts.read("upgrades"));
    assertFalse(scripts.read("upgrades").contains("kraft.version"));
    assertTrue(output.endsWith("are finalized; kraft.version is unchanged"), output);
    assertTrue(scripts.read("pod").contains("image: kafka:4.3.1"), scripts.read("pod"));
    assertFalse(scripts.read("deleted").isEmpty(), "the pod is left");
  }

  /** Kafka asks every registered broker, also those that were removed. */
  @Test
  void finalize_removedBrokersRegistered_namesThemAndTheCommand() {
    scripts.write("endpoints", UnregisterCommandTest.ENDPOINTS);

    CommandRun ended =
        CommandRun.run(scripts.with("REFUSED", "1"), FINALIZE, "--namespace=kafka", "--execute");

    assertEquals(1, ended.status());
    assertTrue(
        ended
            .output()
            .contains(
                "registered, but not running: brokers 3, 4; if they were removed, run:"
                    + " bin/kafka-stack unregister --namespace=kafka --brokers=3,4"),
        ended.output());
  }

  @Test
  void finalize_secondRun_changesNothing() {
    CommandRun.output(scripts, FINALIZE, "--namespace=kafka", "--execute");
    scripts.write("upgrades", "");

    assertTrue(
        CommandRun.output(scripts, FINALIZE, "--namespace=kafka", "--execute")
            .endsWith("all features of kafka:4.3.1 are finalized"));
    assertEquals("", scripts.read("upgrades"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPDATED=2", "CONTROLLER_VERSION=4.1.0"})
  void finalize_rolloutIncomplete_isRefused(String state) {
    String[] variable = state.split("=");
    var result =
        CommandRun.run(
            scripts.with(variable[0], variable[1]), FINALIZE, "--namespace=kafka", "--execute");

    assertEquals(1, result.status(), result.output());
    assertTrue(result.output().contains("finish pulumi up first"), result.output());
    assertFalse(result.output().contains("%s"), result.output());
    assertEquals("", scripts.read("upgrades") + scripts.read("pod"));
  }

  @Test
  void finalize_zooKeeper_isRefused() {
    var result = CommandRun.run(scripts.with("ZOOKEEPER", "yes"), FINALIZE, "--namespace=kafka");

    assertEquals(1, result.status());
    assertTrue(result.output().contains("has no KRaft controllers"), result.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--execute", "--namespace=", "kafka"})
  void finalize_invalidCommand_endsWithTwo(String argument) {
    assertEquals(2, CommandRun.run(scripts, FINALIZE, argument).status());
  }
}
