package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import dev.openshiftkafka.pod.readiness.ReadinessMonitor.Log;
import java.time.Duration;

/**
 * Delays the shutdown of a broker while another live broker is catching up with partitions that
 * would otherwise stop taking writes.
 *
 * <p>A StatefulSet does not look at the pods that its rolling update has not reached yet: if one of
 * them is catching up when the roll begins, the first pod is stopped all the same, and a
 * PodDisruptionBudget limits evictions only. So the preStop hook of the broker that is to stop
 * checks the cluster itself. It does not wait for offline brokers, which may never return, and
 * which are the ones that stop as well when all are removed; nor when the state is unknown, because
 * a broken broker must remain stoppable.
 */
final class PreStopGate {
  private final Duration timeout;
  private final Log log;
  private Assessment last = Assessment.unknown("no check has completed yet");
  private long assessments;
  private int waiting;

  /**
   * Creates a gate.
   *
   * @param timeout the longest delay of a shutdown
   */
  PreStopGate(Duration timeout, Log log) {
    this.timeout = timeout;
    this.log = log;
  }

  /** Takes the newest assessment. */
  synchronized void observe(Assessment assessment) {
    last = assessment;
    assessments++;
    notifyAll();
  }

  /**
   * Sleeps before the next check, for a shorter time while a preStop hook waits, and no longer when
   * one begins to wait.
   */
  synchronized void sleep(Duration interval, Duration whileWaiting) throws InterruptedException {
    int before = waiting;
    long deadline = System.nanoTime() + (before > 0 ? whileWaiting : interval).toNanos();
    while (waiting == before && System.nanoTime() < deadline) {
      wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
  }

  /**
   * Waits until the broker may stop; only an assessment made after the call counts.
   *
   * @return what still blocked the shutdown at the timeout; empty when it may proceed
   */
  synchronized String await() throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    long before = assessments;
    // Two containers of the pod have a preStop hook; the log has one line for both.
    boolean first = waiting++ == 0;
    notifyAll();
    try {
      boolean logged = false;
      while (System.nanoTime() < deadline && (assessments == before || isBlocked())) {
        if (first && !logged && assessments != before) {
          log.println("preStop: shutdown delayed: " + last);
          logged = true;
        }
        wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      }
      if (logged) {
        log.println(
            isBlocked()
                ? "preStop: timeout, shutdown proceeds despite " + last
                : "preStop: shutdown may proceed");
      }
      return isBlocked() ? last.toString() : "";
    } finally {
      waiting--;
    }
  }

  private boolean isBlocked() {
    return last.causes().contains(Cause.AT_MIN_ISR);
  }
}
