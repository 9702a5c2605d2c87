package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import dev.openshiftkafka.pod.readiness.ReadinessMonitor.Log;
import java.time.Duration;

/**
 * Holds up the stop of a broker while another catches up, because with one more broker less
 * partitions would take no records.
 *
 * <p>A StatefulSet does not look at the pods to which its roll has yet to come: if one of these is
 * catching up when the roll begins, it stops the first all the same. Budgets only keep others from
 * evicting. So the broker that is stopped looks for itself. It does not wait for brokers that are
 * gone, which may never return, and which are those that stop as well when all are removed; nor
 * when it does not know, because one that is broken must be stopped.
 */
final class PreStopGate {
  private final Duration limit;
  private final Log log;
  private Assessment last = Assessment.unknown("it has not been asked yet");
  private long assessments;
  private int waiting;

  /**
   * Nobody has been told to stop.
   *
   * @param limit how long a stop is held up at most
   */
  PreStopGate(Duration limit, Log log) {
    this.limit = limit;
    this.log = log;
  }

  /** How the member stands now. */
  synchronized void observe(Assessment assessment) {
    last = assessment;
    assessments++;
    notifyAll();
  }

  /** Rests before the next question, which is wanted soon when somebody waits. */
  synchronized void rest(Duration usual, Duration whileWaiting) throws InterruptedException {
    wait((waiting > 0 ? whileWaiting : usual).toMillis());
  }

  /**
   * Waits until the broker may stop, as of an answer that is new.
   *
   * @return what was waited for in vain; empty if it may stop
   */
  synchronized String await() throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    long asked = assessments;
    // A pod has two containers that are stopped.
    boolean first = waiting++ == 0;
    notifyAll();
    try {
      boolean told = false;
      while (System.nanoTime() < until && (assessments == asked || mayNot())) {
        if (first && !told && assessments != asked) {
          log.say("told to stop, and goes on: " + last);
          told = true;
        }
        wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
      }
      if (told) {
        log.say(mayNot() ? "stops although " + last : "may stop now");
      }
      return mayNot() ? last.toString() : "";
    } finally {
      waiting--;
    }
  }

  private boolean mayNot() {
    return last.causes().contains(Cause.THIN);
  }
}
