package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The benchmark of a deployed stack, run by the commands of its outputs. The tests of each change
 * run the exported command at the end of {@code make local}.
 */
@Tag("nightly")
@Needs({Capability.PODS, Capability.ZOOKEEPER})
class BenchmarkIT {
  private static final LocalStack STACK = LocalStack.zooKeeper("e2e-benchmark");
  private static ClientPod client;

  @BeforeAll
  static void bringUp() throws Exception {
    LocalStack.emptyVolumes();
    STACK.up();
    client = new ClientPod(PinnedVersions.KAFKA_3, STACK.output("bootstrapServers"));
  }

  @AfterAll
  static void takeDown() {
    client.close();
    STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  @AfterEach
  void assertTopicsDeleted() {
    assertEquals(List.of(), topics());
  }

  @Test
  void benchmarkCommand_article_reports() {
    var run = new BenchmarkRun(STACK, "durationSeconds=5", "warmupSeconds=1");
    Result result = run.execute();

    assertTrue(result.ok(), result.output());
    assertTrue(result.output().contains("records produced"), result.output());
    JsonNode report = run.report();
    assertEquals("openshift-kafka/load-report/v1", report.get("schema").asText());
    assertEquals("0", report.get("workload").get("produce").get("acks").asText());
    assertTrue(report.get("delivered").asLong() > 10_000, report.toString());
    assertEquals(0, verified(report, "lost"));
    assertEquals(verified(report, "delivered"), verified(report, "arrived"));
    assertTrue(run.file("report.html").contains("new uPlot"), "no plots");
    assertTrue(run.file("report.md").contains("**article**: "), run.file("report.md"));
  }

  /** Runs the exported command without options, as {@code make local} does. */
  @Test
  void benchmarkCommand_noOptions_printsComparison() {
    Result result =
        Shell.attempt(
            Duration.ofMinutes(5), Map.of(), "bash", "-c", STACK.output("benchmarkCommand"));

    assertTrue(result.ok(), result.output());
    assertTrue(result.output().matches("(?s).*\nthis run +[0-9,]+ .*"), result.output());
    assertTrue(result.output().matches("(?s).*\nthe article +487,442 .*"), result.output());
  }

  /** Runs the exported `oc create job`, with kubectl in place of oc. */
  @Test
  void benchmark_exportedCommand_createsJobThatCompletes(@TempDir Path folder) throws IOException {
    Files.createSymbolicLink(folder.resolve("oc"), kubectl());
    String[] job = {"job/kafka-benchmark-run", "-n", LocalStack.NAMESPACE};
    Result made =
        Shell.attempt(
            Duration.ofMinutes(1),
            Map.of("PATH", folder + ":" + Shell.environment("PATH")),
            "bash",
            "-c",
            STACK.output("benchmark"));
    try {
      assertTrue(made.ok(), made.output());
      Shell.kubectl("wait", job[0], job[1], job[2], "--for=condition=Complete", "--timeout=170s");
      String log = Shell.kubectl("logs", job[0], job[1], job[2]);
      assertTrue(log.contains("the article "), log);
    } finally {
      Shell.kubectl("delete", job[0], job[1], job[2], "--ignore-not-found", "--wait=true");
    }
  }

  private static Path kubectl() {
    return Path.of(
        Shell.run(Duration.ofSeconds(10), Map.of(), "bash", "-c", "command -v kubectl").strip());
  }

  @Test
  void run_endToEnd_measuresLatency() {
    var run =
        new BenchmarkRun(
            STACK, "durationSeconds=5", "warmupSeconds=1", "produce.recordsPerSecond=500");
    Result result = run.workload("end-to-end").execute();

    assertTrue(result.ok(), result.output());
    JsonNode report = run.report();
    assertEquals(0, verified(report, "unread"));
    JsonNode times = report.get("endToEnd");
    assertTrue(times.get("records").asLong() > 2000, times.toString());
    assertTrue(
        times.get("p50Ms").asDouble() >= report.get("acknowledged").get("p50Ms").asDouble() / 2,
        report.toString());
  }

  @Test
  void run_consumer_consumesAllRecords() {
    var run = new BenchmarkRun(STACK, "consume.fillRecords=50000", "produce.messageBytes=200");
    Result result = run.workload("consumer").execute();

    assertTrue(result.ok(), result.output());
    assertEquals(50_000, run.report().get("consumed").asLong());
    assertTrue(run.report().get("recordsPerSecond").asDouble() > 0, run.report().toString());
  }

  @Test
  void run_interrupted_deletesTopics() throws Exception {
    var run =
        new BenchmarkRun(STACK, "durationSeconds=600", "produce.recordsPerSecond=100")
            .workload("durable");
    var started = run.executor().start();
    await().atMost(Duration.ofMinutes(2)).until(() -> !topics().isEmpty());
    started.getProcess().destroy();
    var ended = started.getFuture().get(2, TimeUnit.MINUTES);

    assertEquals(130, ended.getExitValue(), ended.outputUTF8());
    await().atMost(Duration.ofMinutes(1)).until(() -> topics().isEmpty());
  }

  @Test
  void run_topicWithRecords_failsWithoutOnData() {
    client.createTopic("orders", 1);
    try {
      client.tool("VerifiableProducer", "--topic", "orders", "--max-messages", "10");
      Result result = new BenchmarkRun(STACK, "topics.name=orders", "topics.count=1").execute();

      assertEquals(1, result.exit(), result.output());
      assertTrue(result.output().contains("topic \"orders\" holds 10 records"), result.output());
      Result second =
          new BenchmarkRun(
                  STACK,
                  "topics.name=orders",
                  "topics.count=1",
                  "durationSeconds=0",
                  "warmupSeconds=0",
                  "records=5000")
              .onData()
              .execute();
      assertTrue(second.ok(), second.output());
      assertEquals(5010, client.records("orders"));
    } finally {
      client.tool("TopicCommand", "--delete", "--topic", "orders");
    }
  }

  @Test
  void run_invalidWorkload_listsAllFaults() {
    Result result = new BenchmarkRun(STACK, "produce.acks=2", "produce.rate=5").execute();
    assertEquals(2, result.exit(), result.output());
    assertTrue(result.output().contains("\"rate\""), result.output());

    result = new BenchmarkRun(STACK, "produce.acks=2", "topics.partitions=-1").execute();
    assertEquals(2, result.exit(), result.output());
    assertTrue(result.output().contains("has 2 faults"), result.output());
  }

  @Test
  void run_belowMinimumRate_fails() {
    STACK.edit(Map.of("benchmark/minMsgsPerSec", 999_999_999)).upWhenReady();
    try {
      Result result = new BenchmarkRun(STACK, "durationSeconds=2", "warmupSeconds=0").execute();

      assertEquals(3, result.exit(), result.output());
      assertTrue(result.output().contains("below the minimum of 999999999"), result.output());
      assertFalse(result.output().contains("\tat "), result.output());
    } finally {
      STACK.edit(Map.of("benchmark/minMsgsPerSec", 0)).upWhenReady();
    }
  }

  @Test
  void rdkafka_articleCommand_isReported() {
    RdkafkaRun.theArticles(client);
  }

  private static long verified(JsonNode report, String key) {
    return report.get("verification").get(key).asLong();
  }

  private static List<String> topics() {
    return client
        .tool("TopicCommand", "--list")
        .lines()
        .filter(topic -> topic.startsWith("load-generator-"))
        .toList();
  }
}
