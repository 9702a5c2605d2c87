package dev.openshiftkafka.cli.reassign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Scripts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of {@code kafka-reassign-partitions}, and the handling of its output. */
class ReassignCommandTest {
  private static final String REASSIGN = ReassignCommand.NAME;
  private static final String BEFORE =
      "{\"version\":1,\"partitions\":[{\"topic\":\"a\",\"partition\":0,\"replicas\":[0,1,2],"
          + "\"log_dirs\":[\"any\",\"any\",\"any\"]},{\"topic\":\"a\",\"partition\":1,"
          + "\"replicas\":[2,1,0],\"log_dirs\":[\"any\",\"any\",\"any\"]}]}";
  private static final String OLD_REPLICAS =
      "There is no active reassignment of partition a-0, but replica set is 0,1,2 rather than"
          + " 3,4,5.\n";
  private static final String AFTER = BEFORE.replace("[0,1,2]", "[3,4,5]");

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
  *image*) echo kafka:4.3.1 ;;
  *spec.replicas*) printf 6 ;;
  *FeatureCommand*describe*) cat features ;;
  *kafka.admin.ConfigCommand*) echo "Error: Could not find or load main class" >&2; exit "${MOVED:-0}" ;;
  *ConfigCommand*--describe*) cat dynamic ;;
  *ConfigCommand*--alter*) all="$*"; echo "${all#*--alter }" >>altered ;;
  *TopicCommand*--list*) printf 'a\\n__consumer_offsets\\n' ;;
  *"exec --stdin"*) cat >"sent-${@: -1}" ;;
  *--generate*) echo "$*" >>asked; cat generated ;;
  *--execute*) echo "$*" >>asked; exit "${EXECUTE_STATUS:-0}" ;;
  *--verify*)
    echo verify >>verifications
    if [ -s lagging ]; then head -n 1 lagging; sed -i 1d lagging
    elif [ -f waits ]; then cat verified; else echo 'Reassignment of partition a-0 is still in progress.'; fi ;;
  *create*) cat >pod ;;
  *"delete pod"*) echo "$*" >>deleted ;;
