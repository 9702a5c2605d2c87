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
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.EnumSource;

/** When a broker that is told to stop may do so. */
class PreStopGateTest {
  private static final Assessment GOOD = new Assessment.Builder().build();
  private static final Assessment THIN =
      new Assessment.Builder().add(Cause.THIN, "orders-1 is not in sync on brokers [2]").build();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(out, true, StandardCharsets.UTF_8));
  private final PreStopGate leave = new PreStopGate(Duration.ofMinutes(10), log);

  private static CompletableFuture<String> told(PreStopGate leave) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return leave.await();
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  /** Answers until somebody has heard one, since it is not known when he began to wait. */
  private static String answer(PreStopGate leave, Assessment assessment, CompletableFuture<String> told) {
    await()
        .until(
            () -> {
              leave.observe(assessment);
              return told.isDone();
            });
    return told.join();
  }

  private String lines() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What is wrong with the broker itself is no reason to keep it, nor that it knows nothing. */
  @ParameterizedTest
  @EnumSource(value = Cause.class, mode = Mode.EXCLUDE, names = "THIN")
  void itMayStopUnlessAnotherIsCatchingUp(Cause cause) {
    Assessment other = new Assessment.Builder().add(cause, "orders-1").build();

    assertEquals("", answer(leave, GOOD, told(leave)));
    assertEquals("", answer(leave, other, told(leave)));
    assertEquals("", lines());
  }

  @Test
  void anAnswerFromBeforeDoesNotCount() throws Exception {
    leave.observe(GOOD);
    CompletableFuture<String> told = told(leave);

    await()
        .until(
            () -> {
              leave.observe(THIN);
              return lines().contains("told to stop");
            });
    assertFalse(told.isDone());
    leave.observe(GOOD);
    assertEquals("", told.get(1, TimeUnit.MINUTES));
    String[] said = lines().split("\n");
    assertEquals(2, said.length, lines());
    assertTrue(
        said[0].endsWith(
            " told to stop, and goes on: no broker may stop: orders-1 is not in sync on brokers"
                + " [2]"),
        lines());
    assertTrue(said[1].endsWith(" may stop now"), lines());
  }

  /** Both containers of a pod are told to stop. */
  @Test
  void allWhoWaitAreAnswered() throws Exception {
    CompletableFuture<String> one = told(leave);
    CompletableFuture<String> other = told(leave);

    answer(leave, GOOD, one);
    assertEquals("", answer(leave, GOOD, other));
  }

  @Test
  void itStopsAfterAWhileAndSaysWhatItWaitedFor() throws Exception {
    PreStopGate impatient = new PreStopGate(Duration.ofMillis(200), log);

    String vain = answer(impatient, THIN, told(impatient));

    assertEquals("no broker may stop: orders-1 is not in sync on brokers [2]", vain);
  }

  /** A program that asks no more, or a member that never answers, keeps nobody for ever. */
  @Test
  void itStopsAfterAWhileWithoutAnAnswer() throws Exception {
    assertEquals("", told(new PreStopGate(Duration.ofMillis(200), log)).get(1, TimeUnit.MINUTES));
  }

  @Test
  void theNextQuestionIsAskedSoonWhenSomebodyWaits() throws Exception {
    CompletableFuture<String> told = told(leave);

    // Were it not woken, or did it rest as usual, this would take an hour.
    CompletableFuture<Void> rest =
        CompletableFuture.runAsync(
            () -> {
              try {
                leave.rest(Duration.ofHours(1), Duration.ofMillis(1));
              } catch (InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    rest.get(1, TimeUnit.MINUTES);
    answer(leave, GOOD, told);
  }
}
