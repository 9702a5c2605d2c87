package dev.openshiftkafka.cli.benchmark;

import dev.openshiftkafka.cli.runtime.ClusterClient;
import dev.openshiftkafka.cli.runtime.Interruption;
import dev.openshiftkafka.cli.runtime.NamespaceOption;
import dev.openshiftkafka.cli.runtime.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the benchmark of a deployed stack, prints its progress, and saves its reports. */
@Command(
    name = BenchmarkCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the benchmark of a deployed stack, prints its progress, and saves its reports.",
      "The stack output benchmarkCommand has the command: $(pulumi stack output benchmarkCommand)."
          + " See docs/benchmark.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all records arrived, and the minimum rate of the stack was reached",
      "1:records were lost, or the run failed",
      "2:the command line is invalid",
      "3:the rate was below the minimum of the stack (benchmark.minMsgsPerSec)",
      "130:interrupted; the topics of the run are deleted"
    })
public final class BenchmarkCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "benchmark";

  private static final int MAX_PODS = 99;

  private final Session session;

  @Spec private CommandSpec spec;

  @Mixin private NamespaceOption project;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description = "Workload of the stack (default: the first one).")
  private String workload = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides an option of the workload; can be repeated.")
  private List<String> edits = new ArrayList<>();

  @Option(
      names = "--pods",
      paramLabel = "NUMBER",
      description = "Number of load generator pods (default: ${DEFAULT-VALUE}).")
  private int pods = 1;

  @Option(names = "--on-data", description = "Permits writes to a topic that already has records.")
  private boolean onData;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Folder for the reports (default: benchmark-results/JOB).")
  private String output = "";

  /** Creates the command. */
  public BenchmarkCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    check();
    ClusterClient cluster = project.cluster(session);
    var job = new BenchmarkJob(session, cluster, BenchmarkJob.newName());
    job.requireCronJob(project.name());
    String path = output.isEmpty() ? "benchmark-results/" + job.name() : output;
    Path folder = Files.createDirectories(session.resolve(path));
    job.create(new BenchmarkJob.Options(workload, edits, pods, onData));
    int status;
    var interruption = Interruption.run(job::interrupt);
    try {
      job.awaitStart();
      status = follow(job, folder, interruption);
    } finally {
      interruption.close();
    }
    session.say("job/%s ended with status %d; reports in %s".formatted(job.name(), status, path));
    return status;
  }

  private int follow(BenchmarkJob job, Path folder, Interruption interruption) throws IOException {
    String pod = job.pod("metadata.name");
    var log = new BenchmarkLog(folder, session::print, 0);
    boolean ended = log.read(lines -> job.log(pod, true, lines));
    if (!ended && interruption.happened()) {
      // Ctrl-C has also ended the client, while the pod is still deleting its topics.
      log = new BenchmarkLog(folder, session::print, log.lines());
      ended = log.read(lines -> job.log(pod, true, lines));
    }
    if (!ended) {
      session.say("job/" + job.name() + ": the log is incomplete");
    }
    int status = job.exitStatus();
    // logs --follow ends with the container and can miss its last lines.
    new BenchmarkLog(folder, session::print, log.lines()).read(lines -> job.log(pod, false, lines));
    return status;
  }

  private void check() {
    if (pods < 1 || pods > MAX_PODS) {
      throw invalid("--pods: " + pods + " is not a number from 1 to " + MAX_PODS);
    }
    for (String edit : edits) {
      if (!edit.matches("(?s)[^=]+=.*")) {
        throw invalid("--set: \"" + edit + "\" is not KEY=VALUE");
      }
    }
  }

  private ParameterException invalid(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
