package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import java.time.Duration;

/**
 * Makes readiness of single assessments, so that neither a blip nor a lucky moment decides.
 *
 * <p>To become ready, a member needs two assessments in a row without anything to wait for. What it
 * waits for only because somebody is gone is forgiven after a while: the alternative is that a
 * broker lost for good keeps all others from ever being ready again after a restart.
 *
 * <p>To lose readiness again, something must be wrong with the member itself for so long that it is
 * no blip: a moved controller needs up to half a minute (a ZooKeeper session), and a replica that
 * falls behind may be back in sync before anybody acts. What others lack takes no readiness. Only
 * the end of the member's own process counts at once: what was known ended with it.
 *
 * <p>Times are durations since any fixed moment.
 */
final class ReadinessDebouncer {
  private static final int CONFIRMATIONS = 2;
  private static final Duration BLIP = Duration.ofSeconds(30);

  private final Duration patience;
  private boolean ready;
  private int good;
  private Duration absentSince;
  private Duration wrongSince;
  private Duration heard;
  private String waits = "cannot know: it has not been asked yet";

  /**
   * A gate that is closed.
   *
   * @param patience how long somebody who is gone is waited for
   */
  ReadinessDebouncer(Duration patience, Duration now) {
    this.patience = patience;
    this.heard = now;
  }

  /** An answer of the member. */
  synchronized void observe(Assessment assessment, Duration now) {
    heard = now;
    waits = assessment.toString();
    if (ready) {
      keep(assessment, now);
    } else {
      open(assessment, now);
    }
  }

  /** The member's process has gone, or has not begun to answer. */
  synchronized void lost(String why, Duration now) {
    heard = now;
    close();
    waits = Cause.UNKNOWN + ": " + why;
  }

  private void open(Assessment assessment, Duration now) {
    if (!assessment.only(Cause.ABSENT)) {
      good = 0;
      absentSince = null;
      return;
    }
    if (!assessment.isEmpty()) {
      absentSince = absentSince == null ? now : absentSince;
      if (now.minus(absentSince).compareTo(patience) < 0) {
        good = 0;
        return;
      }
    }
    good++;
    ready = good >= CONFIRMATIONS;
    wrongSince = null;
  }

  private void keep(Assessment assessment, Duration now) {
    if (assessment.only(Cause.THIN, Cause.ABSENT)) {
      wrongSince = null;
      return;
    }
    wrongSince = wrongSince == null ? now : wrongSince;
    if (now.minus(wrongSince).compareTo(BLIP) >= 0) {
      close();
    }
  }

  private void close() {
    ready = false;
    good = 0;
    absentSince = null;
    wrongSince = null;
  }

  /** How it stands; an old answer is none. */
  synchronized Status status(Duration now) {
    Duration silence = now.minus(heard);
    if (silence.compareTo(BLIP) >= 0) {
      return new Status(false, Cause.UNKNOWN + ": no answer for " + silence.toSeconds() + " s");
    }
    return new Status(ready, waits);
  }

  /**
   * Whether a member is ready.
   *
   * @param waits what it waits for; when it is ready, what is nevertheless wrong
   */
  record Status(boolean ready, String waits) {
    @Override
    public String toString() {
      if (ready) {
        return waits.isEmpty() ? "ready" : "ready, although " + waits;
      }
      return waits.isEmpty() ? "not ready: about to be" : "not ready: " + waits;
    }
  }
}
