package dev.openshiftkafka.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every command of README and of the task pages is run by a test, or is in a block whose first line
 * marks that it needs a cloud.
 */
class DocumentedCommandsTest {
  private static final List<Path> PAGES =
      Stream.of(
              "README.md",
              "docs/aws.md",
              "docs/benchmark.md",
              "docs/capacity.md",
              "docs/deployer.md",
              "docs/environments.md",
              "docs/install.md",
              "docs/local.md",
              "docs/migrate-to-kraft.md",
              "docs/monitoring.md",
              "docs/operations.md",
              "docs/plan.md",
              "docs/preflight.md",
              "docs/quorum.md",
              "docs/readiness.md",
              "docs/teardown.md",
              "docs/tests.md",
              "docs/topics.md",
              "docs/upgrades.md",
              "docs/users.md",
              "docs/web-ui.md")
          .map(Path::of)
          .toList();

  /** The first line of a block that CI cannot run. */
  static final String MARK = "# needs a cloud";

  private static final String EXPLANATION =
      "Blocks marked `" + MARK + "` need OpenShift, AWS or Pulumi Cloud; CI runs the others.";

  private static final String E2E = "src/test/java/dev/openshiftkafka/e2e/";

  /** What runs a command, by the beginning of the command: a file, and the text that does it. */
  private static final Map<String, List<String>> RUN_BY = new LinkedHashMap<>();

  static {
    runBy("make local-down", "local/test", "\"$LOCAL_DIR/down\"");
    runBy("make local", "local/test", "\"$LOCAL_DIR/up\"");
    runBy("make test", ".ci/run", "exec make \"${TIER:-test}\"");
    String lookAround = "run_printed docs/local.md \"## Look around\"";
    runBy("eval \"$(local/env)\"", "local/test", lookAround);
    runBy(
        "$(pulumi stack output benchmarkCommand)",
        "local/up",
        "\n  $(pulumi stack output benchmarkCommand)\n");
    runBy("kubectl get pods", "local/test", lookAround);
    runBy("local/stack preview", "local/test", lookAround);
    runBy("local/stack up --yes", "local/test", lookAround);
    runBy("local/zone stop b", "local/test", lookAround);
    String backend = "of(\"### Local folder\")";
    runBy("export PULUMI_CONFIG_PASSPHRASE_FILE=", E2E + "StateBackendIT.java", backend);
    runBy("pulumi login \"file://", E2E + "StateBackendIT.java", backend);
    runBy("pulumi stack init dev", E2E + "StateBackendIT.java", backend);
    String planTest = "src/test/java/dev/openshiftkafka/cli/plan/PlanCommandTest.java";
    runBy("bin/kafka-stack plan --write-mbps=50", planTest, "\"--write-mbps=50\"");
    runBy("bin/kafka-stack plan --from=prod", planTest, "\"--from=\" + PROD");
    runBy("local/prometheus up", E2E + "Prometheus.java", "\"local/prometheus\", \"up\"");
    runBy("local/prometheus down", E2E + "Prometheus.java", "\"local/prometheus\", \"down\"");
  }

  private static void runBy(String command, String file, String text) {
    RUN_BY.put(command, List.of(file, text));
  }

  private static List<String> commands(String block) {
    return Arrays.stream(block.replace("\\\n", " ").split("\n"))
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  @Test
  void everyCommandIsRunOrMarked() throws IOException {
    var neither = new ArrayList<String>();
    var used = new ArrayList<String>();
    for (Path page : PAGES) {
      for (String block : MarkdownFile.read(page).commandBlocks()) {
        if (!block.startsWith(MARK + "\n")) {
          for (String command : commands(block)) {
            RUN_BY.keySet().stream()
                .filter(command::startsWith)
                .findFirst()
                .ifPresentOrElse(used::add, () -> neither.add(page + ": " + command));
          }
        }
      }
    }
    assertEquals(
        List.of(), neither, "run them in a test and name it here, or mark the block: " + MARK);
    assertTrue(used.containsAll(RUN_BY.keySet()), "the pages lack some of " + RUN_BY.keySet());
  }

  @Test
  void whatRunsACommandDoesSo() throws IOException {
    for (var command : RUN_BY.entrySet()) {
      String file = command.getValue().get(0);
      String text = command.getValue().get(1);
      assertTrue(
          Files.readString(Path.of(file)).contains(text),
          file + " does not run " + command.getKey() + " any more: it lacks " + text);
    }
  }

  @Test
  void aMarkedBlockNeedsACloudIndeed() throws IOException {
    for (Path page : PAGES) {
      for (String block : MarkdownFile.read(page).commandBlocks()) {
        if (block.startsWith(MARK + "\n")) {
          assertTrue(
              commands(block).stream()
                  .anyMatch(
                      command ->
                          command.matches(
                              "(?s).*\\b(pulumi|oc|aws|kubectl|podman|KUBECONFIG)\\b.*|.*make preview.*|bin/.*")),
              page + ": " + block);
        }
      }
    }
  }

  @Test
  void readmeExplainsTheMark() throws IOException {
    String readme = Files.readString(PAGES.get(0)).replaceAll("\\s+", " ");

    assertTrue(readme.contains(EXPLANATION), EXPLANATION);
  }
}
