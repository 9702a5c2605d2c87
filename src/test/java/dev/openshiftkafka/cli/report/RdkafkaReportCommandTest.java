package dev.openshiftkafka.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.cli.runtime.CommandLines;
import dev.openshiftkafka.cli.runtime.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that the command writes, and its exit statuses. */
class RdkafkaReportCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String input, String... more) {
    var arguments = new java.util.ArrayList<>(List.of("--output=" + folder, "--run=1"));
    arguments.addAll(List.of(more));
    var command =
        new RdkafkaReportCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    return CommandLines.of(command, Session.ofProcess(RdkafkaReportCommand.class))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private static Set<String> fields(JsonNode object) {
    var names = new java.util.HashSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String output(String file) throws IOException {
    return Files.readString(Path.of("src/test/resources/librdkafka", file));
  }

  @Test
  void report_article_hasTheFieldsOfTheLoadGenerator() throws IOException {
    assertEquals(0, execute(output("article.txt"), "--name=article"), err.toString());

    JsonNode report = new ObjectMapper().readTree(Files.readString(folder.resolve("report.json")));
    assertEquals("openshift-kafka/load-report/v1", report.path("schema").asText());
    assertEquals(487_442, report.path("recordsPerSecond").asDouble());
    assertEquals(181, report.at("/librdkafka/backpressures").asLong());
    assertEquals(
        Set.of(
            "schema",
            "run",
            "workload",
            "seconds",
            "produced",
            "delivered",
            "failed",
            "consumed",
            "recordsPerSecond",
            "megabytesPerSecond",
            "librdkafka",
            "series"),
        fields(report));
    assertEquals(Set.of("name", "produce"), fields(report.path("workload")));
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("new uPlot") && page.contains("\"backpressures\" : 181"), page);
    String line = Files.readString(folder.resolve("report.md"));
    assertTrue(line.startsWith("**article**: 487,442 records/s, 48.74 MB/s"), line);
    assertTrue(out.toString().endsWith(line), out.toString());
  }

  @Test
  void report_terminalLines_arePrintedUnchanged() throws IOException {
    String terminal = output("interrupted.txt").replace("\n", "\r\n");

    assertEquals(0, execute(terminal), err.toString());

    assertTrue(out.toString().startsWith(terminal), out.toString());
  }

  @Test
  void report_failedMessages_endsWithOne() throws IOException {
    assertEquals(1, execute(output("failed.txt")));
    assertTrue(err.toString().startsWith("error: 1000 of 1000 records failed"), err.toString());
    assertTrue(Files.readString(folder.resolve("report.json")).contains("\"fault\" : \"1000 of"));
  }

  @Test
  void report_noFigures_endsWithOneAndWritesNothing() {
    assertEquals(1, execute("sh: 1: examples/rdkafka_performance: not found\n"));
    assertEquals(
        "error: no figures of rdkafka_performance in the input", err.toString().stripTrailing());
    assertFalse(Files.exists(folder.resolve("report.json")));
  }

  @Test
  void report_invalidCommand_endsWithTwo() {
    assertEquals(2, execute("", "--outputs=x"));
  }
}
