package dev.openshiftkafka.cli.reassign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.rebalance.RebalanceCommand;
import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Scripts;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of the program in the pod, and the files of a plan. */
class ReassignCommandTest {
  private static final String REASSIGN = ReassignCommand.NAME;
  private static final String BEFORE =
      "{\"version\":1,\"partitions\":[{\"topic\":\"a\",\"partition\":0,\"replicas\":[0,1,2]}]}\n";
  private static final String AFTER = BEFORE.replace("[0,1,2]", "[3,4,5]");
  private static final String STARTED = "reassignment started: 1 partitions\n";

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
  *"exec --stdin"*) cat >"sent-${@: -1}" ;;
  *RebalanceCommand*--plan-to*) echo "$*" >>asked; cat planned; exit "${PLAN_STATUS:-0}" ;;
  *RebalanceCommand*--assignment*) echo "$*" >>asked; cat executed; exit "${EXECUTE_STATUS:-0}" ;;
  *"-- cat /tmp/"*) cat "$(basename "${@: -1}")" ;;
  *create*) cat >pod ;;
  *"delete pod"*) echo "$*" >>deleted ;;
esac
""")
            .with("EXECUTE_STATUS", "0")
            .with("PLAN_STATUS", "0");
    scripts.write("before.json", BEFORE);
    scripts.write("after.json", AFTER);
    scripts.write("planned", "1 of 2 partitions move replicas\n");
    scripts.write("executed", STARTED + "done: 1 partitions\n");
  }

  private static void assertEndsWith(String text, String end) {
    assertTrue(text.strip().endsWith(end), text);
  }

  @Test
  void reassign_noAction_printsAPlanAndMovesNothing() {
    String output = CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--output=plan");

    assertTrue(output.contains("1 of 2 partitions move replicas"), output);
    assertEndsWith(output, "bin/kafka-stack reassign --namespace=kafka --execute=plan");
    assertEquals(AFTER, scripts.read("plan/after.json"));
    assertEquals(BEFORE, scripts.read("plan/before.json"));
    assertEquals("", scripts.read("plan/leaving.txt"));
    assertEndsWith(
        scripts.read("asked"), "--plan-to=/tmp --brokers=0,1,2,3,4,5 --throttle-mbps=50");
    assertTrue(!scripts.read("deleted").isEmpty(), "the pod is left");
  }

  /** The pod runs the jars of this program. */
  @Test
  void reassign_pod_getsTheProgram() throws Exception {
    CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--output=plan");

    byte[] jar = Base64.getDecoder().decode(scripts.read("sent-rebalance.jar"));
    var names = new ArrayList<String>();
    try (var entries = new JarInputStream(new ByteArrayInputStream(jar))) {
      for (var entry = entries.getNextJarEntry();
          entry != null;
          entry = entries.getNextJarEntry()) {
        names.add(entry.getName());
      }
    }
    assertTrue(
        names.contains(RebalanceCommand.class.getName().replace('.', '/') + ".class"),
        names.toString());
    assertTrue(
        names.stream()
            .allMatch(name -> name.contains("/pod/rebalance/") || name.contains("/admin/")),
        names.toString());
    assertTrue(!scripts.read("sent-picocli.jar").isEmpty());
  }

  @Test
  void reassign_executeFolder_executesItsPlan() {
    CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--output=plan");
    String output =
        CommandRun.output(
            scripts, REASSIGN, "--namespace=kafka", "--execute=plan", "--throttle=20");

    assertEquals(AFTER, scripts.read("sent-plan.json"));
    assertEndsWith(scripts.read("asked"), "--assignment=/tmp/plan.json --throttle-mbps=20");
    assertEndsWith(output, "done: 1 partitions");
    assertEquals(STARTED + "done: 1 partitions\n", scripts.read("plan/executed.txt"));
    assertEquals(AFTER, scripts.read("plan/begun.json"));
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

    String asked = scripts.read("asked");
    assertTrue(asked.contains("--brokers=0,1,2 --throttle-mbps=50 --topics=a,b\n"), asked);
    assertTrue(!asked.contains("--leaving"), asked);
  }

  @Test
  void reassign_brokersLeave_cordonsThem() {
    CommandRun.output(
        scripts, REASSIGN, "--namespace=kafka", "--brokers=0,1,2", "--execute", "--output=plan");

    assertEndsWith(scripts.read("asked"), "--leaving=3,4,5");
  }

  @Test
  void reassign_undo_restoresTheReplicasAndCordonsNone() {
    CommandRun.output(
        scripts, REASSIGN, "--namespace=kafka", "--brokers=0,1,2", "--execute", "--output=plan");
    scripts.write("asked", "");
    CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--undo=plan");

    assertEquals(BEFORE, scripts.read("sent-plan.json"));
    assertEquals(BEFORE, scripts.read("plan/begun.json"));
    assertTrue(!scripts.read("asked").contains("--leaving"), scripts.read("asked"));
  }

  @Test
  void reassign_resume_continuesWhatWasStarted() {
    CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--execute", "--output=plan");
    scripts.write("sent-plan.json", "");
    CommandRun.output(scripts, REASSIGN, "--namespace=kafka", "--resume=plan");

    assertEquals(AFTER, scripts.read("sent-plan.json"));
  }

  @Test
  void reassign_executeFails_fails() {
    scripts.with("EXECUTE_STATUS", "1").write("executed", "");
    var result =
        CommandRun.run(scripts, REASSIGN, "--namespace=kafka", "--execute", "--output=plan");

    assertEquals(1, result.status(), result.output());
    assertTrue(result.output().contains("the reassignment failed"), result.output());
    var resumed = CommandRun.run(scripts, REASSIGN, "--namespace=kafka", "--resume=plan");
    assertTrue(resumed.output().contains("no reassignment was started"), resumed.output());
  }

  @Test
  void reassign_planFails_fails() {
    scripts.with("PLAN_STATUS", "1");
    var result =
        CommandRun.run(scripts, REASSIGN, "--namespace=kafka", "--execute", "--output=plan");

    assertEquals(1, result.status(), result.output());
    assertTrue(!scripts.read("asked").contains("--assignment"), scripts.read("asked"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--throttle=5k", "--brokers=1;2", "--execute=none", "--resume=none", "what"})
  void reassign_invalidCommand_endsWithTwo(String argument) {
    assertEquals(2, CommandRun.run(scripts, REASSIGN, "--namespace=kafka", argument).status());
  }
}
