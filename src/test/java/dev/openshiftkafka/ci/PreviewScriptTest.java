package dev.openshiftkafka.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Scripts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the engine and the review are called, which are played by stand-ins. */
class PreviewScriptTest {
  private static final String PREVIEW = "bin/preview";

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() {
    scripts =
        new Scripts(folder, PREVIEW, "bin/stack-file", "bin/lib/stack.sh")
            .standIn(
                "pulumi",
                """
                echo "$PULUMI_ENABLE_STREAMING_JSON_PREVIEW $*" >engine
                echo '{"sequence":0}'
                echo 'warning: a word' >&2
                exit "${ENGINE_STATUS:-0}"
                """)
            .standIn("java", "echo \"$*\" >review\nexit \"${REVIEW_STATUS:-0}\"\n")
            .standIn("mvn", "echo \"$*\" >build\nmkdir -p target\n: >target/openshift-kafka.jar\n");
    scripts.write("Pulumi.dev.yaml", "config: {}\n");
    scripts.write("stacks/Pulumi.prod.yaml", "config: {}\n");
    scripts.write("src/main/App.java", "");
    scripts.write("pom.xml", "");
  }

  @ParameterizedTest
  @CsvSource({"dev, Pulumi.dev.yaml", "prod, stacks/Pulumi.prod.yaml"})
  void eachStackHasItsConfiguration(String stack, String file) {
    scripts.output(PREVIEW, stack);

    assertEquals(
        "true preview --stack "
            + stack
            + " --config-file "
            + file
            + " --json --non-interactive --color=never",
        scripts.read("engine").strip());
    assertEquals("{\"sequence\":0}\n", scripts.read("target/review/" + stack + "/preview.json"));
    assertTrue(
        scripts
            .read("review")
            .startsWith("-jar target/openshift-kafka.jar review --environment=" + stack + " "),
        scripts.read("review"));
  }

  @Test
  void statusesAreHandedOn() {
    scripts.with("ENGINE_STATUS", "255").with("REVIEW_STATUS", "3");

    assertEquals(3, scripts.run(PREVIEW, "prod", "--allow-destructive").getExitValue());

    String review = scripts.read("review");
    assertTrue(review.contains(" --exit-status=255 "), review);
    assertTrue(review.strip().endsWith(" --allow-destructive"), review);
    assertEquals("warning: a word\n", scripts.read("target/review/prod/pulumi.log"));
  }

  @Test
  void argumentsReachTheEngine() {
    scripts.output(PREVIEW, "--drift", "prod", "--output=there", "--", "--target", "a b");

    assertTrue(
        scripts.read("engine").strip().endsWith("--refresh --expect-no-changes --target a b"),
        scripts.read("engine"));
    assertTrue(scripts.read("review").contains(" --comment=there/comment.md "));
    assertTrue(scripts.read("review").strip().endsWith(" --drift"));
  }

  @Test
  void theProgramIsBuiltWhenItIsOlderThanItsSources() {
    scripts.output(PREVIEW, "dev");
    assertEquals("-q -B -ntp package -DskipTests", scripts.read("build").strip());

    scripts.write("build", "");
    scripts.output(PREVIEW, "dev");
    assertEquals("", scripts.read("build"), "it was built again");

    scripts.output("touch", "--date=tomorrow", "src/main/App.java");
    scripts.output(PREVIEW, "dev");
    assertTrue(scripts.read("build").contains("package"), "it was not built again");
  }

  @Test
  void aProgramThatDoesNotBuildIsAFailureWithAComment() {
    scripts.standIn("mvn", "echo 'COMPILATION ERROR'\nexit 1\n");

    assertEquals(1, scripts.run(PREVIEW, "dev").getExitValue());

    assertTrue(
        scripts
            .read("target/review/dev/comment.md")
            .startsWith("<!-- openshift-kafka review: dev -->\n## The preview of `dev` failed\n"));
    assertEquals("COMPILATION ERROR\n", scripts.read("target/review/dev/pulumi.log"));
    assertEquals("", scripts.read("engine"));
  }

  @ParameterizedTest
  @CsvSource({
    "nope, no configuration of stack nope",
    "--what, what is --what?",
    "'prod; rm', is no name of a stack",
  })
  void aWrongCommandEndsWithTwo(String argument, String message) {
    var result = scripts.run(PREVIEW, argument);

    assertEquals(2, result.getExitValue());
    assertTrue(result.outputUTF8().contains(message), result.outputUTF8());
  }

  @Test
  void aFileOfOnesOwnCanBeNamed() {
    scripts.write("mine.yaml", "config: {}\n");
    scripts.with("STACK_FILE", "mine.yaml").output(PREVIEW, "prod");

    assertTrue(scripts.read("engine").contains("--config-file mine.yaml"));
    assertEquals(2, scripts.with("STACK_FILE", "none.yaml").run(PREVIEW, "prod").getExitValue());
  }
}
