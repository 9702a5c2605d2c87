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
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** Writes and reads records as a workload says, and reports what the cluster made of it. */
@Command(
    name = "load-generator",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs a workload against a Kafka cluster and reports throughput and latency.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every record arrived, and the floor was held",
      "1:the run failed, or a record failed, was lost or was not read",
      "2:the command or the workload is wrong",
      "3:the run was slower than --min-records-per-second"
    })
public final class LoadGenerator implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int WRONG = 2;
  private static final int TOO_SLOW = 3;

  /** Producers and consumers have connected by then. */
  private static final Duration LEAD = Duration.ofMillis(300);

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "WORKLOAD",
      description = "Name of a workload, or path of a file with one (.json).")
  private String workload;

  @Option(names = "--bootstrap-server", required = true, description = "Brokers, as host:port,...")
  private String bootstrap;

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
      description = "What tells this run from others (default: random).")
  private String run;

  @Option(
      names = "--pods",
      defaultValue = "${env:LOAD_GENERATOR_PODS:-1}",
      description = "Programs that run the workload together, each all of it (default: 1).")
  private int pods;

  @Option(
      names = "--index",
      defaultValue = "${env:JOB_COMPLETION_INDEX:-0}",
      description = "Number of this program among them; number 0 reports (default: 0).")
  private int index;

  @Option(
      names = "--on-data",
      defaultValue = "${env:LOAD_GENERATOR_ON_DATA:-false}",
      description = "Runs even if the topic that the workload names holds records.")
  private boolean onData;

  @Option(
      names = "--min-records-per-second",
      paramLabel = "RATE",
      description = "Ends with status 3 when the run is slower.")
  private long floor;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Writes report.json, report.html and report.md there.")
  private Path output;

  @Option(
      names = "--print-reports",
      description = "Prints these files, too, each after a line that names it.")
  private boolean print;

  private List<Report> parts = List.of();

  /** Runs the command and ends the program with its status. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new LoadGenerator())
            .setExecutionExceptionHandler((e, command, result) -> failed(e, command))
            .execute(arguments));
  }

  /** What a user can do something about is told in a sentence, and all else with its trace. */
  private static int failed(Exception e, CommandLine command) {
    Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
    if (cause instanceof IllegalStateException || cause instanceof KafkaException) {
      command.getErr().println("error: " + cause.getMessage());
    } else {
      cause.printStackTrace(command.getErr());
    }
    return FAILED;
  }

  @Override
  public Integer call() throws Exception {
    Workload wanted;
    try {
      wanted = WorkloadFile.read(workload, edits == null ? List.of() : edits).validatedFor(pods);
    } catch (IllegalArgumentException e) {
      err().println("error: " + e.getMessage());
      return WRONG;
    }
    if (run == null || run.isBlank()) {
      run = UUID.randomUUID().toString().substring(0, 8);
    }
    Report report = run(wanted);
    if (index > 0) {
      return report.failed() == 0 ? 0 : FAILED;
    }
    var files = new ReportFiles(report).and(parts);
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

  private Report run(Workload wanted) throws Exception {
    var settings = new Properties();
    settings.putAll(Map.of("bootstrap.servers", bootstrap, "client.id", "load-generator"));
    var ending = new GracefulShutdown(Thread.currentThread(), err());
    Runtime.getRuntime().addShutdownHook(ending);
    try (Admin admin = Admin.create(settings)) {
      if (pods == 1) {
        return alone(admin, wanted);
      }
      var all = new DistributedRun(wanted, run, bootstrap, pods, index, WorkloadFile.hardware());
      Report report = all.execute(admin, out());
      parts = all.parts();
      return report;
    } finally {
      ending.reached();
    }
  }

  private Report alone(Admin admin, Workload wanted)
      throws ExecutionException, InterruptedException, IOException {
    try (var topics = new RunTopics(admin, wanted.topics(), run, onData)) {
      var start = Instant.now().plus(LEAD);
      return new Run(wanted, run, bootstrap, topics, WorkloadFile.hardware(), out())
          .execute(admin, start);
    }
  }

  private int status(Report report) {
    if (!report.complete()) {
      verdict().println("error: " + report.fault());
      return FAILED;
    }
    if (report.recordsPerSecond() < floor) {
      verdict()
          .printf(
              "error: %.0f records/s is below the floor of %d records/s%n",
              report.recordsPerSecond(), floor);
      return TOO_SLOW;
    }
    return 0;
  }

  /**
   * Behind printed files it must not come from another stream, which may be read before their end.
   */
  private PrintWriter verdict() {
    return print ? out() : err();
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }

  /**
   * Lets an interrupted run remove its topics before the program ends: it interrupts the run and
   * waits for it.
   */
  static final class GracefulShutdown extends Thread {
    /** Less than the grace period of a pod, 30 s. */
    private static final long PATIENCE_SECONDS = 25;

    private final Thread run;
    private final PrintWriter err;
    private final CountDownLatch done = new CountDownLatch(1);

    GracefulShutdown(Thread run, PrintWriter err) {
      super("orderly-end");
      this.run = run;
      this.err = err;
    }

    /** The run has removed what it made. */
    void reached() {
      done.countDown();
    }

    @Override
    public void run() {
      if (done.getCount() == 0) {
        return;
      }
      err.println("interrupted: removing the topics of this run");
      run.interrupt();
      try {
        if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          err.println(
              "error: the topics of this run could not be removed in "
                  + PATIENCE_SECONDS
                  + " s; their names begin with "
                  + RunTopics.PREFIX);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