esac
""")
            .with("EXECUTE_STATUS", "0")
            .with("MOVED", "1");
    scripts.write("features", features("4.3-IV0"));
    scripts.write("dynamic", "");
    scripts.write(
        "generated",
        "Current partition replica assignment\n"
            + BEFORE
            + "\n\nProposed partition reassignment configuration\n"
            + AFTER
            + "\n");
    scripts.write(
        "verified",
        "Reassignment of partition a-0 is completed.\n"
            + "Reassignment of partition a-1 is completed.\n");
  }

  private static String features(String metadata) {
    return "metadata.version SupportedMinVersion: 3.3-IV3 SupportedMaxVersion: 4.3-IV0"
        + " FinalizedVersionLevel: "
        + metadata
        + " Epoch: 18\n";
  }

  private CommandRun leave() {
    return CommandRun.run(
        scripts, REASSIGN, "--namespace=kafka", "--brokers=0,1,2", "--execute", "--output=plan");
  }

  @Test
  void reassign_brokersLeave_cordonsThem() {
    scripts.write("generated", scripts.read("generated").replace("[3,4,5]", "[0,1,2]"));
    scripts.write(
        "dynamic",
        """
        Dynamic configs for broker 0 are:
          cordoned.log.dirs=* sensitive=false synonyms={DYNAMIC_BROKER_CONFIG:cordoned.log.dirs=*}
        Dynamic configs for broker 3 are:
          cordoned.log.dirs=* sensitive=false synonyms={DYNAMIC_BROKER_CONFIG:cordoned.log.dirs=*}
        Default configs for brokers in the cluster are:
        """);

    String output = leave().output();

    // Broker 3 is cordoned already, and broker 0 could not receive replicas.
    assertEquals(
        "--delete-config cordoned.log.dirs --entity-type brokers --entity-name 0\n"
            + "--add-config cordoned.log.dirs=* --entity-type brokers --entity-name 4\n"
            + "--add-config cordoned.log.dirs=* --entity-type brokers --entity-name 5\n",
        scripts.read("altered"),
        output);
    assertTrue(output.contains("broker 4 is cordoned: it gets no new replicas"), output);
  }

  @Test
  void reassign_metadataBeforeKafka43_saysWhatIsNotCordoned() {
    scripts.write("features", features("4.2-IV1"));

    String output = leave().output();

    assertEquals("", scripts.read("altered"));
    assertTrue(output.contains("brokers [3, 4, 5] are not cordoned, which needs"), output);
  }

  @Test
  void reassign_someTopicsOrUndo_cordonsNone() {
    CommandRun.output(
        scripts,
        REASSIGN,
        "--namespace=kafka",
        "--brokers=0,1,2",
        "--topics=a",
        "--execute",
        "--output=some");
    leave();
    scripts.write("altered", "");
    CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--undo=plan");

    assertEquals("", scripts.read("altered"));
  }

  @Test
  void reassign_noAction_printsAPlanAndMovesNothing() {
    String output = CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--output=plan");

    assertTrue(output.contains("0: 2 -> 1\n"), output);
    assertTrue(output.contains("3: 0 -> 1\n"), output);
    assertTrue(output.contains("1 of 2 partitions move replicas"), output);
    assertTrue(
        output.endsWith("bin/kafka-stack reassign --namespace=kafka --execute=plan"), output);
    assertEquals(AFTER, scripts.read("plan/after.json").strip());
    assertEquals(BEFORE, scripts.read("plan/before.json").strip());
    assertTrue(
        scripts
            .read("asked")
            .strip()
            .endsWith("--topics-to-move-json-file /tmp/topics.json --broker-list 0,1,2,3,4,5"),
        scripts.read("asked"));
    assertTrue(scripts.read("sent-topics.json").contains("__consumer_offsets"));
    assertTrue(!scripts.read("asked").contains("--execute"));
    assertTrue(!scripts.read("deleted").isEmpty(), "the pod is left");
  }

  @Test
  void reassign_executeFolder_executesItsPlan() {
    CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--output=plan");
    scripts.write("asked", "");
    String output =
        CommandRun.output(
            scripts, REASSIGN, "--namespace=kafka", "--execute=plan", "--throttle=20");

    assertEquals(AFTER, scripts.read("sent-plan.json").strip());
    assertTrue(
        scripts
            .read("asked")
            .strip()
            .endsWith("--execute --reassignment-json-file /tmp/plan.json --throttle 20000000"),
        scripts.read("asked"));
    assertTrue(output.contains("partitions still moving: 1"), output);
    assertTrue(
        output.endsWith(
            "done: 2 partitions are on the brokers of the plan, and the throttle is removed"));
  }

  @Test
  void reassign_topicsAndBrokers_limitThePlan() {
    CommandRun.output(
        scripts,
        REASSIGN,
        "--namespace=kafka",
        "--topics=a,b",
        "--brokers=0,1,2",
        "--execute",
        "--output=plan");

    assertTrue(scripts.read("asked").contains("--broker-list 0,1,2\n"), scripts.read("asked"));
    assertTrue(!scripts.read("sent-topics.json").contains("__consumer_offsets"));
  }

  @Test
  void reassign_undo_restoresTheReplicas() {
    CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--execute", "--output=plan");
    CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--undo=plan");

    assertEquals(BEFORE, scripts.read("sent-plan.json").strip());
  }

  @Test
  void reassign_staleMetadata_verifiesAgain() {
    scripts.write("waits", "");
    scripts.write("lagging", OLD_REPLICAS.repeat(3));
    String output =
        CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--execute", "--output=plan");

    assertEquals("verify\n".repeat(4), scripts.read("verifications"));
    assertTrue(output.contains("done: 2 partitions are on the brokers of the plan"), output);
    assertTrue(output.contains("a broker may report the old replicas"), output);
    assertTrue(!output.contains("rather than"), output);
  }

  @Test
  void reassign_replicasOnOtherBrokers_fails() {
    scripts.write("verified", OLD_REPLICAS);
    var result =
        CommandRun.run(scripts, REASSIGN, "--namespace=kafka", "--execute", "--output=plan");

    assertEquals(1, result.status(), result.output());
    assertTrue(result.output().contains("rather than 3,4,5"), result.output());
    assertEquals("verify\n".repeat(1 + 16), scripts.read("verifications"));
  }

  @Test
  void reassign_executeFails_fails() {
    scripts.with("EXECUTE_STATUS", "1");
    var result =
        CommandRun.run(scripts, REASSIGN, "--namespace=kafka", "--execute", "--output=plan");

    assertEquals(1, result.status(), result.output());
    assertTrue(result.output().contains("the reassignment did not start"), result.output());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--throttle=5k", "--brokers=1;2", "--execute=none", "--resume=none", "what"})
  void reassign_invalidCommand_endsWithTwo(String argument) {
    assertEquals(2, CommandRun.run(scripts, REASSIGN, "--namespace=kafka", argument).status());
  }
}
