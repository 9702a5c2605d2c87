package dev.openshiftkafka.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Scripts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script passes on to the program. */
class PreflightScriptTest {
  private static final String PREFLIGHT = "bin/preflight";
  private static final String JAR = "-jar target/openshift-kafka.jar preflight ";

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() {
    scripts =
        new Scripts(folder, PREFLIGHT, ".ci/preflight", "bin/stack-file", "bin/lib/stack.sh")
            .standIn("pulumi", "echo \"$*\" >>engine\necho the-kubeconfig\n")
            .standIn(
                "java",
                """
                for argument in "$@"; do
                  case $argument in --kubeconfig=*) cat "${argument#*=}" >kubeconfig ;; esac
                done
                echo "$*" | sed 's|--kubeconfig=/[^ ]*|--kubeconfig=TEMPORARY|' >program
                printf 'ok  aws.a  fine\\nwarning  aws.b  look\\nfailure  aws.c  mend\\n'
                exit "${PROGRAM_STATUS:-0}"
                """)
            .standIn("mvn", "mkdir -p target\n: >target/openshift-kafka.jar\n");
    scripts.write("stacks/Pulumi.prod.yaml", "config: {}\n");
    scripts.write("src/main/App.java", "");
    scripts.write("pom.xml", "");
  }

  @Test
  void preflight_stack_namesItsFile() {
    scripts.output(PREFLIGHT, "prod", "--json", "--only=aws");

    assertEquals(
        JAR + "--file=stacks/Pulumi.prod.yaml --json --only=aws --stack=prod\n",
        scripts.read("program"));
    assertEquals("", scripts.read("engine"));
  }

  @Test
  void preflight_secretKubeconfig_isDecrypted() {
    scripts.write(
        "stacks/Pulumi.prod.yaml", "config:\n  openshift-kafka:kubeconfig:\n    secure: v1:abc\n");

    scripts.output(PREFLIGHT, "prod");

    assertEquals("the-kubeconfig\n", scripts.read("kubeconfig"));
    assertEquals(
        "config get kubeconfig --stack prod --config-file stacks/Pulumi.prod.yaml\n",
        scripts.read("engine"));
    assertTrue(scripts.read("program").endsWith(" --stack=prod --kubeconfig=TEMPORARY\n"));
  }

  @Test
  void preflight_file_needsNoStack() {
    scripts.output(PREFLIGHT, "--file", "stacks/Pulumi.prod.yaml");

    assertEquals(JAR + "--file=stacks/Pulumi.prod.yaml\n", scripts.read("program"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void preflight_programFails_keepsItsStatus(int status) {
    scripts.with("PROGRAM_STATUS", String.valueOf(status));

    assertEquals(status, scripts.run(PREFLIGHT, "prod").getExitValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--wrong", "none", "--file=none.yaml", "prod --file=pom.xml", "a b"})
  void preflight_wrongArguments_areUsageErrors(String arguments) {
    String[] command = (PREFLIGHT + " " + arguments).strip().split(" ");

    var result = scripts.run(command);

    assertEquals(2, result.getExitValue(), result.outputUTF8());
    assertEquals("", scripts.read("program"));
  }

  @Test
  void ciPreflight_failure_isInTheSummary() {
    scripts.with("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
    scripts.with("PROGRAM_STATUS", "1");

    var result = scripts.run(".ci/preflight", "prod");

    assertEquals(1, result.getExitValue());
    assertTrue(result.outputUTF8().contains("ok  aws.a  fine"), result.outputUTF8());
    assertEquals(
        "## Preflight of prod\n\n```text\nwarning  aws.b  look\nfailure  aws.c  mend\n```\n",
        scripts.read("summary"));
    assertTrue(scripts.read("target/review/prod/preflight.txt").contains("failure  aws.c  mend"));
  }
}
