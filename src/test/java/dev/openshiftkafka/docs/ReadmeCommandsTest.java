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
import org.junit.jupiter.api.Test;

/**
 * Every command of README is run by a test, or stands in a block that begins with a mark: it needs
 * a cloud.
 */
class ReadmeCommandsTest {
  private static final Path README = Path.of("README.md");

  /** The first line of a block that no test can run here. */
  static final String MARK = "# needs a cloud";

  private static final String E2E = "src/test/java/dev/openshiftkafka/e2e/";

  /** What runs a command, by the beginning of the command: a file, and the text that does it. */
  private static final Map<String, List<String>> RUN_BY = new LinkedHashMap<>();

  static {
    runBy("make local-down", "local/test", "\"$LOCAL_DIR/down\"");
    runBy("make local", "local/test", "\"$LOCAL_DIR/up\"");
    runBy("make test", ".ci/run", "exec make \"${TIER:-test}\"");
    runBy("eval \"$(local/env)\"", "local/test", "run_printed \"Then look around, edit\"");
    String lookAround = "run_printed \"Then look around, edit\"";
    runBy(
        "$(pulumi stack output benchmarkCommand)",
        "local/up",
        "\n  $(pulumi stack output benchmarkCommand)\n");
    runBy("kubectl get pods", "local/test", lookAround);
    runBy("local/stack preview", "local/test", lookAround);
    runBy("local/stack up --yes", "local/test", lookAround);
    runBy("local/zone stop b", "local/test", lookAround);
    String backend = "of(\"A folder, for one person\")";
    runBy("export PULUMI_CONFIG_PASSPHRASE_FILE=", E2E + "ReadmeBackendIT.java", backend);
    runBy("pulumi login \"file://", E2E + "ReadmeBackendIT.java", backend);
    runBy("pulumi stack init dev", E2E + "ReadmeBackendIT.java", backend);
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
    for (String block : MarkdownFile.read(README).commandBlocks()) {
      if (!block.startsWith(MARK + "\n")) {
        for (String command : commands(block)) {
          RUN_BY.keySet().stream()
              .filter(command::startsWith)
              .findFirst()
              .ifPresentOrElse(used::add, () -> neither.add(command));
        }
      }
    }
    assertEquals(
        List.of(), neither, "run them by a test and say here by which, or begin with: " + MARK);
    assertTrue(used.containsAll(RUN_BY.keySet()), "README lacks some of " + RUN_BY.keySet());
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
    for (String block : MarkdownFile.read(README).commandBlocks()) {
      if (block.startsWith(MARK + "\n")) {
        assertTrue(
            commands(block).stream()
                .anyMatch(
                    command ->
                        command.matches(
                            "(?s).*\\b(pulumi|oc|aws|kubectl)\\b.*|.*make preview.*|bin/.*")),
            block);
      }
    }
  }
}
