package dev.openshiftkafka.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.App;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The root command, and the commands that only print. */
class KafkaStackCommandTest {
  @TempDir private Path folder;

  static Set<String> subcommands() {
    return App.commandLine(Session.ofProcess(App.class)).getSubcommands().keySet();
  }

  private CommandRun run(String... arguments) {
    return CommandRun.run(new Scripts(folder), arguments);
  }

  @Test
  void help_root_namesAllSubcommands() {
    CommandRun help = run("--help");

    assertEquals(0, help.status());
    for (String name : subcommands()) {
      assertTrue(help.output().contains(name), name);
    }
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void help_subcommand_isShown(String name) {
    CommandRun help = run(name, "--help");

    assertEquals(0, help.status());
    assertTrue(help.output().startsWith("Usage: kafka-stack "), help.output());
    assertTrue(run(name, "--version").output().startsWith("kafka-stack "));
  }

  @Test
  void documentation_commands_namesAll() throws IOException {
    String page = Files.readString(Path.of("docs/command-line.md"));
    for (String name : subcommands()) {
      assertTrue(name.equals("report") || page.contains("`" + name), name);
    }
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void unknownOption_subcommand_endsWithTwoAndTheUsage(String name) {
    CommandRun ended = run(name, "--what");

    assertEquals(2, ended.status());
    assertTrue(ended.output().startsWith("error: "), ended.output());
    assertTrue(ended.output().contains("\nUsage: kafka-stack "), ended.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"what", "--what"})
  void unknownCommand_root_endsWithTwo(String argument) {
    CommandRun ended = run(argument);

    assertEquals(2, ended.status());
    assertTrue(ended.output().startsWith("error: unknown argument: " + argument + "\n"));
  }

  @Test
  void completion_script_isBashAndNamesAllSubcommands() {
    var scripts = new Scripts(folder);
    scripts.write("completion", CommandRun.output(scripts, "completion"));

    scripts.output("bash", "-n", "completion");
    String offered =
        scripts.output(
            "bash",
            "-c",
            "shopt -s progcomp && source completion && COMP_WORDS=(kafka-stack '') COMP_CWORD=1"
                + " && _complete_kafka-stack && printf '%s\\n' \"${COMPREPLY[@]}\"");
    assertTrue(Set.copyOf(offered.lines().toList()).containsAll(subcommands()), offered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod", "stacks/Pulumi.prod.yaml"})
  void deployerRights_stackOrFile_printsRoles(String argument) throws IOException {
    var scripts = new Scripts(folder, "stacks/Pulumi.prod.yaml");

    String rights = CommandRun.output(scripts, "deployer-rights", argument);

    assertTrue(rights.contains("kind: ClusterRole"), rights);
  }

  @Test
  void dashboards_stack_writesGrafanaAndConsole() {
    var scripts = new Scripts(folder, "stacks/Pulumi.prod.yaml");

    CommandRun.output(scripts, "dashboards", "prod", "there");

    assertTrue(Files.isDirectory(folder.resolve("there/grafana")));
    assertTrue(Files.isDirectory(folder.resolve("there/console")));
  }

  @Test
  void stackFile_stack_printsItsFile() {
    var scripts = new Scripts(folder, "stacks/Pulumi.prod.yaml", "Pulumi.dev.yaml");

    assertEquals("stacks/Pulumi.prod.yaml", CommandRun.output(scripts, "stack-file", "prod"));
    assertEquals("Pulumi.dev.yaml", CommandRun.output(scripts, "stack-file", "dev"));
    CommandRun none = CommandRun.run(scripts, "stack-file", "none");
    assertEquals(2, none.status());
    assertTrue(
        none.output()
            .contains(
                "stack none: no configuration file; expected Pulumi.none.yaml or"
                    + " stacks/Pulumi.none.yaml"),
        none.output());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preflight bad",
        "preflight --file=stacks/Pulumi.bad.yaml",
        "preview bad",
        "destroy bad",
        "recover bad",
        "dashboards bad there",
        "dashboards stacks/Pulumi.bad.yaml there",
        "deployer-rights bad",
        "deployer-rights stacks/Pulumi.bad.yaml",
        "recover local",
      })
  void yamlSyntaxError_eachCommandThatReadsAStackFile_namesLineAndColumn(String command) {
    var scripts = new Scripts(folder).standIn("pulumi", "exit 0");
    String text = "config:\n  openshift-kafka:kafka:\n    brokers: 3\n   version: 4.3.1\n";
    scripts.write("stacks/Pulumi.bad.yaml", text);
    scripts.write("stacks/Pulumi.local.yaml", text);

    CommandRun ended = CommandRun.run(scripts, command.split(" "));

    assertEquals(1, ended.status(), ended.output());
    String file = command.contains("local") ? "local" : "bad";
    assertTrue(
        ended
            .output()
            .contains(
                "stacks/Pulumi."
                    + file
                    + ".yaml:4:4: expected <block end>, but found '<block mapping start>' (while"
                    + " parsing a block mapping from line 2 on); correct the YAML syntax there"),
        ended.output());
    assertTrue(!ended.output().contains("Exception"), ended.output());
    assertTrue(!ended.output().contains("\tat "), ended.output());
  }

  @Test
  void invalidConfiguration_anyCommand_isReportedWithoutAStackTrace() {
    var scripts = new Scripts(folder);
    scripts.write("stacks/Pulumi.bad.yaml", "config:\n  openshift-kafka:nothing: 1\n");

    CommandRun ended = CommandRun.run(scripts, "deployer-rights", "bad");

    assertEquals(1, ended.status());
    assertTrue(ended.output().contains("openshift-kafka:nothing"), ended.output());
    assertTrue(!ended.output().contains("\tat "), ended.output());
  }
}
