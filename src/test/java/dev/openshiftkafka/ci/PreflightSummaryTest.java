package dev.openshiftkafka.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Scripts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a workflow shows of a preflight; the program is a stand-in. */
class PreflightSummaryTest {
  @TempDir private Path folder;

  @Test
  void ciPreflight_failure_isInTheSummary() {
    Scripts scripts =
        new Scripts(folder, ".ci/preflight", "bin/kafka-stack")
            .standIn(
                "java",
                """
                echo "${*: -2}" >program
                printf 'ok  aws.a  fine\\nwarning  aws.b  look\\nfailure  aws.c  mend\\n'
                exit 1
                """)
            .with("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
    scripts.write("src/main/App.java", "");
    scripts.write("pom.xml", "");
    scripts.write("target/openshift-kafka.jar", "");

    var result = scripts.run(".ci/preflight", "prod");

    assertEquals(1, result.getExitValue());
    assertEquals("preflight prod\n", scripts.read("program"));
    assertTrue(result.outputUTF8().contains("ok  aws.a  fine"), result.outputUTF8());
    assertEquals(
        "## Preflight of prod\n\n```text\nwarning  aws.b  look\nfailure  aws.c  mend\n```\n",
        scripts.read("summary"));
    assertTrue(scripts.read("target/review/prod/preflight.txt").contains("failure  aws.c  mend"));
  }
}
