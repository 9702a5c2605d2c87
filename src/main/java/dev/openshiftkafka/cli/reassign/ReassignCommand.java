package dev.openshiftkafka.cli.reassign;

import dev.openshiftkafka.cli.kafka.ToolsPod;
import dev.openshiftkafka.cli.runtime.ClusterClient;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.NamespaceOption;
import dev.openshiftkafka.cli.runtime.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reassigns the partitions of a stack to its brokers. */
@Command(
    name = ReassignCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reassigns partitions to brokers, after brokers were added or before they are removed.",
      "Without --execute it only writes and prints a plan. The plan puts the replicas of a"
          + " partition in different zones, evens out the bytes and leaders of the brokers, and"
          + " copies as few bytes as possible. With --brokers and all topics, --execute also cordons"
          + " the other brokers, from metadata.version 4.3 on. See docs/operations.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the plan was executed, or printed",
      "1:something failed",
      "2:the command line is invalid"
    })
public final class ReassignCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "reassign";

  /** Value of --execute without a folder; no folder can have this name. */
  private static final String NEW_PLAN = "\0";

  private final Session session;

  @Spec private CommandSpec spec;

  @Mixin private NamespaceOption project;

  @Option(
      names = "--brokers",
      paramLabel = "0,1,...",
      description = "Brokers that hold the replicas afterwards (default: all).")
  private String brokers = "";

  @Option(
      names = "--topics",
      paramLabel = "NAME,...",
      description = "Topics to move (default: all, including internal topics).")
  private String topics = "";

  @Option(
      names = "--throttle",
      paramLabel = "MB/s",
      description = "Replication throttle of each broker, in MB/s (default: 50).")
  private String throttle = "50";

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Folder for the plan (default: reassignments/TIME).")
  private String output = "";

  @ArgGroup private Action action;

  /** Action on a plan; without an action, a plan is generated and printed. */
  static final class Action {
    @Option(
        names = "--execute",
        paramLabel = "FOLDER",
        arity = "0..1",
        fallbackValue = NEW_PLAN,
        description = "Executes the plan of this folder; without a folder, a new plan.")
    private String execute;

    @Option(
        names = "--undo",
        paramLabel = "FOLDER",
        description = "Moves all partitions back to their brokers before the plan of this folder.")
    private String undo;

    @Option(
        names = "--resume",
        paramLabel = "FOLDER",
        description =
            "Continues the reassignment of this folder, waits for its end, and removes the"
                + " throttle.")
    private String resume;
  }

  /** Creates the command. */
  public ReassignCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    check();
    ClusterClient cluster = project.cluster(session);
    ToolsPod.requireBrokers(cluster, project.name());
    var started = new AtomicBoolean(action.resume != null);
    try (var pod = ToolsPod.start(cluster, () -> adviseResumption(started.get()))) {
      var reassignment = new Reassignment(session, pod, output, throttle);
      run(cluster, reassignment, () -> started.set(true));
      return 0;
    }
  }

  private void check() {
    if (!throttle.matches("[1-9][0-9]{0,8}")) {
      throw invalid("--throttle: " + throttle + " is not a whole number of MB/s");
    }
    if (!brokers.matches("([0-9]+(,[0-9]+)*)?")) {
      throw invalid("--brokers: " + brokers + " is not a list of broker ids such as 0,1,2");
    }
    if (action == null) {
      action = new Action();
    }
    Optional<String> given =
        Stream.of(action.execute, action.undo, action.resume).filter(Objects::nonNull).findFirst();
    if (given.isPresent() && given.get().isEmpty()) {
      throw invalid("empty folder name; pass the folder of a plan, such as reassignments/TIME");
    }
    if (given.isPresent() && !given.get().equals(NEW_PLAN)) {
      output = given.get();
      requireFile();
    } else if (output.isEmpty()) {
      output =
          "reassignments/"
              + LocalDateTime.now(ZoneId.systemDefault())
                  .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    }
  }

  private void requireFile() {
    Path folder = session.resolve(output);
    Path file =
        action.resume == null
            ? Reassignment.plan(folder, action.undo != null)
            : Reassignment.started(folder);
    if (!Files.isRegularFile(file)) {
      throw CommandFailedException.wrong(
          action.resume == null
              ? output + "/" + file.getFileName() + ": no such plan"
              : output + ": no reassignment was started from this folder");
    }
  }

  private void run(ClusterClient cluster, Reassignment reassignment, Runnable onStart)
      throws IOException {
    Path folder = session.resolve(output);
    if (action.resume != null) {
      reassignment.execute(Reassignment.started(folder), onStart);
      return;
    }
    boolean execute = action.execute != null;
    if (action.undo == null && (!execute || action.execute.equals(NEW_PLAN))) {
      String all = allBrokers(cluster);
      reassignment.plan(topics, brokers.isEmpty() ? all : brokers, leaving(all));
    }
    if (action.undo == null && !execute) {
      session.say("nothing was moved; to execute the plan, run: " + command("--execute"));
      return;
    }
    reassignment.execute(Reassignment.plan(folder, action.undo != null), onStart);
  }

  /** Brokers that have no replicas after a move of all topics. */
  private String leaving(String all) {
    if (brokers.isEmpty() || !topics.isEmpty()) {
      return "";
    }
    var leaving = new ArrayList<>(Reassignment.names(all));
    leaving.removeAll(Reassignment.names(brokers));
    return String.join(",", leaving);
  }

  private static String allBrokers(ClusterClient cluster) {
    String replicas =
        cluster.output(
            "get", "statefulset", ToolsPod.BROKERS, "--output=jsonpath={.spec.replicas}");
    return IntStream.range(0, Integer.parseInt(replicas.strip()))
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(","));
  }

  private void adviseResumption(boolean started) {
    if (started) {
      session.say(
          "the cluster continues the reassignment; to wait for it and remove the throttle, run: "
              + command("--resume"));
    }
  }

  private String command(String option) {
    return "bin/kafka-stack %s --namespace=%s %s=%s"
        .formatted(NAME, project.name(), option, output);
  }

  private ParameterException invalid(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
