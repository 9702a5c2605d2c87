package dev.openshiftkafka.cli.teardown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import dev.openshiftkafka.testing.StackState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports on the data of each environment before it is destroyed. */
class TeardownCommandTest {
  private static final Path EXPECTED = Path.of("src/test/resources/teardown");

  @TempDir private Path folder;

  /** Exit status and output of the command. */
  private record Outcome(int status, String out, String err) {}

  private Outcome run(String stack, String state, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("state.json"), state);
    var arguments = new ArrayList<>(List.of("--stack", stack, "--state", file.toString()));
    if (!stack.equals("local")) {
      arguments.addAll(List.of("--config-file", "stacks/Pulumi." + stack + ".yaml"));
    }
    arguments.addAll(List.of(options));
    var out = new StringWriter();
    var err = new StringWriter();
    int status =
        new picocli.CommandLine(new TeardownCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Outcome(status, out.toString(), err.toString());
  }

  private static String state(String stack, Map<String, ?> edits) {
    StackRun run = StackRun.update(stack, StackEdit.apply(StackFile.read(stack), edits));
    assertEquals(List.of(), run.result().exceptions());
    return StackState.after(run);
  }

  @ParameterizedTest(name = "{0}, keepData {1}, protect {2}")
  @CsvSource({
    "prod, false, true, 3",
    "prod, false, false, 3",
    "prod, true, true, 3",
    "prod, true, false, 0",
    "dev, false, false, 3",
    "existing, false, true, 3",
    "dynamic, false, false, 0",
    "local, false, false, 0",
  })
  void teardown_environment_printsTheExpectedReport(
      String stack, boolean keep, boolean protect, int status) throws IOException {
    Outcome outcome = run(stack, state(stack, Map.of("keepData", keep, "protect", protect)));

    String name = stack + (keep ? "-kept" : "") + (protect ? "-protected" : "") + ".txt";
    Golden.assertSame(EXPECTED.resolve(name), outcome.out());
    assertEquals(status, outcome.status(), outcome.err());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void teardown_tieredStorage_namesBucket(boolean keep) throws IOException {
    StackRun tiered =
        StackRun.update(
            "prod",
            StackEdit.apply(StackFile.tiered(), Map.of("keepData", keep, "protect", false)));
    assertEquals(List.of(), tiered.result().exceptions());

    Outcome outcome = run("prod", StackState.after(tiered));

    String fate = keep ? "kept with the segments" : "deleted with all segments";
    assertTrue(
        outcome
            .out()
            .contains(
                "This bucket is "
                    + fate
                    + " of topics in it:\n  prod-m3n9r-kafka-tiered-storage\n"),
        outcome.out());
    assertEquals(keep, outcome.out().contains("aws: {tieredStorage: {adopt: true}}"));
    assertEquals(keep ? 0 : 3, outcome.status());
  }

  @Test
  void teardown_deleteData_isRefusedForProtectedResources() throws IOException {
    String open = state("prod", Map.of("protect", false));

    assertEquals(3, run("prod", open).status());
    assertEquals(0, run("prod", open, "--delete-data").status());
    assertEquals(3, run("prod", state("prod", Map.of()), "--delete-data").status());
  }

  @Test
  void teardown_noResources_isPermitted() throws IOException {
    Outcome outcome = run("prod", "{\"version\": 3, \"deployment\": {\"manifest\": {}}}");

    assertEquals(0, outcome.status(), outcome.err());
    assertEquals("Stack prod has no resources: there is nothing to destroy.\n", outcome.out());
  }

  @ParameterizedTest
  @CsvSource({"error: no stack", "{}", "[]"})
  void teardown_invalidState_endsWithTwo(String text) throws IOException {
    Outcome outcome = run("prod", text);

    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("is not the output of `pulumi stack export`"), outcome.err());
  }
}
