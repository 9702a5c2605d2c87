package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.pod.load.Report.Latency;
import dev.openshiftkafka.pod.load.Report.Second;
import dev.openshiftkafka.pod.load.Report.Verification;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Runs a workload in several pods that start at the same time; pod 0 merges their reports. */
final class DistributedRun {
  /** Other pods may have to pull the image first. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

  /** How much longer the slowest pod may run than pod 0. */
  private static final Duration END_TIMEOUT = Duration.ofMinutes(2);

  /** Time from the announcement of the start to the start, for all pods to receive it. */
  private static final Duration START_DELAY = Duration.ofSeconds(2);

  private final Workload workload;
  private final String run;
  private final Map<String, String> connection;
  private final int pods;
  private final int index;
  private final @Nullable Hardware hardware;
  private final List<Report> reports = new ArrayList<>();

  DistributedRun(
      Workload workload,
      String run,
      Map<String, String> connection,
      int pods,
      int index,
      @Nullable Hardware hardware) {
    this.hardware = hardware;
    this.workload = workload;
    this.run = run;
    this.connection = connection;
    this.pods = pods;
    this.index = index;
  }

  /** Runs the workload and returns, in pod 0, the merged report; in other pods, their own. */
  Report execute(Admin admin, PrintWriter out)
      throws ExecutionException, InterruptedException, JsonProcessingException {
    try (var barrier = new WorkerBarrier(admin, connection, run, index)) {
      return index == 0 ? runLeader(admin, barrier, out) : runFollower(admin, barrier, out);
    }
  }

  private Report runLeader(Admin admin, WorkerBarrier barrier, PrintWriter out)
      throws ExecutionException, InterruptedException, JsonProcessingException {
    try (var topics = new RunTopics(admin, workload.topics(), run, false)) {
      out.println("waiting for " + (pods - 1) + " more load generator pods");
      barrier.await("ready", 1, pods, START_TIMEOUT);
      var start = Instant.now().plus(START_DELAY);
      barrier.send("start", start.toString());
      Report own = new Run(workload, run, connection, topics, hardware, out).execute(admin, start);
      reports.add(own);
      for (String json : barrier.await("report", 1, pods, END_TIMEOUT).values()) {
        reports.add(ReportFiles.read(json));
      }
      long delivered =
          reports.stream().mapToLong(report -> report.verification().delivered()).sum();
      return MergedReport.of(reports, topics.arrived(delivered), hardware);
    }
  }

  private Report runFollower(Admin admin, WorkerBarrier barrier, PrintWriter out)
      throws ExecutionException, InterruptedException, JsonProcessingException {
    barrier.send("ready", "");
    var start = Instant.parse(barrier.await("start", 0, 1, START_TIMEOUT).get(0));
    var topics = RunTopics.createdByLeader(admin, workload.topics(), run);
    Report own = new Run(workload, run, connection, topics, hardware, out).execute(admin, start);
    barrier.send("report", ReportFiles.json(own));
    return own;
  }

  /** Returns the reports of all pods, in their order; in pod 0, after the run. */
  List<Report> reports() {
    return List.copyOf(reports);
  }

  /**
   * Synchronizes the pods of a run through a topic of one partition, which all of them produce to
   * and consume from its beginning. A message has a type, the index of its pod, and a text.
   */
  static final class WorkerBarrier implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Admin admin;
    private final String topic;
    private final int index;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final Map<String, Map<Integer, String>> received = new TreeMap<>();

