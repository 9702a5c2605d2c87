package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Accuracy of the benchmark: its rate, its latency during a stall, and the merged report of pods.
 */
@Needs(Capability.MACHINE)
@Tag("nightly")
class BenchmarkFiguresIT {
  private static final LocalStack STACK = LocalStack.zooKeeper("e2e-benchmark-figures");

  @BeforeAll
  static void bringUp() {
    LocalStack.emptyVolumes();
    STACK.up();
  }

  @AfterAll
  static void takeDown() {
    STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  @Test
  void run_fixedRate_sendsExactNumber() {
    var run =
        new BenchmarkRun(
            STACK, "durationSeconds=10", "warmupSeconds=2", "produce.recordsPerSecond=1000");
    Result result = run.workload("durable").execute();

    assertTrue(result.ok(), result.output());
    assertEquals(12_000, verified(run.report(), "delivered"));
    assertEquals(12_000, verified(run.report(), "arrived"));
  }

  /**
   * The load is an open loop: records that were due while the broker was paused count the delay.
   */
  @Test
  void run_brokerPaused_latencyCountsAllDelayedRecords() throws Exception {
    var run =
        new BenchmarkRun(
            STACK, "durationSeconds=20", "warmupSeconds=3", "produce.recordsPerSecond=1000");
    var log = new ByteArrayOutputStream();
    var started = run.workload("durable").executor().redirectOutputAlsoTo(log).start();
    var running = Pattern.compile("in 8[0-9]{3} ms").asPredicate();
    await().atMost(Duration.ofMinutes(2)).until(() -> running.test(log.toString()));
    signalBroker("STOP");
    try {
      Thread.sleep(2000);
    } finally {
      signalBroker("CONT");
    }
    var ended = started.getFuture().get(2, TimeUnit.MINUTES);

    assertEquals(0, ended.getExitValue(), ended.outputUTF8());
    JsonNode times = run.report().get("acknowledged");
    double longest = times.get("maxMs").asDouble();
    assertTrue(times.get("p50Ms").asDouble() < 500, times.toString());
    // A tenth of all records was due during the stall: one in a hundred waited 90 % of it or
    // longer.
    assertTrue(times.get("p99Ms").asDouble() > 1500, times.toString());
    assertTrue(times.get("p999Ms").asDouble() > 1900, times.toString());
    assertTrue(times.get("p999Ms").asDouble() <= longest, times.toString());
  }

  @Test
  void run_severalPods_mergesReports() throws DataFormatException {
    var run =
        new BenchmarkRun(
            STACK,
            "durationSeconds=5",
            "warmupSeconds=1",
            "produce.producers=1",
            "produce.recordsPerSecond=500",
            "topics.partitions=6",
            "produce.settings.buffer.memory=33554432");
    Result result = run.workload("saturate").pods(2).execute();

    assertTrue(result.ok(), result.output());
    JsonNode report = run.report();
    assertEquals(2, report.get("environment").get("pods").asInt());
    assertEquals(6000, verified(report, "delivered"));
    assertEquals(6000, verified(report, "arrived"));
    Histogram together = times(run.report("report-0.json"));
    together.add(times(run.report("report-1.json")));
    assertEquals(together, times(report));
    assertEquals(together.getTotalCount(), report.get("delivered").asLong());
  }

  private static Histogram times(JsonNode report) throws DataFormatException {
    String encoded = report.get("acknowledged").get("histogram").asText();
    return Histogram.decodeFromCompressedByteBuffer(
        ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
  }

  private static void signalBroker(String signal) {
    Shell.run(
        Duration.ofSeconds(20),
        Map.of(),
        "pkill",
        "-" + signal,
        "-f",
        "kafka.Kafka .*/kafka-kafka-0.properties");
  }

  private static long verified(JsonNode report, String key) {
    return report.get("verification").get(key).asLong();
  }
}
