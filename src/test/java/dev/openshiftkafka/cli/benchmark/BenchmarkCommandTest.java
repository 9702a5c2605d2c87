package dev.openshiftkafka.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Scripts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Job that is created, and the log of its pod; the cluster is a stand-in. */
class BenchmarkCommandTest {
  private static final String BENCHMARK = BenchmarkCommand.NAME;

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() {
    scripts =
        new Scripts(folder)
            .standIn(
                "oc",
                """
case "$*" in
  *"get cronjob"*) exit "${CRONJOB_STATUS:-0}" ;;
  *"create job"*) echo "$*" >>created; echo '{"kind": "Job"}' ;;
  *"patch --local"*) cat >patched; for a in "$@"; do case $a in --patch=*) echo "${a#*=}" >patch ;; esac; done; echo '{"kind": "Job", "patched": true}' ;;
  *"create --filename=-"*) cat >job ;;
  *status.phase*) if [ -f waits ]; then echo Running; else echo Pending; fi ;;
  *conditions*) echo '0/3 nodes are available' ;;
  *waiting*) ;;
  *metadata.name*) echo the-pod ;;
  *exitCode*) echo "${POD_STATUS:-0}" ;;
  *"logs --follow"*) head -n 2 log; exit "${LOG_STATUS:-0}" ;;
  *logs*) cat log ;;
esac
""");
    scripts.write(
        "log",
        "warming up\n10 records produced\n=== report.json\n{\"a\":\n 1}\n=== report.md\n"
            + "**article**\n=== \nthe article 487,442\n");
  }

  @Test
  void benchmark_options_areSetInTheJob() {
    CommandRun.output(
        scripts,
        BENCHMARK,
        "--namespace=kafka",
        "--workload=durable",
        "--set=produce.acks=all",
        "--set=a=\"b\"=\n",
        "--pods=3",
        "--on-data",
        "--output=out");

    JsonNode spec = JsonText.parse(scripts.read("patch")).get("spec");
    assertEquals(3, spec.path("completions").asInt());
    assertEquals(3, spec.path("parallelism").asInt());
    JsonNode container = spec.at("/template/spec/containers/0");
    assertEquals("load-generator", container.path("name").asText());
    assertEquals(
        "[{\"name\":\"LOAD_GENERATOR_PODS\",\"value\":\"3\"},"
            + "{\"name\":\"LOAD_GENERATOR_ON_DATA\",\"value\":\"true\"},"
            + "{\"name\":\"LOAD_GENERATOR_WORKLOAD\",\"value\":\"durable\"},"
            + "{\"name\":\"LOAD_GENERATOR_SET\",\"value\":\"produce.acks=all;a=\\\"b\\\"=\\n\"}]",
        container.path("env").toString());
    assertTrue(
        scripts
            .read("created")
            .matches(
                "--namespace=kafka create job kafka-benchmark-\\d{8}-\\d{6}"
                    + " --from=cronjob/kafka-benchmark --dry-run=client --output=json\n"),
        scripts.read("created"));
    assertEquals("{\"kind\": \"Job\"}", scripts.read("patched").strip());
    assertEquals("{\"kind\": \"Job\", \"patched\": true}", scripts.read("job").strip());
  }

  @Test
  void benchmark_log_isSplitAndPrintedOnce() {
    String output = CommandRun.output(scripts, BENCHMARK, "--namespace=kafka", "--output=out");

    assertTrue(output.startsWith("waiting: 0/3 nodes are available\nwarming up\n"), output);
    assertTrue(
        output.contains("\n10 records produced\nthe article 487,442\njob/kafka-benchmark-"),
        output);
    assertTrue(output.endsWith(" ended with status 0; reports in out"), output);
    assertEquals("{\"a\":\n 1}\n", scripts.read("out/report.json"));
    assertEquals("**article**\n", scripts.read("out/report.md"));
    assertEquals(
        "warming up\n10 records produced\nthe article 487,442\n", scripts.read("out/progress.log"));
  }

  @ParameterizedTest
  @CsvSource({"POD_STATUS, 3, 3", "LOG_STATUS, 1, 0", "CRONJOB_STATUS, 1, 1"})
  void benchmark_failure_setsTheExitStatus(String variable, String value, int status) {
    scripts.with(variable, value);

    CommandRun ended = CommandRun.run(scripts, BENCHMARK, "--namespace=kafka", "--output=out");

    assertEquals(status, ended.status(), ended.output());
  }

  @ParameterizedTest
  @CsvSource({
    "--pods=0",
    "--pods=100",
    "--set=a",
    "--set==b",
    "--what",
    "what",
    "--namespace=",
  })
  void benchmark_invalidCommand_endsWithTwo(String argument) {
    CommandRun ended = CommandRun.run(scripts, BENCHMARK, "--namespace=kafka", argument);

    assertEquals(2, ended.status(), ended.output());
    assertEquals("", scripts.read("created"));
  }
}
