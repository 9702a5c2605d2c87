package dev.openshiftkafka.pod.readiness;

import static java.lang.System.nanoTime;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** When the preStop hook lets a node stop. */
class PreStopGateTest {
  private static final Assessment GOOD = new Assessment.Builder().build();
  private static final Assessment AT_MIN_ISR =
      new Assessment.Builder()
          .add(Cause.AT_MIN_ISR, "orders-1 (out of sync on brokers [2])")
          .build();
  private static final Assessment BROKER_1_DOWN = risk("loss of orders-0", Set.of(1), Set.of(1));
  private static final Assessment BROKER_1_BEHIND = risk("loss of orders-0", Set.of(1), Set.of());
  private static final Assessment NO_LEADER =
      Assessment.unknown("no leader", StopRisk.noLeader("no leader"));

  private final AtomicLong seconds = new AtomicLong(1000);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(out, true, StandardCharsets.UTF_8));
  private final PreStopGate gate = gate(Duration.ofMinutes(10));

  private static Assessment risk(String loss, Set<Integer> missing, Set<Integer> offline) {
    return new Assessment.Builder().stopRisk(new StopRisk(loss, missing, offline)).build();
  }

  private PreStopGate gate(Duration timeout) {
    return new PreStopGate(timeout, log, () -> Duration.ofSeconds(seconds.get()));
  }

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

  /** Repeats an assessment, a second apart, until the waiting thread has returned. */
  private String observe(
      PreStopGate gate, Assessment assessment, CompletableFuture<String> result) {
    await()
        .until(
            () -> {
              gate.observe(assessment);
              seconds.incrementAndGet();
              return result.isDone();
            });
    return result.join();
  }

  /** Requests a stop and repeats an assessment until the log says that it is delayed. */
  private CompletableFuture<String> delayedBy(Assessment assessment) {
    CompletableFuture<String> result = awaiting(gate);
    observeUntilLogged(assessment, "shutdown delayed by up to ");
    return result;
  }

  private void observeUntilLogged(Assessment assessment, String text) {
    await()
        .until(
            () -> {
              gate.observe(assessment);
              return lines().contains(text);
            });
  }

  /** Whether the shutdown is still delayed after a time with an unchanged assessment. */
  private boolean isDelayedAfter(
      long passed, Assessment assessment, CompletableFuture<String> result) {
    seconds.addAndGet(passed);
    gate.observe(assessment);
    try {
      result.get(300, TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
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
    CompletableFuture<String> result = delayedBy(AT_MIN_ISR);

    assertFalse(result.isDone());
    observe(gate, GOOD, result);
    assertEquals("", result.get(1, TimeUnit.MINUTES));
    String[] logged = lines().split("\n");
    assertEquals(2, logged.length, lines());
    assertTrue(
        logged[0].endsWith(
            " preStop: shutdown delayed by up to 600 s: partition at min ISR: orders-1 (out of"
                + " sync on brokers [2])"),
        lines());
    assertTrue(logged[1].endsWith(" preStop: shutdown may proceed"), lines());
  }

  /** A zone is away, and a roll begins: the broker stops only when the other one is back. */
  @Test
  void await_brokerDownBefore_waitsForWholeTimeout() {
    gate.observe(BROKER_1_DOWN);
    seconds.addAndGet(10);
    CompletableFuture<String> result = delayedBy(BROKER_1_DOWN);

    assertTrue(
        lines().endsWith("delayed by up to 600 s: loss of orders-0, offline: [1]\n"), lines());
    assertTrue(isDelayedAfter(599, BROKER_1_DOWN, result));
    assertFalse(isDelayedAfter(1, BROKER_1_DOWN, result));
    assertEquals("loss of orders-0", result.join());
    assertTrue(
        lines().endsWith(" timeout, shutdown proceeds despite: loss of orders-0\n"), lines());
  }

  /** All pods are removed, or a process has just crashed. */
  @Test
  void await_brokerDownAtRequest_waitsForMinute() {
    gate.observe(BROKER_1_DOWN);
    seconds.addAndGet(9);
    CompletableFuture<String> result = delayedBy(BROKER_1_DOWN);

    assertTrue(
        lines().endsWith("delayed by up to 60 s: loss of orders-0, offline: [1]\n"), lines());
    assertTrue(isDelayedAfter(59, BROKER_1_DOWN, result));
    assertFalse(isDelayedAfter(1, BROKER_1_DOWN, result));
    assertEquals("loss of orders-0", result.join());
  }

  /** A broker that has crashed returns, and is given the time to catch up. */
  @Test
  void await_brokerReturns_waitsUntilInSync() {
    CompletableFuture<String> result = delayedBy(BROKER_1_DOWN);
    assertTrue(isDelayedAfter(50, BROKER_1_DOWN, result));
    observeUntilLogged(BROKER_1_BEHIND, "delayed by up to 600 s: loss of orders-0\n");
    assertTrue(isDelayedAfter(300, BROKER_1_BEHIND, result));

    assertEquals("", observe(gate, GOOD, result));
  }

  /** The minute begins when the broker goes down, not with the request. */
  @Test
  void await_brokerDownAfterRequest_waitsForMinuteSinceThen() {
    CompletableFuture<String> result = delayedBy(BROKER_1_BEHIND);
    seconds.addAndGet(300);
    observeUntilLogged(BROKER_1_DOWN, "delayed by up to 360 s: loss of orders-0, offline: [1]\n");

    assertTrue(isDelayedAfter(59, BROKER_1_DOWN, result));
    assertFalse(isDelayedAfter(1, BROKER_1_DOWN, result));
  }

  /** An unknown state in between does not make the broker look as if it had just gone down. */
  @Test
  void await_unknownBetween_keepsSince() {
    gate.observe(BROKER_1_DOWN);
    seconds.addAndGet(10);
    gate.observe(Assessment.unknown("controller moves"));
    delayedBy(BROKER_1_DOWN);

    assertTrue(lines().contains("delayed by up to 600 s"), lines());
  }

  @Test
  void await_noLeader_waitsForMinuteAtMost() {
    gate.observe(NO_LEADER);
    seconds.addAndGet(1000);
    CompletableFuture<String> result = delayedBy(NO_LEADER);

    assertTrue(isDelayedAfter(59, NO_LEADER, result));
    assertFalse(isDelayedAfter(1, NO_LEADER, result));
    assertEquals("the quorum has no leader: no leader", result.join());
  }

  /** The timeout of the configuration limits all waits. */
  @Test
  void await_shortTimeout_limitsMinute() {
    PreStopGate shortGate = gate(Duration.ofSeconds(20));
    CompletableFuture<String> result = awaiting(shortGate);

    long before = seconds.get();
    assertEquals("loss of orders-0", observe(shortGate, BROKER_1_DOWN, result));
    assertTrue(lines().contains("delayed by up to 20 s"), lines());
    assertTrue(seconds.get() - before >= 20);
  }

  /** Hooks that begin at the same moment, as in a destroy, do not block each other. */
  @Test
  void await_othersStopAtSameMoment_mayStop() throws Exception {
    CompletableFuture<String> result = awaiting(gate);
    await()
        .until(
            () -> {
              gate.observe(GOOD);
              return isDelayedAfter(1, GOOD, result);
            });
    assertTrue(isDelayedAfter(0, BROKER_1_DOWN, result));
    seconds.addAndGet(2);
    gate.observe(BROKER_1_DOWN);

    assertEquals("", result.get(1, TimeUnit.MINUTES));
    assertEquals("", lines());
  }

  /** Two containers of a pod have the preStop hook. */
  @Test
  void await_twoHooks_bothReturn() {
    CompletableFuture<String> one = awaiting(gate);
    CompletableFuture<String> other = awaiting(gate);

    observe(gate, GOOD, one);
    assertEquals("", observe(gate, GOOD, other));
  }

  @Test
  void await_timeout_returnsReason() {
    PreStopGate shortGate = gate(Duration.ofSeconds(5));

    String blockedBy = observe(shortGate, AT_MIN_ISR, awaiting(shortGate));

    assertEquals("partition at min ISR: orders-1 (out of sync on brokers [2])", blockedBy);
  }

  /** A monitor that hangs, or a node that never answers, does not block the shutdown for ever. */
  @Test
  void await_noAssessment_returnsAtTimeout() throws Exception {
    var hung = new PreStopGate(Duration.ofMillis(200), log, () -> Duration.ofNanos(nanoTime()));

    assertEquals("", awaiting(hung).get(1, TimeUnit.MINUTES));
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
