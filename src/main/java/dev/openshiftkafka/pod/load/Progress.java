package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.pod.load.Report.Second;
import dev.openshiftkafka.pod.load.RunCounters.Counts;
import dev.openshiftkafka.pod.load.RunCounters.Snapshot;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Samples a run once a second and prints a line of figures, as rdkafka_performance does. */
final class Progress {
  private final RunCounters counters;
  private final Schedule schedule;
  private final int messageBytes;
  private final PrintWriter out;
  private final List<Second> seconds = new ArrayList<>();
  private final Histogram endToEnd = new Histogram(3);
  private Snapshot last;
  private Snapshot base;
  private long countedFrom;

  Progress(RunCounters counters, Schedule schedule, PrintWriter out) {
    this.counters = counters;
    this.schedule = schedule;
    this.messageBytes = schedule.workload().produce().messageBytes();
    this.out = out;
    this.countedFrom = schedule.start();
    this.last = counters.snapshot();
    this.base = last;
  }

  /**
   * Records what happened since the last call as one second.
   *
   * @param number number of the second, from 1
   */
  void tick(int number) {
    long now = System.nanoTime();
    Snapshot total = counters.snapshot();
    Histogram read = counters.endToEndSinceLastCall();
    var second =
        Second.of(
            (now - schedule.start()) / 1e9,
            total.counts().minus(last.counts()),
            total.counts(),
            between(last, total));
    if (number > schedule.workload().warmupSeconds()) {
      endToEnd.add(read);
      seconds.add(second);
    } else {
      base = total;
      countedFrom = now;
    }
    last = total;
    out.println(line(second, total.counts()));
  }

  private static Histogram between(Snapshot before, Snapshot after) {
    Histogram times = after.acknowledged().copy();
    times.subtract(before.acknowledged());
    return times;
  }

  private String line(Second second, Counts total) {
    Counts counted = total.minus(base.counts());
    boolean warmup = seconds.isEmpty();
    double rate = warmup ? 0 : counted.delivered() / countedSeconds();
    return String.format(
        Locale.ROOT,
        "%s%d records produced, %d delivered, %d failed%s in %.0f ms: %.0f records/s and %.2f MB/s, %d in queue, p99 %.1f ms",
        warmup ? "warm-up: " : "",
        total.produced(),
        total.delivered(),
        total.failed(),
        total.consumed() == 0 ? "" : ", " + total.consumed() + " consumed",
        second.second() * 1000,
        rate,
        rate * messageBytes / 1e6,
        total.inQueue(),
        second.p99Ms());
  }

  List<Second> seconds() {
    return List.copyOf(seconds);
  }

  /** Returns the counts since the warm-up. */
  Counts counted() {
    return last.counts().minus(base.counts());
  }

  /** Returns the seconds from the end of the warm-up to the last tick. */
  double countedSeconds() {
    return seconds.isEmpty()
        ? 0
        : seconds.get(seconds.size() - 1).second() - (countedFrom - schedule.start()) / 1e9;
  }

  /** Returns the acknowledgement latencies since the warm-up, in microseconds. */
  Histogram acknowledged() {
    return between(base, last);
  }

  Histogram endToEnd() {
    return endToEnd;
  }

  /** Detects that a count has not changed for longer than a timeout. */
  static final class StallDetector {
    private final long timeoutNanos;
    private long last = -1;
    private long since = System.nanoTime();

    StallDetector(long timeoutNanos) {
      this.timeoutNanos = timeoutNanos;
    }

    /** Whether the count has been the same for longer than the timeout. */
    synchronized boolean isStalled(long count) {
      if (count != last) {
        last = count;
        since = System.nanoTime();
      }
      return System.nanoTime() - since > timeoutNanos;
    }
  }
}