    /**
     * Opens the topic; the first pod creates it, and pod 0 deletes it.
     *
     * @param run id of the run
     * @param index index of this pod, from 0
     */
    WorkerBarrier(Admin admin, Map<String, String> connection, String run, int index)
        throws ExecutionException, InterruptedException {
      this.admin = admin;
      this.topic = RunTopics.PREFIX + run + "-rendezvous";
      this.index = index;
      createTopic();
      var settings = new Properties();
      settings.putAll(connection);
      settings.put("client.id", "load-generator");
      settings.put("acks", "all");
      this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
      var consumerSettings = new Properties();
      consumerSettings.putAll(connection);
      consumerSettings.put("client.id", "load-generator");
      this.consumer =
          new KafkaConsumer<>(consumerSettings, new StringDeserializer(), new StringDeserializer());
      var partition = List.of(new TopicPartition(topic, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
    }

    private void createTopic() throws ExecutionException, InterruptedException {
      int brokers = admin.describeCluster().nodes().get().size();
      var barrierTopic = new NewTopic(topic, 1, (short) Math.min(3, brokers));
      try {
        admin.createTopics(List.of(barrierTopic)).all().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }

    /** Sends a message to the other pods. */
    void send(String type, String text) throws ExecutionException, InterruptedException {
      producer.send(new ProducerRecord<>(topic, type + " " + index, text)).get();
    }

    /**
     * Waits for a message of this type from each pod of a range.
     *
     * @param from first index
     * @param to index after the last one
     * @return the texts by pod index
     * @throws IllegalStateException at the timeout, with the indexes of the missing pods
     */
    Map<Integer, String> await(String type, int from, int to, Duration timeout) {
      long deadline = System.nanoTime() + timeout.toNanos();
      while (!missing(type, from, to).isEmpty()) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(
              "load generator pods %s: sent no \"%s\" message within %d s; see their logs"
                  .formatted(missing(type, from, to), type, timeout.toSeconds()));
        }
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
          String[] key = record.key().split(" ", 2);
          received
              .computeIfAbsent(key[0], any -> new TreeMap<>())
              .put(Integer.valueOf(key[1]), record.value());
        }
      }
      return received.getOrDefault(type, Map.of());
    }

    private List<Integer> missing(String type, int from, int to) {
      Map<Integer, String> texts = received.getOrDefault(type, Map.of());
      return IntStream.range(from, to).filter(i -> !texts.containsKey(i)).boxed().toList();
    }

    @Override
    public void close() {
      consumer.close();
      producer.close();
      if (index == 0) {
        admin.deleteTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture().join();
      }
    }
  }

  /**
   * Merges the reports of several pods.
   *
   * <p>Counts and histograms are added, which is exact. Percentiles of single seconds cannot be
   * merged; the series has those of the slowest pod.
   */
  static final class MergedReport {
    private MergedReport() {}

    /**
     * Merges reports.
     *
     * @param reports one report of each pod
     * @param arrived records in the topics from all pods
     * @param hardware the brokers' hardware; null when unknown
     */
    static Report of(Collection<Report> reports, long arrived, @Nullable Hardware hardware) {
      Report first = reports.iterator().next();
      double seconds = reports.stream().mapToDouble(Report::seconds).max().orElseThrow();
      long delivered = sum(reports, Report::delivered);
      double rate = delivered / Math.max(1e-9, seconds);
      return new Report(
          Report.SCHEMA,
          first.run(),
          reports.stream().map(Report::started).min(String::compareTo).orElseThrow(),
          first.workload(),
          first.environment().withPods(reports.size()),
          seconds,
          sum(reports, Report::produced),
          delivered,
          sum(reports, Report::failed),
          sum(reports, Report::consumed),
          rate,
          rate * first.workload().produce().messageBytes() / 1e6,
          Objects.requireNonNull(merged(reports, Report::acknowledged)),
          merged(reports, Report::endToEnd),
          Verification.of(
              sum(reports, report -> report.verification().delivered()),
              sum(reports, report -> report.verification().failed()),
              arrived,
              null),
          reports.stream()
              .map(Report::firstFailure)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null),
          reports.stream().mapToDouble(Report::cpuSeconds).sum(),
          Comparisons.of(first.workload(), rate, first.environment().brokers(), hardware),
          series(reports));
    }

    private static long sum(Collection<Report> reports, ToLongFunction<Report> count) {
      return reports.stream().mapToLong(count).sum();
    }

    private static @Nullable Latency merged(
        Collection<Report> reports, Function<Report, @Nullable Latency> which) {
      var all = new Histogram(3);
      List<Latency> found = reports.stream().map(which).filter(Objects::nonNull).toList();
      found.forEach(latency -> all.add(latency.times()));
      return found.isEmpty() ? null : Latency.of(all);
    }

    private static List<Second> series(Collection<Report> reports) {
      int longest = reports.stream().mapToInt(report -> report.series().size()).max().orElse(0);
      var series = new ArrayList<Second>();
      for (int i = 0; i < longest; i++) {
        int number = i;
        reports.stream()
            .filter(report -> number < report.series().size())
            .map(report -> report.series().get(number))
            .reduce(Second::plus)
            .ifPresent(series::add);
      }
      return series;
    }
  }
}
