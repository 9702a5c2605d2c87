package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Debounces assessments into a stable readiness state.
 *
 * <p>A node becomes ready after two consecutive assessments without a reason. {@link
 * Cause#BROKER_OFFLINE} alone is tolerated after a timeout: otherwise a broker that is lost for
 * good would keep all others unready after a restart.
 *
 * <p>A node loses readiness only when a cause of its own ({@link Cause#UNKNOWN}, {@link
 * Cause#OUT_OF_SYNC}) lasts: a controller failover takes up to half a minute (a ZooKeeper session),
 * and a replica that falls out of sync may be back before anyone acts. Causes on other brokers do
 * not count. The end of the node's process counts at once, because all that was known ended with
 * it.
 *
 * <p>Times are durations since an arbitrary fixed moment.
 */
final class ReadinessDebouncer {
  private static final int CONFIRMATIONS = 2;
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Duration offlineTimeout;
  private boolean ready;
  private int confirmations;
  private @Nullable Duration offlineSince;
  private @Nullable Duration failingSince;
  private Duration lastAnswer;
  private String reasons = Cause.UNKNOWN + ": no check has completed yet";

  /**
   * Starts as not ready.
   *
   * @param offlineTimeout how long an offline broker delays readiness
   */
  ReadinessDebouncer(Duration offlineTimeout, Duration now) {
    this.offlineTimeout = offlineTimeout;
    this.lastAnswer = now;
  }

  /** Takes an assessment of the node. */
  synchronized void observe(Assessment assessment, Duration now) {
    lastAnswer = now;
    reasons = assessment.toString();
    if (ready) {
      observeReady(assessment, now);
    } else {
      observeUnready(assessment, now);
    }
  }

  /** The node's process has ended, or does not answer yet. */
  synchronized void lost(String reason, Duration now) {
    lastAnswer = now;
    reset();
    reasons = Cause.UNKNOWN + ": " + reason;
  }

  private void observeUnready(Assessment assessment, Duration now) {
    if (!assessment.only(Cause.BROKER_OFFLINE)) {
      confirmations = 0;
      offlineSince = null;
      return;
    }
    if (!assessment.isEmpty()) {
      offlineSince = offlineSince == null ? now : offlineSince;
      if (now.minus(offlineSince).compareTo(offlineTimeout) < 0) {
        confirmations = 0;
        return;
      }
    }
    confirmations++;
    ready = confirmations >= CONFIRMATIONS;
    failingSince = null;
  }

  private void observeReady(Assessment assessment, Duration now) {
    if (assessment.only(Cause.AT_MIN_ISR, Cause.BROKER_OFFLINE)) {
      failingSince = null;
      return;
    }
    failingSince = failingSince == null ? now : failingSince;
    if (now.minus(failingSince).compareTo(GRACE) >= 0) {
      reset();
    }
  }

  private void reset() {
    ready = false;
    confirmations = 0;
    offlineSince = null;
    failingSince = null;
  }

  /** The current state; not ready when the last answer is older than the grace period. */
  synchronized Status status(Duration now) {
    Duration silence = now.minus(lastAnswer);
    if (silence.compareTo(GRACE) >= 0) {
      return new Status(false, Cause.UNKNOWN + ": no answer for " + silence.toSeconds() + " s");
    }
    return new Status(ready, reasons);
  }

  /**
   * The readiness of a node.
   *
   * @param reasons why it is not ready; what is tolerated when it is
   */
  record Status(boolean ready, String reasons) {
    @Override
    public String toString() {
      if (ready) {
        return reasons.isEmpty() ? "ready" : "ready; warning: " + reasons;
      }
      return "not ready: " + (reasons.isEmpty() ? "waiting for a second good check" : reasons);
    }
  }
}
