package dev.openshiftkafka.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of Pulumi, which a stand-in replaces, and the review of its output. */
class PreviewCommandTest {
  private static final String PREVIEW = PreviewCommand.NAME;

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() throws IOException {
    scripts =
        new Scripts(folder)
            .standIn(
                "pulumi",
                """
                echo "$PULUMI_ENABLE_STREAMING_JSON_PREVIEW $*" >engine
                cat events
                echo 'warning: a word' >&2
                exit "${ENGINE_STATUS:-0}"
                """);
    scripts.write("Pulumi.dev.yaml", "config: {}\n");
    scripts.write("stacks/Pulumi.prod.yaml", "config: {}\n");
    answer("no-change");
  }

  private void answer(String recording) throws IOException {
    scripts.write("events", Files.readString(Reviewed.RECORDINGS.resolve(recording + ".json")));
  }

  @ParameterizedTest
  @CsvSource({"dev, Pulumi.dev.yaml", "prod, stacks/Pulumi.prod.yaml"})
  void preview_stack_usesItsConfigurationFile(String stack, String file) {
    String output = CommandRun.output(scripts, PREVIEW, stack);

    assertEquals(
        "true preview --stack "
            + stack
            + " --config-file "
            + file
            + " --json --non-interactive --color=never",
        scripts.read("engine").strip());
    String place = "target/review/" + stack;
    assertEquals(scripts.read("events"), scripts.read(place + "/preview.json"));
    assertTrue(output.startsWith("previewing " + stack + "\n"), output);
    assertTrue(output.contains("## Preview of `" + stack + "`: no changes"), output);
    String comment = scripts.read(place + "/comment.md");
    assertTrue(comment.startsWith("<!-- openshift-kafka review: " + stack + " -->\n"), comment);
    assertTrue(comment.contains("Full log: " + place + "/preview.json."), comment);
  }

  @Test
  void preview_pulumiFails_commentHasItsLog() {
    scripts.with("ENGINE_STATUS", "255");

    CommandRun ended = CommandRun.run(scripts, PREVIEW, "prod", "--allow-destructive");

    assertEquals(1, ended.status());
    assertEquals("warning: a word\n", scripts.read("target/review/prod/pulumi.log"));
    assertTrue(
        scripts.read("target/review/prod/comment.md").contains("warning: a word"), ended.output());
  }

  @Test
  void preview_destructive_isRefusedUnlessAllowed() throws IOException {
    answer("delete");

    assertEquals(3, CommandRun.run(scripts, PREVIEW, "prod").status());
    assertEquals(0, CommandRun.run(scripts, PREVIEW, "prod", "--allow-destructive").status());
  }

  @Test
  void preview_argumentsAfterDoubleDash_arePassedToPulumi() {
    String output =
        CommandRun.output(
            scripts,
            PREVIEW,
            "--drift",
            "prod",
            "--output=there",
            "--full-log=the artifact",
            "--",
            "--target",
            "a b",
            "@c");

    assertTrue(
        scripts.read("engine").strip().endsWith("--refresh --expect-no-changes --target a b @c"),
        scripts.read("engine"));
    assertTrue(output.contains("## Drift of `prod`: no changes"), output);
    assertEquals(scripts.read("events"), scripts.read("there/preview.json"));
    assertTrue(scripts.read("there/comment.md").contains("Full log: the artifact."), output);
  }

  @Test
  void preview_drift_endsWithFour() throws IOException {
    answer("drift");
    scripts.with("ENGINE_STATUS", "7");

    assertEquals(4, CommandRun.run(scripts, PREVIEW, "prod", "--drift").status());
  }

  @ParameterizedTest
  @CsvSource({
    "nope, 'stack nope: no configuration file'",
    "--what, unknown argument: --what",
    "'prod; rm', is not a valid stack name",
  })
  void preview_invalidCommand_endsWithTwo(String argument, String message) {
    CommandRun ended = CommandRun.run(scripts, PREVIEW, argument);

    assertEquals(2, ended.status());
    assertTrue(ended.output().contains(message), ended.output());
  }

  @Test
  void preview_stackFileVariable_isUsed() {
    scripts.write("mine.yaml", "config: {}\n");
    CommandRun.output(scripts.with("STACK_FILE", "mine.yaml"), PREVIEW, "prod");

    assertTrue(scripts.read("engine").contains("--config-file mine.yaml"));
    scripts.with("STACK_FILE", "none.yaml");
    assertEquals(2, CommandRun.run(scripts, PREVIEW, "prod").status());
  }

  @Test
  void preview_pulumiNotOnThePath_endsWithTwo() {
    CommandRun ended = CommandRun.run(scripts.with("PATH", "/nowhere"), PREVIEW, "prod");

    assertEquals(2, ended.status());
    assertTrue(ended.output().contains("error: pulumi is not on the PATH"), ended.output());
  }
}
