package dev.openshiftkafka.cli.benchmark;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Scripts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal to the program, which runs in a separate JVM. */
class BenchmarkInterruptionTest {
  @TempDir private Path folder;

  @Test
  void benchmark_interrupted_deletesItsJobAndEndsWith130() throws Exception {
    Scripts scripts =
        new Scripts(folder)
            .standIn(
                "oc",
                """
case "$*" in
  *status.phase*) echo Running ;;
  *"logs --follow"*) echo following >>calls; until [ -f deleted ]; do sleep 0.1; done; echo last lines; sleep 2 ;;
  *"delete job"*) echo "$*" >deleted; sleep 1 ;;
esac
""");
    var started =
        scripts
            .executor(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.openshiftkafka.App",
                BenchmarkCommand.NAME,
                "--namespace=kafka")
            .start();
    await().atMost(Duration.ofMinutes(1)).until(() -> !scripts.read("calls").isEmpty());

    // Not Process.destroy, which closes the streams as well.
    started.getProcess().toHandle().destroy();
    var ended = started.getFuture().get(1, TimeUnit.MINUTES);

    assertEquals(130, ended.getExitValue(), ended.outputUTF8());
    assertTrue(
        scripts
            .read("deleted")
            .matches(
                "--namespace=kafka delete job kafka-benchmark-\\d{8}-\\d{6}"
                    + " --cascade=foreground --wait=true\n"),
        scripts.read("deleted"));
    assertTrue(ended.outputUTF8().contains("interrupted: stopping the run\n"), ended.outputUTF8());
    assertTrue(ended.outputUTF8().contains("last lines\n"), ended.outputUTF8());
    assertFalse(ended.outputUTF8().contains("ended with status"), ended.outputUTF8());
  }
}
