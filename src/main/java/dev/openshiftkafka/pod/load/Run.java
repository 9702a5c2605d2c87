package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.pod.load.Progress.Stall;
import dev.openshiftkafka.pod.load.Report.Environment;
import dev.openshiftkafka.pod.load.Report.Latency;
import dev.openshiftkafka.pod.load.Report.Verification;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/** One run of a workload against topics that are there, in this program alone. */
final class Run {
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** How long readers may find nothing, though there is more, before the run gives up. */
  private static final long STALL_NANOS = 60 * SECOND_NANOS;

  private final Workload workload;
  private final String id;
  private final String bootstrap;
  private final RunTopics topics;
  private final Hardware hardware;
  private final PrintWriter out;
  private final RunCounters tally = new RunCounters();

  /**
   * A run.
   *
   * @param hardware what the brokers run on; null when that is not known
   */
  Run(
      Workload workload,
      String id,
      String bootstrap,
      RunTopics topics,
      Hardware hardware,
      PrintWriter out) {
    this.workload = workload;
    this.hardware = hardware;
    this.id = id;
    this.bootstrap = bootstrap;
    this.topics = topics;
    this.out = out;
  }

  /**
   * Runs it to its end.
   *
   * @param start when the first record is due; now, when that is past
   * @throws ExecutionException when a producer or a consumer ended with an error
   */
  Report execute(Admin admin, Instant start) throws ExecutionException, InterruptedException {
    fill();
    long filled = topics.arrived();
    Instant started = start.isAfter(Instant.now()) ? start : Instant.now();
    long left = Duration.between(Instant.now(), started).toNanos();
    var schedule = new Schedule(workload, System.nanoTime() + left);
    var progress = new Progress(tally, schedule, out);
    long cpu = Cpu.nanos();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      watch(schedule, progress, threads, filled);
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(30, TimeUnit.SECONDS);
    }
    return report(admin, progress, started, Cpu.nanos() - cpu, filled);
  }

  private void watch(Schedule schedule, Progress progress, ExecutorService threads, long filled)
      throws ExecutionException, InterruptedException {
    List<Future<Void>> producing = startProducers(schedule, threads);
    List<Future<Void>> consuming = startConsumers(threads, moreToRead(producing, filled));
    var all = new ArrayList<>(producing);
    all.addAll(consuming);
    for (int second = 1; ; second++) {
      boolean ended = endedBy(schedule.start() + second * SECOND_NANOS, all);
      progress.tick(second);
      if (ended) {
        return;
      }
    }
  }

  /** Waits until a time, or until all threads have ended: then at once, for an exact end. */
  private static boolean endedBy(long time, List<Future<Void>> threads)
      throws ExecutionException, InterruptedException {
    for (Future<Void> thread : threads) {
      try {
        thread.get(Math.max(0, time - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return false;
      }
    }
    return true;
  }

  private List<Future<Void>> startProducers(Schedule schedule, ExecutorService threads) {
    var started = new ArrayList<Future<Void>>();
    String[] names = topics.names().toArray(String[]::new);
    for (int number = 0; number < workload.produce().producers(); number++) {
      started.add(
          threads.submit(new ProducerTask(workload, names, number, bootstrap, schedule, tally)));
    }
    return started;
  }

  private List<Future<Void>> startConsumers(ExecutorService threads, BooleanSupplier more) {
    var started = new ArrayList<Future<Void>>();
    for (int number = 0; number < workload.consume().consumers(); number++) {
      started.add(
          threads.submit(
              new ConsumerTask(
                  workload.consume(),
                  topics.names(),
                  RunTopics.PREFIX + id,
                  bootstrap,
                  tally,
                  more)));
    }
    return started;
  }

  /** Readers go on while producers do, and then until they have read what arrived. */
  private BooleanSupplier moreToRead(List<Future<Void>> producing, long filled) {
    var stall = new Stall(STALL_NANOS);
    return () ->
        !producing.stream().allMatch(Future::isDone)
            || tally.counts().consumed() < filled + tally.counts().delivered()
                && !stall.lasts(tally.counts().consumed());
  }

  /** Writes what readers are to find. */
  private void fill() throws ExecutionException, InterruptedException {
    if (workload.consume().fillRecords() == 0) {
      return;
    }
    var filling = workload.filling();
    var written = new RunCounters();
    var schedule = new Schedule(filling, System.nanoTime());
    String[] names = topics.names().toArray(String[]::new);
    new ProducerTask(filling, names, 0, bootstrap, schedule, written).call();
    if (written.counts().failed() > 0) {
      throw new IllegalStateException(
          "consume.fillRecords: %d of %d could not be written: %s"
              .formatted(written.counts().failed(), filling.records(), written.firstFailure()));
    }
    out.println(written.counts().delivered() + " records written for the consumers");
  }

  private Report report(Admin admin, Progress progress, Instant started, long cpuNanos, long filled)
      throws ExecutionException, InterruptedException {
    var total = tally.counts();
    var counted = progress.counted();
    boolean writes = workload.produce().producers() > 0;
    double rate =
        (writes ? counted.delivered() : counted.consumed())
            / Math.max(1e-9, progress.countedSeconds());
    var environment = Environment.of(admin);
    return new Report(
        Report.SCHEMA,
        id,
        started.toString(),
        workload,
        environment,
        progress.countedSeconds(),
        counted.produced(),
        counted.delivered(),
        counted.failed(),
        counted.consumed(),
        rate,
        rate * workload.produce().messageBytes() / 1e6,
        Latency.of(progress.acknowledged()),
        workload.consume().endToEnd() ? Latency.of(progress.endToEnd()) : null,
        verification(total, filled),
        tally.firstFailure(),
        cpuNanos / 1e9,
        Comparisons.of(workload, rate, environment.brokers(), hardware),
        progress.seconds());
  }

  /** Of a run that only reads, what was written before counts as delivered. */
  private Verification verification(RunCounters.Counts total, long filled)
      throws ExecutionException, InterruptedException {
    boolean writes = workload.produce().producers() > 0;
    long delivered = writes ? total.delivered() + filled : filled;
    return Verification.of(
        delivered,
        total.failed(),
        topics.arrived(delivered),
        workload.consume().consumers() > 0 ? total.consumed() : null);
  }
}
