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

/** When the engine is called, which is played by a stand-in, as is the program. */
class DestroyScriptTest {
  private static final String DESTROY = "bin/destroy";

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() {
    scripts =
        new Scripts(folder, DESTROY, "bin/stack-file", "bin/lib/stack.sh")
            .standIn(
                "pulumi",
                """
                echo "$*" >>engine
                case $1 in stack) echo the-state; exit "${EXPORT_STATUS:-0}" ;; esac
                exit "${ENGINE_STATUS:-0}"
                """)
            .standIn(
                "java",
                """
                for argument in "$@"; do
                  case $argument in --state=*) cat "${argument#*=}" >state ;; esac
                done
                echo "$*" | sed 's|--state=[^ ]*|--state=FILE|' >teardown
                exit "${TEARDOWN_STATUS:-0}"
                """)
            .standIn("mvn", "mkdir -p target\n: >target/openshift-kafka.jar\n");
    scripts.write("stacks/Pulumi.prod.yaml", "config: {}\n");
    scripts.write("src/main/App.java", "");
    scripts.write("pom.xml", "");
  }

  @Test
  void theStateIsJudgedAndThenTheStackDestroyed() {
    scripts.output(DESTROY, "prod", "--delete-data", "--", "--yes");

    assertEquals("the-state\n", scripts.read("state"));
    assertEquals(
        "-jar target/openshift-kafka.jar teardown --stack=prod --state=FILE --delete-data"
            + " --config-file=stacks/Pulumi.prod.yaml\n",
        scripts.read("teardown"));
    assertEquals(
        "stack export --stack prod\n"
            + "destroy --stack prod --config-file stacks/Pulumi.prod.yaml --yes\n",
        scripts.read("engine"));
  }

  @Test
  void nothingIsDestroyedWhenItIsRefused() {
    scripts.with("TEARDOWN_STATUS", "3");

    assertEquals(3, scripts.run(DESTROY, "prod").getExitValue());
    assertEquals("stack export --stack prod\n", scripts.read("engine"));
  }

  @Test
  void nothingIsDestroyedWhenTheStateCannotBeRead() {
    scripts.with("EXPORT_STATUS", "255");

    var result = scripts.run(DESTROY, "prod");

    assertEquals(1, result.getExitValue());
    assertTrue(result.outputUTF8().contains("cannot be read"), result.outputUTF8());
    assertEquals("", scripts.read("teardown"));
  }

  @Test
  void anEngineThatFailsIsNotTakenForARefusal() {
    scripts.with("ENGINE_STATUS", "3");

    assertEquals(1, scripts.run(DESTROY, "prod").getExitValue());
  }

  @ParameterizedTest
  @CsvSource({
    "nope, no configuration of stack nope",
    "--what, what is --what?",
    "'prod; rm', is no name of a stack",
  })
  void aWrongCommandEndsWithTwo(String argument, String message) {
    var result = scripts.run(DESTROY, argument);

    assertEquals(2, result.getExitValue());
    assertTrue(result.outputUTF8().contains(message), result.outputUTF8());
    assertEquals("", scripts.read("engine"));
  }
}
