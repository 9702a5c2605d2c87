package dev.openshiftkafka.pod.readiness;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import dev.openshiftkafka.pod.readiness.ReadinessMonitor.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** When the preStop hook lets a broker stop. */
class PreStopGateTest {
  private static final Assessment GOOD = new Assessment.Builder().build();
  private static final Assessment AT_MIN_ISR =
      new Assessment.Builder()
          .add(Cause.AT_MIN_ISR, "orders-1 (out of sync on brokers [2])")
          .build();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(out, true, StandardCharsets.UTF_8));
  private final PreStopGate gate = new PreStopGate(Duration.ofMinutes(10), log);

  private static CompletableFuture<String> awaiting(PreStopGate gate) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return gate.await();
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  /** Repeats an assessment until the waiting thread has returned. */
  private static String observe(
      PreStopGate gate, Assessment assessment, CompletableFuture<String> result) {
    await()
        .until(
            () -> {
              gate.observe(assessment);
              return result.isDone();
            });
    return result.join();
  }

  private String lines() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Neither a fault of the broker itself nor an unknown state delays its shutdown. */
  @ParameterizedTest
  @EnumSource(value = Cause.class, mode = Mode.EXCLUDE, names = "AT_MIN_ISR")
  void await_otherCauses_mayStop(Cause cause) {
    Assessment other = new Assessment.Builder().add(cause, "orders-1").build();

    assertEquals("", observe(gate, GOOD, awaiting(gate)));
    assertEquals("", observe(gate, other, awaiting(gate)));
    assertEquals("", lines());
  }

  @Test
  void await_olderAssessment_doesNotCount() throws Exception {
    gate.observe(GOOD);
    CompletableFuture<String> result = awaiting(gate);

    await()
        .until(
            () -> {
              gate.observe(AT_MIN_ISR);
              return lines().contains("shutdown delayed");
            });
    assertFalse(result.isDone());
    gate.observe(GOOD);
    assertEquals("", result.get(1, TimeUnit.MINUTES));
    String[] logged = lines().split("\n");
    assertEquals(2, logged.length, lines());
    assertTrue(
        logged[0].endsWith(
            " preStop: shutdown delayed: partition at min ISR: orders-1 (out of sync on brokers"
                + " [2])"),
        lines());
    assertTrue(logged[1].endsWith(" preStop: shutdown may proceed"), lines());
  }

  /** Two containers of a pod have the preStop hook. */
  @Test
  void await_twoHooks_bothReturn() throws Exception {
    CompletableFuture<String> one = awaiting(gate);
    CompletableFuture<String> other = awaiting(gate);

    observe(gate, GOOD, one);
    assertEquals("", observe(gate, GOOD, other));
  }

  @Test
  void await_timeout_returnsReason() throws Exception {
    PreStopGate shortGate = new PreStopGate(Duration.ofMillis(200), log);

    String blockedBy = observe(shortGate, AT_MIN_ISR, awaiting(shortGate));

    assertEquals("partition at min ISR: orders-1 (out of sync on brokers [2])", blockedBy);
  }

  /** A monitor that hangs, or a node that never answers, does not block the shutdown for ever. */
  @Test
  void await_noAssessment_returnsAtTimeout() throws Exception {
    assertEquals(
        "", awaiting(new PreStopGate(Duration.ofMillis(200), log)).get(1, TimeUnit.MINUTES));
  }

  @Test
  void sleep_hookWaiting_isShort() throws Exception {
    CompletableFuture<String> result = awaiting(gate);

    // Without a wake-up, or with the usual interval, this would take an hour.
    CompletableFuture<Void> sleep =
        CompletableFuture.runAsync(
            () -> {
              try {
                gate.sleep(Duration.ofHours(1), Duration.ofMillis(1));
              } catch (InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    sleep.get(1, TimeUnit.MINUTES);
    observe(gate, GOOD, result);
  }
}
