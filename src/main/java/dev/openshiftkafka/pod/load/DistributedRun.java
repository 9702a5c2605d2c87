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

/** Runs a workload in several programs at once: all start at one time, and number 0 reports. */
final class DistributedRun {
  /** An image may have to be pulled for the others. */
  private static final Duration START = Duration.ofMinutes(5);

  /** What the last ones may need longer than the first. */
  private static final Duration END = Duration.ofMinutes(2);

  /** All have heard of the start by then. */
  private static final Duration LEAD = Duration.ofSeconds(2);

  private final Workload workload;
  private final String run;
  private final String bootstrap;
  private final int pods;
  private final int index;
  private final Hardware hardware;
  private final List<Report> parts = new ArrayList<>();

  DistributedRun(
      Workload workload, String run, String bootstrap, int pods, int index, Hardware hardware) {
    this.hardware = hardware;
    this.workload = workload;
    this.run = run;
    this.bootstrap = bootstrap;
    this.pods = pods;
    this.index = index;
  }

  /** Runs, and returns the report of all; of the others but number 0, their own. */
  Report execute(Admin admin, PrintWriter out)
      throws ExecutionException, InterruptedException, JsonProcessingException {
    try (var others = new WorkerBarrier(admin, bootstrap, run, index)) {
      return index == 0 ? lead(admin, others, out) : follow(admin, others, out);
    }
  }

  private Report lead(Admin admin, WorkerBarrier others, PrintWriter out)
      throws ExecutionException, InterruptedException, JsonProcessingException {
    try (var topics = new RunTopics(admin, workload.topics(), run, false)) {
      out.println("waiting for " + (pods - 1) + " more to start together with");
      others.hear("ready", 1, pods, START);
      var start = Instant.now().plus(LEAD);
      others.say("start", start.toString());
      Report own = new Run(workload, run, bootstrap, topics, hardware, out).execute(admin, start);
      parts.add(own);
      for (String json : others.hear("report", 1, pods, END).values()) {
        parts.add(ReportFiles.read(json));
      }
      long delivered = parts.stream().mapToLong(report -> report.verification().delivered()).sum();
      return MergedReport.of(parts, topics.arrived(delivered), hardware);
    }
  }

  private Report follow(Admin admin, WorkerBarrier others, PrintWriter out)
      throws ExecutionException, InterruptedException, JsonProcessingException {
    others.say("ready", "");
    var start = Instant.parse(others.hear("start", 0, 1, START).get(0));
    var topics = RunTopics.ofAnother(admin, workload.topics(), run);
    Report own = new Run(workload, run, bootstrap, topics, hardware, out).execute(admin, start);
    others.say("report", ReportFiles.json(own));
    return own;
  }

  /** Of number 0, when all have ended: the report of each, by their numbers. */
  List<Report> parts() {
    return List.copyOf(parts);
  }

  /**
   * Where the programs of one run meet: a topic of one partition, which all of them write and read
   * from its beginning. A message is a word, the number of the program that wrote it, and a text.
   */
  static final class WorkerBarrier implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Admin admin;
    private final String topic;
    private final int index;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final Map<String, Map<Integer, String>> heard = new TreeMap<>();

    /**
     * Opens the topic, which is made by whoever comes first and removed by number 0.
     *
     * @param run what tells this run from others
     * @param index number of this program, from 0
     */
    WorkerBarrier(Admin admin, String bootstrap, String run, int index)
        throws ExecutionException, InterruptedException {
      this.admin = admin;
      this.topic = RunTopics.PREFIX + run + "-rendezvous";
      this.index = index;
      make();
      var settings = new Properties();
      settings.put("bootstrap.servers", bootstrap);
      settings.put("client.id", "load-generator");
      settings.put("acks", "all");
      this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
      var reading = new Properties();
      reading.put("bootstrap.servers", bootstrap);
      reading.put("client.id", "load-generator");
      this.consumer =
          new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer());
      var partition = List.of(new TopicPartition(topic, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
    }

    private void make() throws ExecutionException, InterruptedException {
      int brokers = admin.describeCluster().nodes().get().size();
      var wanted = new NewTopic(topic, 1, (short) Math.min(3, brokers));
      try {
        admin.createTopics(List.of(wanted)).all().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }

    /** Tells the others. */
    void say(String word, String text) throws ExecutionException, InterruptedException {
      producer.send(new ProducerRecord<>(topic, word + " " + index, text)).get();
    }

    /**
     * Waits until a word was heard from all of these programs.
     *
     * @return what each said, by its number
     * @throws IllegalStateException when the time is over, with the numbers of those not heard
     */
    Map<Integer, String> hear(String word, int from, int to, Duration patience) {
      long end = System.nanoTime() + patience.toNanos();
      while (!missing(word, from, to).isEmpty()) {
        if (System.nanoTime() - end > 0) {
          throw new IllegalStateException(
              "programs %s of this run did not say \"%s\" within %d s"
                  .formatted(missing(word, from, to), word, patience.toSeconds()));
        }
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
          String[] key = record.key().split(" ");
          heard
              .computeIfAbsent(key[0], any -> new TreeMap<>())
              .put(Integer.valueOf(key[1]), record.value());
        }
      }
      return heard.get(word);
    }

    private List<Integer> missing(String word, int from, int to) {
      Map<Integer, String> said = heard.getOrDefault(word, Map.of());
      return IntStream.range(from, to).filter(i -> !said.containsKey(i)).boxed().toList();
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
   * One report of programs that ran together.
   *
   * <p>Counts are summed and histograms added, which is exact. Percentiles of single seconds cannot
   * be merged; the series shows the worst program's.
   */
  static final class MergedReport {
    private MergedReport() {}

    /**
     * Merges.
     *
     * @param reports one of each program
     * @param arrived records that arrived from all of them
     * @param hardware what the brokers run on; null when that is not known
     */
    static Report of(Collection<Report> reports, long arrived, Hardware hardware) {
      Report first = reports.iterator().next();
      double seconds = reports.stream().mapToDouble(Report::seconds).max().orElseThrow();
      long delivered = sum(reports, Report::delivered);
      double rate = delivered / Math.max(1e-9, seconds);
      return new Report(
          Report.SCHEMA,
          first.run(),
          reports.stream().map(Report::started).min(String::compareTo).orElseThrow(),
          first.workload(),
          first.environment().inPods(reports.size()),
          seconds,
          sum(reports, Report::produced),
          delivered,
          sum(reports, Report::failed),
          sum(reports, Report::consumed),
          rate,
          rate * first.workload().produce().messageBytes() / 1e6,
          merged(reports, Report::acknowledged),
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

    private static Latency merged(Collection<Report> reports, Function<Report, Latency> which) {
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
