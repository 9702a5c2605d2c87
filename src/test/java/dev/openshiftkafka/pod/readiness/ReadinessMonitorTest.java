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
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kubelet and the log are told of a member's answers. */
class ReadinessMonitorTest {
  private static final Assessment GOOD = new Assessment.Builder().build();

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Answers member = new Answers();
  private final ReadinessMonitor watch =
      new ReadinessMonitor(
          member,
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          new PrintStream(log, true, StandardCharsets.UTF_8));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  /** A member that answers, or fails, as a test says. */
  private static final class Answers implements KafkaNode {
    private volatile Assessment answer = GOOD;
    private IOException failure;
    private RuntimeException surprise;
    private int forgotten;

    @Override
    public Assessment ask() throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (surprise != null) {
        throw surprise;
      }
      return answer;
    }

    @Override
    public void forget() {
      forgotten++;
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = ReadinessAgent.serve(watch, 0, threads);
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

  private void turns(int count) {
    for (int i = 0; i < count; i++) {
      watch.turn();
    }
  }

  @Test
  void theAnswerSaysWhatIsWaitedFor() throws Exception {
    member.answer = new Assessment.Builder().add(Cause.BEHIND, "orders-1").build();
    turns(1);

    assertEquals(503, get("/ready").statusCode());
    assertEquals("not ready: catching up: orders-1\n", get("/ready").body());
    assertEquals(200, get("/alive").statusCode());
    assertEquals(404, get("/metrics").statusCode());
  }

  @Test
  void whoStopsThePodIsAnsweredWhenNobodyElseIsCatchingUp() throws Exception {
    member.answer = new Assessment.Builder().add(Cause.THIN, "orders-1").build();
    CompletableFuture<HttpResponse<String>> stop =
        HttpClient.newHttpClient().sendAsync(request("/stop"), BodyHandlers.ofString());
    await()
        .until(
            () -> {
              turns(1);
              return log.toString(StandardCharsets.UTF_8).contains("told to stop, and goes on");
            });
    // Probes go on meanwhile.
    assertEquals(200, get("/alive").statusCode());
    assertFalse(stop.isDone());

    member.answer = GOOD;
    turns(1);

    assertEquals("may stop\n", stop.get(1, TimeUnit.MINUTES).body());
    assertEquals(200, stop.get().statusCode());
  }

  @Test
  void whatChangesIsLoggedOnce() throws Exception {
    turns(10);

    assertEquals(200, get("/ready").statusCode());
    String[] lines = log.toString(StandardCharsets.UTF_8).split("\n");
    assertEquals(2, lines.length, log.toString(StandardCharsets.UTF_8));
    assertTrue(lines[0].endsWith(" not ready: about to be"), lines[0]);
    assertTrue(lines[1].endsWith(" ready"), lines[1]);
  }

  @Test
  void aProcessThatIsNotThereTakesReadinessAtOnceAndNoLife() throws Exception {
    turns(2);
    member.failure = new ConnectException("Connection refused");
    turns(1);

    assertEquals(503, get("/ready").statusCode());
    assertEquals(200, get("/alive").statusCode());
    assertEquals(1, member.forgotten);
  }

  @Test
  void aSlowOrUnintelligibleAnswerIsOnlyADoubt() throws Exception {
    turns(2);
    member.failure = new SocketTimeoutException("Read timed out");
    turns(1);
    assertEquals(200, get("/ready").statusCode());
    assertEquals("ready, although cannot know: no answer in time\n", get("/ready").body());

    member.failure = null;
    member.surprise = new IllegalStateException("what is this");
    turns(1);
    assertEquals(200, get("/ready").statusCode());
    assertEquals(2, member.forgotten);
  }
}
