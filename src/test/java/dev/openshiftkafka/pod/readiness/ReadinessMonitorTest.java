package dev.openshiftkafka.pod.readiness;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP answers and log lines of the monitor. */
class ReadinessMonitorTest {
  private static final Assessment GOOD = new Assessment.Builder().build();

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final FakeKafkaNode node = new FakeKafkaNode();
  private final ReadinessMonitor monitor =
      new ReadinessMonitor(
          node,
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          new PrintStream(log, true, StandardCharsets.UTF_8));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  /** A node that returns or throws what a test sets. */
  private static final class FakeKafkaNode implements KafkaNode {
    private volatile Assessment answer = GOOD;
    private IOException failure;
    private RuntimeException runtimeFailure;
    private int resets;

    @Override
    public Assessment assess() throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (runtimeFailure != null) {
        throw runtimeFailure;
      }
      return answer;
    }

    @Override
    public void reset() {
      resets++;
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = ReadinessAgent.serve(monitor, 0, threads);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private HttpRequest request(String path) {
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return HttpRequest.newBuilder(uri).build();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient().send(request(path), BodyHandlers.ofString());
  }

  private void checks(int count) {
    for (int i = 0; i < count; i++) {
      monitor.check();
    }
  }

  @Test
  void ready_outOfSync_is503WithReason() throws Exception {
    node.answer = new Assessment.Builder().add(Cause.OUT_OF_SYNC, "orders-1").build();
    checks(1);

    assertEquals(503, get("/ready").statusCode());
    assertEquals("not ready: local replica out of sync: orders-1\n", get("/ready").body());
    assertEquals(200, get("/alive").statusCode());
    assertEquals(404, get("/metrics").statusCode());
  }

  @Test
  void stop_otherBrokerCatchesUp_answersAfterwards() throws Exception {
    node.answer = new Assessment.Builder().add(Cause.AT_MIN_ISR, "orders-1").build();
    CompletableFuture<HttpResponse<String>> stop =
        HttpClient.newHttpClient().sendAsync(request("/stop"), BodyHandlers.ofString());
    await()
        .until(
            () -> {
              checks(1);
              return log.toString(StandardCharsets.UTF_8).contains("shutdown delayed");
            });
    // Probes are answered meanwhile.
    assertEquals(200, get("/alive").statusCode());
    assertFalse(stop.isDone());

    node.answer = GOOD;
    checks(1);

    assertEquals("shutdown may proceed\n", stop.get(1, TimeUnit.MINUTES).body());
    assertEquals(200, stop.get().statusCode());
  }

  @Test
  void check_readinessChanges_logsOnce() throws Exception {
    checks(10);

    assertEquals(200, get("/ready").statusCode());
    String[] lines = log.toString(StandardCharsets.UTF_8).split("\n");
    assertEquals(2, lines.length, log.toString(StandardCharsets.UTF_8));
    assertTrue(lines[0].endsWith(" not ready: waiting for a second good check"), lines[0]);
    assertTrue(lines[1].endsWith(" ready"), lines[1]);
  }

  @Test
  void check_processGone_unreadyButAlive() throws Exception {
    checks(2);
    node.failure = new ConnectException("Connection refused");
    checks(1);

    assertEquals(503, get("/ready").statusCode());
    assertEquals(200, get("/alive").statusCode());
    assertEquals(1, node.resets);
  }

  @Test
  void check_slowOrInvalidAnswer_staysReady() throws Exception {
    checks(2);
    node.failure = new SocketTimeoutException("Read timed out");
    checks(1);
    assertEquals(200, get("/ready").statusCode());
    assertEquals(
        "ready; warning: state unknown: the node did not answer in time\n", get("/ready").body());

    node.failure = null;
    node.runtimeFailure = new IllegalStateException("unexpected field");
    checks(1);
    assertEquals(200, get("/ready").statusCode());
    assertEquals(2, node.resets);
  }
}
