package dev.openshiftkafka.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded output of librdkafka 0.11 (the article's) and 2.0.2 (all others). */
class RdkafkaOutputTest {
  private static RdkafkaReport report(String file) throws IOException {
    var output = new RdkafkaOutput();
    Files.readAllLines(Path.of("src/test/resources/librdkafka", file)).forEach(output::read);
    return output.report("run", "1");
  }

  @Test
  void report_article_hasItsFigures() throws IOException {
    RdkafkaReport report = report("article.txt");

    assertEquals(487_442, report.recordsPerSecond());
    assertEquals(48.74, report.megabytesPerSecond());
    assertEquals(11.111, report.seconds());
    assertEquals(5_647_091, report.produced());
    assertEquals(5_416_100, report.delivered());
    assertEquals(0, report.failed());
    assertEquals(new RdkafkaReport.Extras(5_922_298L, 181L, null), report.librdkafka());
    assertEquals(
        new RdkafkaReport.Workload("run", null, new RdkafkaReport.Produce(100, "none")),
        report.workload());
    assertEquals(11, report.series().size());
    assertEquals(
        new RdkafkaReport.Second(2.0, 523_772, 523_772, 0, 0, 500_000), report.series().get(1));
    assertEquals(
        5_416_100, report.series().stream().mapToLong(RdkafkaReport.Second::delivered).sum());
    assertEquals(
        "**run**: 487,442 records/s, 48.74 MB/s (100 B) over 11.1 s; 181 backpressures for 5,922,298"
            + " produce calls; not verified by end offsets",
        report.markdown());
  }

  @Test
  void report_countedRun_hasTheNumberOfRecords() throws IOException {
    RdkafkaReport report = report("counted.txt");

    assertEquals(3_000_000L, report.workload().records());
    assertEquals(3_000_000, report.delivered());
    assertEquals(9.093, report.seconds());
    assertEquals(new RdkafkaReport.Extras(null, null, null), report.librdkafka());
    assertTrue(report.complete());
  }

  @Test
  void report_interruptedRun_hasTheLastLine() throws IOException {
    RdkafkaReport report = report("interrupted.txt");

    assertEquals(2_342_903, report.delivered());
    assertEquals(2_342_903, report.produced());
    assertEquals(781_558, report.recordsPerSecond());
    assertEquals(3, report.librdkafka().backpressures());
    assertNull(report.workload().records());
  }

  @Test
  void report_table_hasLatency() throws IOException {
    RdkafkaReport report = report("table.txt");

    assertEquals(5000, report.delivered());
    assertEquals(27.505, report.seconds());
    assertEquals(181, report.recordsPerSecond());
    assertEquals(new RdkafkaLatency(754.61, 0.61, 1074.57), report.librdkafka().latency());
    assertEquals(100, report.workload().produce().messageBytes());
    // The table does not report the codec.
    assertNull(report.workload().produce().compression());
    // The last row is printed twice.
    assertEquals(27, report.series().size());
  }

  @Test
  void report_failedMessages_hasTheFirstError() throws IOException {
    RdkafkaReport report = report("failed.txt");

    assertEquals(1000, report.failed());
    assertTrue(
        report
            .fault()
            .startsWith(
                "1000 of 1000 records failed; first error: ERROR CALLBACK:"
                    + " rdkafka#producer-1: Local: Broker transport failure"),
        report.fault());
    assertTrue(report.markdown().contains("; **FAILED**: 1000 of 1000"), report.markdown());
  }

  @Test
  void report_consumer_hasConsumedRecords() throws IOException {
    RdkafkaReport report = report("consumed.txt");
    assertEquals(994, report.consumed());
    assertEquals(219, report.recordsPerSecond());
    assertNull(report.workload().produce());
    assertEquals(new RdkafkaLatency(542.62, 9.58, 2088.52), report.librdkafka().latency());
    assertTrue(report.markdown().contains("0.02 MB/s (read) over 4.5 s"), report.markdown());

    RdkafkaReport table = report("consumed-table.txt");
    assertEquals(1306, table.consumed());
    assertEquals(new RdkafkaLatency(3269.31, 7.06, 7121.98), table.librdkafka().latency());
    assertNull(table.workload().produce());
  }

  @Test
  void report_compression_hasTheCodec() {
    var output = new RdkafkaOutput();
    output.read(
        "% 5 messages produced (500 bytes), 5 delivered (offset -1001, 0 failed) in 1000ms: 5"
            + " msgs/s and 0.00 MB/s, 0 produce failures, 0 in queue, lz4 compression");
    assertEquals("lz4", output.report("run", "1").workload().produce().compression());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "% 5 messages produced (500 bytes), 5 acknowledged in 1000ms",
        "% 5 messages (500 bytes) consumed within 1000ms",
        "% 5 backpressures of 10 produce calls",
        "|         10 |         20 ",
      })
  void read_unknownFormatOfFigures_fails(String line) {
    assertThrows(IllegalArgumentException.class, () -> new RdkafkaOutput().read(line));
  }

  @Test
  void report_noFigures_fails() {
    var output = new RdkafkaOutput();
    output.read("% Failed to create Kafka producer: No such configuration property");
    var refused = assertThrows(IllegalArgumentException.class, () -> output.report("run", "1"));
    assertTrue(
        refused
            .getMessage()
            .endsWith(
                "; first error: Failed to create Kafka producer: No such configuration property"),
        refused.getMessage());
  }
}
