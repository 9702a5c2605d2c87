package dev.openshiftkafka.readiness.agent;

import dev.openshiftkafka.readiness.agent.Gate.Status;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Asks a member again and again, and says in the log what changes. */
final class Watch implements Runnable {
  private static final Duration WHILE_WAITING = Duration.ofSeconds(1);
  private static final Duration WHILE_READY = Duration.ofSeconds(5);

  /** A question may take two timeouts; then nothing moves any more. */
  private static final Duration STUCK = Duration.ofMinutes(1);

  /** While it waits, the numbers change with each question. */
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final Member member;
  private final Gate gate;
  private final PrintStream log;
  private volatile Duration turned = now();
  private boolean wasReady;
  private String said = "";
  private Duration saidAt = Duration.ZERO;

  Watch(Member member, Duration patience, PrintStream log) {
    this.member = member;
    this.gate = new Gate(patience, now());
    this.log = log;
  }

  Status status() {
    return gate.status(now());
  }

  /** Whether questions are still asked, whatever the answers. */
  boolean alive() {
    return now().minus(turned).compareTo(STUCK) < 0;
  }

  @Override
  public void run() {
    try {
      while (true) {
        turned = now();
        turn();
        Thread.sleep((status().ready() ? WHILE_READY : WHILE_WAITING).toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One question. */
  void turn() {
    try {
      gate.observe(member.ask(), now());
    } catch (SocketTimeoutException e) {
      member.forget();
      gate.observe(Assessment.unknown("no answer in time"), now());
    } catch (IOException e) {
      member.forget();
      gate.lost("its server does not answer (" + e + ")", now());
    } catch (RuntimeException e) {
      // An answer that this program does not understand: it says so, and does not claim to know.
      member.forget();
      gate.observe(Assessment.unknown(e.toString()), now());
    }
    report(status());
  }

  private void report(Status status) {
    String text = status.toString();
    boolean turnedOver = status.ready() != wasReady;
    if (turnedOver
        || (!text.equals(said) && now().minus(saidAt).compareTo(BETWEEN_LINES) >= 0)
        || said.isEmpty()) {
      log.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
      said = text;
      saidAt = now();
      wasReady = status.ready();
    }
  }

  /** Unlike a clock, this never jumps. */
  private static Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }
}
