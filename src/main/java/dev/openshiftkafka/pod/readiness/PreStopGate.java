package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import dev.openshiftkafka.pod.readiness.ReadinessMonitor.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Delays the shutdown of a broker or controller that the cluster cannot spare.
 *
 * <p>A StatefulSet does not look at the pods that its rolling update has not reached yet, and a
 * PodDisruptionBudget limits evictions only. If one of these pods is down or catching up when the
 * roll begins, the first pod is stopped all the same. So the preStop hook of the node that is to
 * stop checks the cluster itself.
 *
 * <p>It waits for the whole timeout for nodes that are catching up, and for nodes that were down
 * already when the stop was requested: their machine or zone is away, and a roll must not stop
 * writes meanwhile. It waits for a minute only for nodes that went down at the time of the request
 * or later: when all pods are removed, they never return, and a crashed process is back within a
 * minute. It does not wait when the state of its own node is unknown, because a broken node must
 * remain stoppable.
 */
final class PreStopGate {
  /** For nodes that went down with the request, and for a quorum without a leader. */
  private static final Duration BRIEF = Duration.ofSeconds(60);

  /**
   * Nodes that are down for this long at the time of the request did not stop for the same reason.
   * When a StatefulSet is deleted, the kubelets run the hooks of its pods within a second or two;
   * checks, at most five seconds apart, see a node go down later than it did.
   */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  /**
   * Time between the permission and the stop, so that hooks that begin at the same moment, as in a
   * destroy, all find the cluster whole.
   */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final Duration timeout;
  private final Log log;
  private final Supplier<Duration> clock;
  private final Map<Integer, Duration> offlineSince = new HashMap<>();
  private @Nullable Duration leaderlessSince;
  private Assessment last = Assessment.unknown("no check has completed yet");
  private long assessments;
  private int waiting;

  /**
   * Creates a gate.
   *
   * @param timeout the longest delay of a shutdown
   * @param clock the time since an arbitrary fixed moment
   */
  PreStopGate(Duration timeout, Log log, Supplier<Duration> clock) {
    this.timeout = timeout;
    this.log = log;
    this.clock = clock;
  }

  /** Takes the newest assessment. */
  synchronized void observe(Assessment assessment) {
    last = assessment;
    assessments++;
    StopRisk risk = assessment.stopRisk();
    Duration now = clock.get();
    if (!assessment.causes().contains(Cause.UNKNOWN)) {
      offlineSince.keySet().retainAll(risk.offline());
      risk.offline().forEach(node -> offlineSince.putIfAbsent(node, now));
    }
    if (risk.isEmpty() || !risk.missing().isEmpty()) {
      leaderlessSince = null;
    } else if (leaderlessSince == null) {
      leaderlessSince = now;
    }
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
   * Waits until the node may stop; only an assessment made after the call counts.
   *
   * @return what still blocked the shutdown at the timeout; empty when it may proceed
   */
  synchronized String await() throws InterruptedException {
    Duration requested = clock.get();
    long before = assessments;
    // Two containers of the pod have a preStop hook; the log has the lines of one.
    boolean first = waiting++ == 0;
    notifyAll();
    try {
      Duration announced = Duration.ZERO;
      Duration deadline = requested.plus(timeout);
      while ((assessments == before || isBlocked()) && isBefore(deadline)) {
        if (assessments != before) {
          deadline = deadline(requested);
          if (first && !deadline.equals(announced)) {
            log.println(delayed(deadline.minus(requested)));
            announced = deadline;
          }
        }
        wait(millisUntil(deadline));
      }
      String blockedBy = isBlocked() ? blockedBy() : "";
      if (first && !announced.isZero()) {
        log.println(
            blockedBy.isEmpty()
                ? "preStop: shutdown may proceed"
                : "preStop: timeout, shutdown proceeds despite: " + blockedBy);
      }
      if (blockedBy.isEmpty() && !isUnknown()) {
        linger();
      }
      return blockedBy;
    } finally {
      waiting--;
    }
  }

  private void linger() throws InterruptedException {
    Duration end = clock.get().plus(LINGER);
    while (isBefore(end)) {
      wait(millisUntil(end));
    }
  }

  /** When a blocked shutdown proceeds at the latest. */
  private Duration deadline(Duration requested) {
    Duration latest = requested.plus(timeout);
    if (last.causes().contains(Cause.AT_MIN_ISR)) {
      return latest;
    }
    Duration deadline = later(requested, leaderlessSince).plus(BRIEF);
    for (int node : last.stopRisk().missing()) {
      Duration since = offlineSince.get(node);
      if (since == null || since.plus(SETTLED).compareTo(requested) <= 0) {
        return latest;
      }
      deadline = later(deadline, since.plus(BRIEF));
    }
    return deadline.compareTo(latest) < 0 ? deadline : latest;
  }

  private static Duration later(Duration one, @Nullable Duration other) {
    return other == null || one.compareTo(other) > 0 ? one : other;
  }

  private String delayed(Duration limit) {
    Set<Integer> offline = new TreeSet<>(last.stopRisk().missing());
    offline.retainAll(last.stopRisk().offline());
    return "preStop: shutdown delayed by up to "
        + limit.toSeconds()
        + " s: "
        + blockedBy()
        + (offline.isEmpty() ? "" : ", offline: " + offline);
  }

  private String blockedBy() {
    return last.stopRisk().isEmpty() ? last.toString() : last.stopRisk().toString();
  }

  private boolean isBlocked() {
    return !last.stopRisk().isEmpty() || last.causes().contains(Cause.AT_MIN_ISR);
  }

  private boolean isUnknown() {
    return last.causes().contains(Cause.UNKNOWN);
  }

  private boolean isBefore(Duration moment) {
    return clock.get().compareTo(moment) < 0;
  }

  /** At least 1, because 0 would wait without a limit. */
  private long millisUntil(Duration moment) {
    return Math.max(1, moment.minus(clock.get()).toMillis());
  }
}
