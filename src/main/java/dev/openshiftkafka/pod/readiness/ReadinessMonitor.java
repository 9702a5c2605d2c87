package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.ReadinessDebouncer.Status;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Checks a Kafka node periodically and logs changes of its readiness. */
final class ReadinessMonitor implements Runnable {
  private static final Duration INTERVAL_UNREADY = Duration.ofSeconds(1);
  private static final Duration INTERVAL_READY = Duration.ofSeconds(5);

  /** A check takes at most two socket timeouts; longer than this, the loop hangs. */
  private static final Duration STUCK = Duration.ofMinutes(1);

  /** While replicas catch up, the partitions in the text change with each check. */
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

  private final KafkaNode node;
  private final ReadinessDebouncer debouncer;
  private final Log log;
  private final PreStopGate preStopGate;
  private volatile Duration lastCheck = now();
  private boolean wasReady;
  private String logged = "";
  private Duration loggedAt = Duration.ZERO;

  /**
   * Creates a monitor; {@link #run} starts it.
   *
   * @param offlineTimeout how long an offline broker delays readiness
   * @param preStopTimeout the longest delay of a shutdown
   */
  ReadinessMonitor(
      KafkaNode node, Duration offlineTimeout, Duration preStopTimeout, PrintStream out) {
    this.node = node;
    this.debouncer = new ReadinessDebouncer(offlineTimeout, now());
    this.log = new Log(out);
    this.preStopGate = new PreStopGate(preStopTimeout, log, ReadinessMonitor::now);
  }

  Status status() {
    return debouncer.status(now());
  }

  /** Whether checks still run, whatever their results. */
  boolean alive() {
    return now().minus(lastCheck).compareTo(STUCK) < 0;
  }

  /**
   * Waits until the node may stop.
   *
   * @return what still blocked the shutdown at the timeout; empty when it may proceed
   */
  String awaitStop() throws InterruptedException {
    return preStopGate.await();
  }

  @Override
  public void run() {
    try {
      while (true) {
        lastCheck = now();
        check();
        preStopGate.sleep(status().ready() ? INTERVAL_READY : INTERVAL_UNREADY, INTERVAL_UNREADY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Checks the node once. */
  void check() {
    try {
      observe(node.assess());
    } catch (SocketTimeoutException e) {
      node.reset();
      observe(Assessment.unknown("the node did not answer in time"));
    } catch (IOException e) {
      node.reset();
      String reason = "no connection to the node (" + e + ")";
      debouncer.lost(reason, now());
      preStopGate.observe(Assessment.unknown(reason));
    } catch (RuntimeException e) {
      // An answer that this program cannot parse: the state is unknown until the next check.
      node.reset();
      observe(Assessment.unknown(e.toString()));
    }
    logChange(status());
  }

  private void observe(Assessment assessment) {
    debouncer.observe(assessment, now());
    preStopGate.observe(assessment);
  }

  private void logChange(Status status) {
    String text = status.toString();
    boolean flipped = status.ready() != wasReady;
    if (flipped
        || (!text.equals(logged) && now().minus(loggedAt).compareTo(LOG_INTERVAL) >= 0)
        || logged.isEmpty()) {
      log.println(text);
      logged = text;
      loggedAt = now();
      wasReady = status.ready();
    }
  }

  /** Monotonic, unlike the wall clock. */
  private static Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }

  /** A log whose lines begin with their time in UTC. */
  record Log(PrintStream out) {
    void println(String line) {
      out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line);
    }
  }
}
