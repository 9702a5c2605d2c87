package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.ReadinessDebouncer.Status;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Asks a member again and again, and says in the log what changes. */
final class ReadinessMonitor implements Runnable {
  private static final Duration WHILE_WAITING = Duration.ofSeconds(1);
  private static final Duration WHILE_READY = Duration.ofSeconds(5);

  /** A question may take two timeouts; then nothing moves any more. */
  private static final Duration STUCK = Duration.ofMinutes(1);

  /** While it waits, the numbers change with each question. */
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final KafkaNode member;
  private final ReadinessDebouncer gate;
  private final Log log;
  private final PreStopGate leave;
  private volatile Duration turned = now();
  private boolean wasReady;
  private String said = "";
  private Duration saidAt = Duration.ZERO;

  /**
   * A member that has not been asked yet.
   *
   * @param patience how long somebody who is gone is waited for
   * @param stopLimit how long its stop is held up at most
   */
  ReadinessMonitor(KafkaNode member, Duration patience, Duration stopLimit, PrintStream out) {
    this.member = member;
    this.gate = new ReadinessDebouncer(patience, now());
    this.log = new Log(out);
    this.leave = new PreStopGate(stopLimit, log);
  }

  Status status() {
    return gate.status(now());
  }

  /** Whether questions are still asked, whatever the answers. */
  boolean alive() {
    return now().minus(turned).compareTo(STUCK) < 0;
  }

  /** Waits until it may stop, and returns what was waited for in vain. */
  String awaitStop() throws InterruptedException {
    return leave.await();
  }

  @Override
  public void run() {
    try {
      while (true) {
        turned = now();
        turn();
        leave.rest(status().ready() ? WHILE_READY : WHILE_WAITING, WHILE_WAITING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One question. */
  void turn() {
    try {
      observe(member.ask());
    } catch (SocketTimeoutException e) {
      member.forget();
      observe(Assessment.unknown("no answer in time"));
    } catch (IOException e) {
      member.forget();
      String why = "its server does not answer (" + e + ")";
      gate.lost(why, now());
      leave.observe(Assessment.unknown(why));
    } catch (RuntimeException e) {
      // An answer that this program does not understand: it says so, and does not claim to know.
      member.forget();
      observe(Assessment.unknown(e.toString()));
    }
    report(status());
  }

  private void observe(Assessment assessment) {
    gate.observe(assessment, now());
    leave.observe(assessment);
  }

  private void report(Status status) {
    String text = status.toString();
    boolean turnedOver = status.ready() != wasReady;
    if (turnedOver
        || (!text.equals(said) && now().minus(saidAt).compareTo(BETWEEN_LINES) >= 0)
        || said.isEmpty()) {
      log.say(text);
      said = text;
      saidAt = now();
      wasReady = status.ready();
    }
  }

  /** Unlike a clock, this never jumps. */
  private static Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }

  /** Lines with their time. */
  record Log(PrintStream out) {
    void say(String what) {
      out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + what);
    }
  }
}
