package dev.openshiftkafka.cli.teardown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Scripts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When {@code pulumi destroy} is called; a stand-in replaces Pulumi. */
class DestroyCommandTest {
  private static final String DESTROY = DestroyCommand.NAME;

  private static final String DISK =
      "{\"type\": \"aws:ebs/volume:Volume\", \"custom\": true, \"id\": \"vol-1\", \"urn\":"
          + " \"urn:pulumi:prod::openshift-kafka::aws:ebs/volume:Volume::datadir-kafka-kafka-0\","
          + " \"inputs\": {\"size\": 500, \"availabilityZone\": \"eu-west-1a\"}}";

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() {
    scripts =
        new Scripts(folder)
            .standIn(
                "pulumi",
                """
                echo "$*" >>engine
                case $1 in stack) cat state; exit "${EXPORT_STATUS:-0}" ;; esac
                echo the engine destroys
                exit "${ENGINE_STATUS:-0}"
                """);
    scripts.write("stacks/Pulumi.prod.yaml", "config: {}\n");
    state(DISK);
  }

  private void state(String resources) {
    scripts.write("state", "{\"deployment\": {\"resources\": [" + resources + "]}}");
  }

  @Test
  void destroy_permitted_reportsAndCallsPulumi() {
    String output = CommandRun.output(scripts, DESTROY, "prod", "--delete-data", "--", "--yes");

    assertTrue(
        output.startsWith(
            "These disks are deleted with all records on them:\n"
                + "  datadir-kafka-kafka-0  vol-1  500 GiB in eu-west-1a\n"),
        output);
    assertTrue(output.endsWith("the engine destroys"), output);
    assertEquals(
        "stack export --stack prod\n"
            + "destroy --stack prod --config-file stacks/Pulumi.prod.yaml --yes\n",
        scripts.read("engine"));
  }

  @Test
  void destroy_dataWouldBeLost_isRefused() {
    CommandRun ended = CommandRun.run(scripts, DESTROY, "prod");

    assertEquals(3, ended.status());
    assertTrue(
        ended.output().contains("  bin/kafka-stack destroy prod --delete-data\n"), ended.output());
    assertTrue(ended.output().contains("in stacks/Pulumi.prod.yaml, then run:"), ended.output());
    assertEquals("stack export --stack prod\n", scripts.read("engine"));
  }

  @Test
  void destroy_exportFails_fails() {
    scripts.with("EXPORT_STATUS", "255");

    CommandRun ended = CommandRun.run(scripts, DESTROY, "prod", "--delete-data");

    assertEquals(1, ended.status());
    assertTrue(ended.output().contains("cannot be read"), ended.output());
    assertEquals("stack export --stack prod\n", scripts.read("engine"));
  }

  @Test
  void destroy_invalidState_failsWithoutItsText() {
    scripts.write("state", "the-state, with a password");

    CommandRun ended = CommandRun.run(scripts, DESTROY, "prod", "--delete-data");

    assertEquals(1, ended.status());
    assertTrue(ended.output().contains("stack prod: the state cannot be read"), ended.output());
    assertTrue(!ended.output().contains("password"), ended.output());
    assertEquals("stack export --stack prod\n", scripts.read("engine"));
  }

  @Test
  void destroy_pulumiFails_endsWithOne() {
    state("");
    scripts.with("ENGINE_STATUS", "3");

    assertEquals(1, CommandRun.run(scripts, DESTROY, "prod").status());
  }

  @ParameterizedTest
  @CsvSource({
    "nope, 'stack nope: no configuration file'",
    "--what, unknown argument: --what",
    "'prod; rm', is not a valid stack name",
    "'', Missing required parameter: 'STACK'",
    "prod two, 'more than one stack: prod, two'",
    "-- --yes, missing STACK before --",
  })
  void destroy_invalidCommand_endsWithTwo(String arguments, String message) {
    String words = DESTROY + (arguments.isEmpty() ? "" : " " + arguments);
    CommandRun ended =
        arguments.contains(";")
            ? CommandRun.run(scripts, DESTROY, arguments)
            : CommandRun.run(scripts, words.split(" "));

    assertEquals(2, ended.status());
    assertTrue(ended.output().contains(message), ended.output());
    assertEquals("", scripts.read("engine"));
  }
}
