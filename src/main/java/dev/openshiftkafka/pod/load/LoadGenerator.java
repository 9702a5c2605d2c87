package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.pod.load.ReportFiles.MarkdownReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a workload of producers and consumers and reports its throughput and latency. */
@Command(
    name = "load-generator",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs a workload against a Kafka cluster and reports throughput and latency.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every record arrived, and the rate was not below --min-records-per-second",
      "1:the run failed, or a record failed, was lost or was not consumed",
      "2:the command line or the workload is invalid",
      "3:the rate was below --min-records-per-second"
    })
public final class LoadGenerator implements Callable<Integer> {
  /** Prefix of the names of all topics that runs create, and of their consumer groups. */
  public static final String PREFIX = "load-generator-";

  private static final int FAILED = 1;
  private static final int INVALID = 2;
  private static final int TOO_SLOW = 3;

  /** Time for producers and consumers to connect before the first record. */
  private static final Duration START_DELAY = Duration.ofMillis(300);

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "WORKLOAD",
      description = "Name of a workload, or path of a workload file (.json).")
  private String workload;

  @Option(names = "--bootstrap-server", required = true, description = "Brokers, as host:port,...")
  private String bootstrap;

  @Option(
      names = "--client-properties",
      paramLabel = "FILE",
      description = "Properties of all clients, such as those of TLS.")
  private @Nullable Path clientProperties;

  @Option(
      names = "--set",
      split = ";",
      defaultValue = "${env:LOAD_GENERATOR_SET}",
      paramLabel = "KEY=VALUE",
      description =
          "Changes one key of the workload, such as produce.acks=1. Several are separated by semicolons.")
  private List<String> edits;

  @Option(
      names = "--run",
      defaultValue = "${env:LOAD_GENERATOR_RUN}",
      description = "Id of the run, part of topic names (default: random).")
  private String run;

  @Option(
      names = "--pods",
      defaultValue = "${env:LOAD_GENERATOR_PODS:-1}",
      description = "Number of pods that each run the whole workload concurrently (default: 1).")
  private int pods;

  @Option(
      names = "--index",
      defaultValue = "${env:JOB_COMPLETION_INDEX:-0}",
      description = "Index of this pod; pod 0 writes the report (default: 0).")
  private int index;

  @Option(
      names = "--on-data",
      defaultValue = "${env:LOAD_GENERATOR_ON_DATA:-false}",
      description = "Runs even if the topic of topics.name holds records.")
  private boolean onData;

  @Option(
      names = "--min-records-per-second",
      paramLabel = "RATE",
      description = "Exits with status 3 when the rate is lower.")
  private long minRecordsPerSecond;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Folder for report.json, report.html and report.md.")
  private Path output;

  @Option(
      names = "--print-reports",
      description = "Also prints these files, each after a line with its name.")
  private boolean print;

  private List<Report> podReports = List.of();

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new LoadGenerator())
            .setExecutionExceptionHandler((e, command, result) -> failed(e, command))
            .execute(arguments));
  }

  /** Prints errors of the cluster or the arguments as a message, and all others with a trace. */
  private static int failed(Exception e, CommandLine command) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof IllegalStateException || cause instanceof KafkaException) {
      command.getErr().println("error: " + cause.getMessage());
    } else {
      cause.printStackTrace(command.getErr());
    }
    return FAILED;
  }

  @Override
  public Integer call() throws Exception {
    Workload parsed;
    try {
      parsed = WorkloadFile.read(workload, edits == null ? List.of() : edits).validatedFor(pods);
    } catch (IllegalArgumentException e) {
      err().println("error: " + e.getMessage());
      return INVALID;
    }
    if (run == null || run.isBlank()) {
      run = UUID.randomUUID().toString().substring(0, 8);
    }
    Report report = run(parsed);
    if (index > 0) {
      return report.failed() == 0 ? 0 : FAILED;
    }
    var files = new ReportFiles(report).withPods(podReports);
    if (output != null) {
      files.write(output);
    }
    if (print) {
      files.print(out());
    }
    Comparisons.table(report.recordsPerSecond(), report.megabytesPerSecond(), report.comparisons())
        .forEach(out()::println);
    out().println(MarkdownReport.of(report));
    return status(report);
  }

  private Report run(Workload parsed) throws Exception {
    Map<String, String> connection = connection();
    var settings = new Properties();
    settings.putAll(connection);
    settings.put("client.id", "load-generator");
    var shutdown = new GracefulShutdown(Thread.currentThread(), err());
    Runtime.getRuntime().addShutdownHook(shutdown);
    try (Admin admin = Admin.create(settings)) {
      if (pods == 1) {
        return runSingle(admin, connection, parsed);
      }
      var distributed =
          new DistributedRun(parsed, run, connection, pods, index, WorkloadFile.hardware());
      Report report = distributed.execute(admin, out());
      podReports = distributed.reports();
      return report;
    } finally {
      shutdown.complete();
    }
  }

  /** The settings of each client's connection. */
  private Map<String, String> connection() throws IOException {
    var connection = new TreeMap<String, String>();
    if (clientProperties != null) {
      connection.putAll(Utils.propsToStringMap(Utils.loadProps(clientProperties.toString())));
    }
    connection.put("bootstrap.servers", bootstrap);
    return connection;
  }

  private Report runSingle(Admin admin, Map<String, String> connection, Workload parsed)
      throws ExecutionException, InterruptedException, IOException {
    try (var topics = new RunTopics(admin, parsed.topics(), run, onData)) {
      var start = Instant.now().plus(START_DELAY);
      return new Run(parsed, run, connection, topics, WorkloadFile.hardware(), out())
          .execute(admin, start);
    }
  }

  private int status(Report report) {
    if (!report.complete()) {
      errorStream().println("error: " + report.fault());
      return FAILED;
    }
    if (report.recordsPerSecond() < minRecordsPerSecond) {
      errorStream()
          .printf(
              "error: --min-records-per-second: the rate was %.0f records/s, below the minimum of %d%n",
              report.recordsPerSecond(), minRecordsPerSecond);
      return TOO_SLOW;
    }
    return 0;
  }

  /**
   * The stream of the final error: after printed files, standard output, because a reader may merge
   * standard error before their end.
   */
  private PrintWriter errorStream() {
    return print ? out() : err();
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }

  /** A shutdown hook that interrupts the run and waits until it has deleted its topics. */
  static final class GracefulShutdown extends Thread {
    /** Less than the pod's termination grace period of 30 s. */
    private static final long TIMEOUT_SECONDS = 25;

    private final Thread run;
    private final PrintWriter err;
    private final CountDownLatch done = new CountDownLatch(1);

    GracefulShutdown(Thread run, PrintWriter err) {
      super("graceful-shutdown");
      this.run = run;
      this.err = err;
    }

    /** The run has deleted its topics. */
    void complete() {
      done.countDown();
    }

    @Override
    public void run() {
      if (done.getCount() == 0) {
        return;
      }
      err.println("interrupted: deleting the topics of this run");
      run.interrupt();
      try {
        if (!done.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
          err.println(
              "error: topics "
                  + RunTopics.PREFIX
                  + "*: not deleted within "
                  + TIMEOUT_SECONDS
                  + " s; delete them with kafka-topics.sh");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
