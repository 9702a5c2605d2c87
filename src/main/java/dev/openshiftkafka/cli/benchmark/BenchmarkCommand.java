package dev.openshiftkafka.cli.benchmark;

import dev.openshiftkafka.cli.runtime.ClusterClient;
import dev.openshiftkafka.cli.runtime.Interruption;
import dev.openshiftkafka.cli.runtime.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the benchmark of a deployed stack, shows its progress, and keeps its reports. */
@Command(
    name = BenchmarkCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the benchmark of a deployed stack, shows its progress, and keeps its reports.",
      "The command for a stack is its output: $(pulumi stack output benchmarkCommand)."
          + " See docs/benchmark.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all records arrived, and the stack's minimum was reached",
      "1:records were lost, or the run failed",
      "2:the command is wrong",
      "3:slower than the minimum that the stack declares (benchmark.minMsgsPerSec)",
      "130:interrupted; the topics of the run are removed"
    })
public final class BenchmarkCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "benchmark";

  private static final int MOST_PODS = 99;

  private final Session session;

  @Spec private CommandSpec spec;

  @Option(
      names = "--namespace",
      required = true,
      paramLabel = "NAMESPACE",
      description = "The project of the stack.")
  private String namespace;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description = "A workload of the stack (default: the first one).")
  private String workload = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Another value of an option of the workload; may be repeated.")
  private List<String> edits = new ArrayList<>();

  @Option(
      names = "--pods",
      paramLabel = "NUMBER",
      description = "Pods that generate the load (default: ${DEFAULT-VALUE}).")
  private int pods = 1;

  @Option(names = "--on-data", description = "Writes also to a topic that has records.")
  private boolean onData;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where the reports go (default: benchmark-results/JOB).")
  private String output = "";

  /** Makes the command. */
  public BenchmarkCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    check();
    ClusterClient cluster = ClusterClient.find(session, namespace);
    var job = new BenchmarkJob(session, cluster, BenchmarkJob.newName());
    job.requireCronJob(namespace);
    String place = output.isEmpty() ? "benchmark-results/" + job.name() : output;
    Path folder = Files.createDirectories(session.resolve(place));
    job.create(new BenchmarkJob.Options(workload, edits, pods, onData));
    int status;
    var interruption = Interruption.run(job::interrupt);
    try {
      job.awaitStart();
      status = follow(job, folder, interruption);
    } finally {
      interruption.close();
    }
    session.say("job/%s ended with status %d; reports in %s".formatted(job.name(), status, place));
    return status;
  }

  private int follow(BenchmarkJob job, Path folder, Interruption interruption) throws IOException {
    String pod = job.pod("metadata.name");
    var log = new BenchmarkLog(folder, session::print, 0);
    boolean ended = log.read(lines -> job.log(pod, true, lines));
    if (!ended && interruption.happened()) {
      // Ctrl-C has ended the client, too, while the pod removes its topics.
      log = new BenchmarkLog(folder, session::print, log.lines());
      ended = log.read(lines -> job.log(pod, true, lines));
    }
    if (!ended) {
      session.say("the log of job/" + job.name() + " could not be followed to its end");
    }
    int status = job.exitStatus();
    // Following ends with the container and may miss its last words.
    new BenchmarkLog(folder, session::print, log.lines()).read(lines -> job.log(pod, false, lines));
    return status;
  }

  private void check() {
    if (pods < 1 || pods > MOST_PODS) {
      throw wrong("--pods: " + pods + " is not a number from 1 to " + MOST_PODS);
    }
    for (String edit : edits) {
      if (!edit.matches("(?s)[^=]+=.*")) {
        throw wrong("--set: \"" + edit + "\" is not KEY=VALUE");
      }
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
