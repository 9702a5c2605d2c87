package dev.openshiftkafka.pod.load;

import com.sun.management.OperatingSystemMXBean;
import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.pod.load.Progress.StallDetector;
import dev.openshiftkafka.pod.load.Report.Environment;
import dev.openshiftkafka.pod.load.Report.Latency;
import dev.openshiftkafka.pod.load.Report.Verification;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** A run of a workload in this pod, against existing topics. */
final class Run {
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** How long consumers may receive nothing, though records are left, before the run ends. */
  private static final long CONSUMER_TIMEOUT_NANOS = 60 * SECOND_NANOS;

  private final Workload workload;
  private final String id;
  private final Map<String, String> connection;
  private final RunTopics topics;
  private final @Nullable Hardware hardware;
  private final PrintWriter out;
  private final RunCounters counters = new RunCounters();

  /**
   * Creates a run.
   *
   * @param hardware the brokers' hardware; null when unknown
   */
  Run(
      Workload workload,
      String id,
      Map<String, String> connection,
      RunTopics topics,
      @Nullable Hardware hardware,
      PrintWriter out) {
    this.workload = workload;
    this.hardware = hardware;
    this.id = id;
    this.connection = connection;
    this.topics = topics;
    this.out = out;
  }

  /**
   * Runs the workload to its end.
   *
   * @param start when the first record is due; now when that is past
   * @throws ExecutionException when a producer or a consumer failed
   */
  Report execute(Admin admin, Instant start) throws ExecutionException, InterruptedException {
    preload();
    long preloaded = topics.arrived();
    Instant started = start.isAfter(Instant.now()) ? start : Instant.now();
    long delay = Duration.between(Instant.now(), started).toNanos();
    var schedule = new Schedule(workload, System.nanoTime() + delay);
    var progress = new Progress(counters, schedule, out);
    long cpu = cpuNanos();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      runThreads(schedule, progress, threads, preloaded);
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(30, TimeUnit.SECONDS);
    }
    return report(admin, progress, started, cpuNanos() - cpu, preloaded);
  }

  private void runThreads(
      Schedule schedule, Progress progress, ExecutorService threads, long preloaded)
      throws ExecutionException, InterruptedException {
    List<Future<Void>> producing = startProducers(schedule, threads);
    List<Future<Void>> consuming = startConsumers(threads, moreToConsume(producing, preloaded));
    var all = new ArrayList<>(producing);
    all.addAll(consuming);
    for (int second = 1; ; second++) {
      boolean ended = awaitEnd(schedule.start() + second * SECOND_NANOS, all);
      progress.tick(second);
      if (ended) {
        return;
      }
    }
  }

  /** Waits until a time or, for an exact end, until all threads have ended, whichever is first. */
  private static boolean awaitEnd(long time, List<Future<Void>> threads)
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
          threads.submit(
              new ProducerTask(workload, names, number, connection, schedule, counters)));
    }
    return started;
  }

  private List<Future<Void>> startConsumers(ExecutorService threads, BooleanSupplier hasMore) {
    var started = new ArrayList<Future<Void>>();
    for (int number = 0; number < workload.consume().consumers(); number++) {
      started.add(
          threads.submit(
              new ConsumerTask(
                  workload.consume(),
                  topics.names(),
                  RunTopics.PREFIX + id,
                  connection,
                  counters,
                  hasMore)));
    }
    return started;
  }

  /** Consumers poll while producers run, and then until they have consumed all records. */
  private BooleanSupplier moreToConsume(List<Future<Void>> producing, long preloaded) {
    var stall = new StallDetector(CONSUMER_TIMEOUT_NANOS);
    return () ->
        !producing.stream().allMatch(Future::isDone)
            || (counters.counts().consumed() < preloaded + counters.counts().delivered()
                && !stall.isStalled(counters.counts().consumed()));
  }

  /** Produces the records that a run without producers consumes. */
  private void preload() throws ExecutionException, InterruptedException {
    if (workload.consume().fillRecords() == 0) {
      return;
    }
    var preload = workload.preload();
    var written = new RunCounters();
    var schedule = new Schedule(preload, System.nanoTime());
    String[] names = topics.names().toArray(String[]::new);
    new ProducerTask(preload, names, 0, connection, schedule, written).call();
    if (written.counts().failed() > 0) {
      throw new IllegalStateException(
          "consume.fillRecords: %d of %d records failed (%s); check the brokers"
              .formatted(written.counts().failed(), preload.records(), written.firstFailure()));
    }
    out.println(written.counts().delivered() + " records preloaded for the consumers");
  }

  private Report report(
      Admin admin, Progress progress, Instant started, long cpuNanos, long preloaded)
      throws ExecutionException, InterruptedException {
    var total = counters.counts();
    var counted = progress.counted();
    boolean produces = workload.produce().producers() > 0;
    double rate =
        (produces ? counted.delivered() : counted.consumed())
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
        verification(total, preloaded),
        counters.firstFailure(),
        cpuNanos / 1e9,
        Comparisons.of(workload, rate, environment.brokers(), hardware),
        progress.seconds());
  }

  /** In a run that only consumes, preloaded records count as delivered. */
  private Verification verification(RunCounters.Counts total, long preloaded)
      throws ExecutionException, InterruptedException {
    boolean produces = workload.produce().producers() > 0;
    long delivered = produces ? total.delivered() + preloaded : preloaded;
    return Verification.of(
        delivered,
        total.failed(),
        topics.arrived(delivered),
        workload.consume().consumers() > 0 ? total.consumed() : null);
  }

  /** Returns the processor time of this JVM. */
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
