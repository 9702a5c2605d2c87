package dev.openshiftkafka.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Start of the program by bin/kafka-stack and the old names; a stand-in replaces Java. */
class LauncherTest {
  private static final String LAUNCHER = "bin/kafka-stack";

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() throws IOException {
    scripts =
        new Scripts(folder, files())
            .standIn(
                "java",
                """
                pwd >where
                while [ "$1" != -jar ]; do shift; done
                printf '%s\\n' "$@" >program
                exit "${PROGRAM_STATUS:-0}"
                """)
            .standIn("mvn", "echo \"$*\" >build\nmkdir -p target\n: >target/openshift-kafka.jar\n");
    scripts.write("src/main/App.java", "");
    scripts.write("pom.xml", "");
  }

  private static String[] files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("bin"))) {
      return files.map(Path::toString).toArray(String[]::new);
    }
  }

  private List<String> program() {
    return scripts.read("program").lines().skip(2).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "benchmark",
        "dashboards",
        "destroy",
        "finalize-features",
        "preflight",
        "preview",
        "reassign",
        "recover",
        "stack-file",
      })
  void oldName_arguments_arePassedToTheSubcommand(String name) {
    scripts.with("PROGRAM_STATUS", "3");

    var result = scripts.run("bin/" + name, "prod", "--", "--target", "a b");

    assertEquals(3, result.getExitValue(), result.outputUTF8());
    assertEquals(List.of(name, "prod", "--", "--target", "a b"), program());
  }

  @Test
  void oldNames_all_haveOneLine() throws IOException {
    for (String file : files()) {
      if (!file.equals(LAUNCHER)) {
        assertEquals(2, Files.readString(Path.of(file)).lines().count(), file);
      }
    }
  }

  @Test
  void launcher_noArguments_printsHelp() {
    scripts.output(LAUNCHER);

    assertEquals(List.of("--help"), program());
  }

  @Test
  void launcher_otherFolder_keepsTheCurrentFolder() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));

    scripts.output("bash", "-c", "cd elsewhere && ../" + LAUNCHER + " stack-file dev");

    assertEquals(elsewhere + "\n", scripts.read("elsewhere/where"));
    assertEquals(
        folder + "/target/openshift-kafka.jar",
        scripts.read("elsewhere/program").lines().skip(1).findFirst().orElseThrow());
  }

  @Test
  void launcher_programOlderThanItsSources_buildsIt() {
    scripts.output(LAUNCHER, "preview", "dev");
    assertTrue(scripts.read("build").startsWith("-q -B -ntp package -DskipTests "));

    scripts.write("build", "");
    scripts.output(LAUNCHER, "preview", "dev");
    assertEquals("", scripts.read("build"), "it was built again");

    scripts.output("touch", "--date=tomorrow", "src/main/App.java");
    scripts.output(LAUNCHER, "preview", "dev");
    assertTrue(scripts.read("build").contains("package"), "it was not built again");
  }

  @Test
  void preview_programDoesNotBuild_isAFailureWithAComment() {
    scripts.standIn("mvn", "echo 'COMPILATION ERROR'\nexit 1\n");

    assertEquals(1, scripts.run(LAUNCHER, "preview", "dev").getExitValue());

    assertTrue(
        scripts
            .read("target/review/dev/comment.md")
            .startsWith("<!-- openshift-kafka review: dev -->\n## The preview of `dev` failed\n"));
    assertEquals("COMPILATION ERROR\n", scripts.read("target/review/dev/pulumi.log"));
    assertEquals("", scripts.read("program"));
  }

  @Test
  void destroy_programDoesNotBuild_isAFailure() {
    scripts.standIn("mvn", "echo 'COMPILATION ERROR'\nexit 1\n");

    var result = scripts.run("bin/destroy", "dev");

    assertEquals(1, result.getExitValue());
    assertTrue(
        result.outputUTF8().endsWith("error: the program does not build\n"), result.outputUTF8());
    assertEquals("", scripts.read("program"));
  }
}
