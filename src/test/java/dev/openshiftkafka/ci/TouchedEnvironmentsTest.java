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

/** Which environments a change touches, in a repository that is made for the test. */
class TouchedEnvironmentsTest {
  private static final String SCRIPT = ".ci/touched-environments";

  @TempDir private Path folder;
  private Scripts repository;

  @BeforeEach
  void makeRepository() {
    repository = new Scripts(folder, SCRIPT);
    repository.output("git", "init", "--quiet", "--initial-branch=main");
    repository.output("git", "config", "user.name", "Test");
    repository.output("git", "config", "user.email", "test@example.com");
    for (String file : new String[] {"Pulumi.dev", "stacks/Pulumi.prod", "stacks/Pulumi.local"}) {
      repository.write(file + ".yaml", "config: {}\n");
    }
    repository.write("README.md", "text\n");
    commit("start");
    repository.output("git", "checkout", "--quiet", "-b", "change");
  }

  private void commit(String message) {
    repository.output("git", "add", "--all");
    repository.output("git", "commit", "--quiet", "--allow-empty", "--message", message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Pulumi.dev.yaml                  | [\"dev\"]",
        "stacks/Pulumi.prod.yaml          | [\"prod\"]",
        "stacks/Pulumi.local.yaml         | []",
        "stacks/Pulumi.prodigy.yaml       | [\"prodigy\"]",
        "Pulumi.yaml                      | [\"dev\",\"prod\"]",
        "pom.xml                          | [\"dev\",\"prod\"]",
        ".mvn/jvm.config                  | [\"dev\",\"prod\"]",
        "src/main/java/App.java           | [\"dev\",\"prod\"]",
        "src/main/resources/a/b.yaml      | [\"dev\",\"prod\"]",
        "src/test/java/AppTest.java       | []",
        "docs/pom.xml                     | []",
        "README.md                        | []",
      })
  void aFileTouches(String file, String environments) {
    repository.write(file, "changed\n");
    commit("change");

    assertEquals(environments, repository.output(SCRIPT, "main"));
  }

  @Test
  void aMoveTouchesWhatItLeaves() {
    repository.write("src/main/java/App.java", "the program\n".repeat(20));
    commit("program");
    String before = repository.output("git", "rev-parse", "HEAD");
    repository.output("git", "mv", "src/main/java/App.java", "App.java");
    commit("move");

    assertEquals("[\"dev\",\"prod\"]", repository.output(SCRIPT, before));
  }

  @Test
  void whatOthersChangedMeanwhileDoesNotCount() {
    repository.write("Pulumi.dev.yaml", "changed\n");
    commit("change");
    repository.output("git", "checkout", "--quiet", "main");
    repository.write("stacks/Pulumi.prod.yaml", "changed by others\n");
    commit("others");
    repository.output("git", "checkout", "--quiet", "change");

    assertEquals("[\"dev\"]", repository.output(SCRIPT, "main", "change"));
  }

  @Test
  void onlyEnvironmentsThatExistAreMeant() {
    repository.write("pom.xml", "changed\n");
    commit("change");
    repository.with("ENVIRONMENTS", "prod, staging");

    assertEquals("[\"prod\",\"staging\"]", repository.output(SCRIPT, "main"));
    assertEquals("[\"prod\",\"staging\"]", repository.output(SCRIPT, "--all"));
  }

  @Test
  void theFirstPushOfABranchTouchesAll() {
    assertEquals("[\"dev\",\"prod\"]", repository.output(SCRIPT, "0".repeat(40)));
  }

  @Test
  void aWrongCommandEndsWithTwo() {
    assertEquals(2, repository.run(SCRIPT).getExitValue());
    var unknown = repository.run(SCRIPT, "main", "no-such-commit");
    assertEquals(2, unknown.getExitValue());
    assertTrue(unknown.outputUTF8().contains("no such commit: no-such-commit"));
  }
}
