package dev.openshiftkafka.cli.reassign;

import dev.openshiftkafka.cli.kafka.ToolsPod;
import dev.openshiftkafka.cli.runtime.ClusterClient;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Spreads partitions over the brokers of a stack. */
@Command(
    name = ReassignCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Spreads partitions over the brokers, after brokers were added or before they are removed.",
      "Without --execute it only writes a plan and shows what would move. Each partition has its"
          + " replicas in as many zones as it has replicas. See docs/operations.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:moved, or shown", "1:something failed", "2:the command is wrong"})
public final class ReassignCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "reassign";

  /** Stands for --execute without a folder; no folder has this name. */
  private static final String NEW_PLAN = "\0";

  private final Session session;

  @Spec private CommandSpec spec;

  @Option(
      names = "--namespace",
      required = true,
      paramLabel = "NAMESPACE",
      description = "The project of the stack.")
  private String namespace;

  @Option(
      names = "--brokers",
      paramLabel = "0,1,...",
      description = "The brokers that may hold replicas afterwards (default: all).")
  private String brokers = "";

  @Option(
      names = "--topics",
      paramLabel = "NAME,...",
      description = "The topics to move (default: all, Kafka's own among them).")
  private String topics = "";

  @Option(
      names = "--throttle",
      paramLabel = "MB/s",
      description = "What each broker copies at most, in MB/s (default: 50).")
  private String throttle = "50";

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where the plan goes (default: reassignments/TIME).")
  private String output = "";

  @ArgGroup private Action action;

  /** What to do with a plan; none makes and shows one. */
  static final class Action {
    @Option(
        names = "--execute",
        paramLabel = "FOLDER",
        arity = "0..1",
        fallbackValue = NEW_PLAN,
        description = "Carries out the plan of this folder; without a folder, a new plan.")
    private String execute;

    @Option(
        names = "--undo",
        paramLabel = "FOLDER",
        description = "Moves everything back to where it was before the plan of this folder.")
    private String undo;

    @Option(
        names = "--resume",
        paramLabel = "FOLDER",
        description = "Waits for what was begun from this folder, and takes the throttle off.")
    private String resume;
  }

  /** Makes the command. */
  public ReassignCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    check();
    ClusterClient cluster = ClusterClient.find(session, namespace);
    ToolsPod.requireBrokers(cluster, namespace);
    var begun = new AtomicBoolean();
    try (var pod = ToolsPod.start(cluster, () -> adviseResumption(begun.get()))) {
      var reassignment = new Reassignment(session, pod, output);
      if (begin(cluster, reassignment)) {
        begun.set(true);
        reassignment.awaitEnd();
      }
      return 0;
    }
  }

  private void check() {
    if (!throttle.matches("[1-9][0-9]{0,8}")) {
      throw wrong("--throttle: " + throttle + " is not a whole number of MB/s");
    }
    if (!brokers.matches("([0-9]+(,[0-9]+)*)?")) {
      throw wrong("--brokers: " + brokers + " is not a list of numbers such as 0,1,2");
    }
    if (action == null) {
      action = new Action();
    }
    Optional<String> given =
        Stream.of(action.execute, action.undo, action.resume).filter(Objects::nonNull).findFirst();
    if (given.isPresent() && given.get().isEmpty()) {
      throw wrong("a plan is needed: name its folder");
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
            : Reassignment.begun(folder);
    if (!Files.isRegularFile(file)) {
      throw CommandFailedException.wrong(
          action.resume == null
              ? "there is no plan " + output + "/" + file.getFileName()
              : "nothing was begun from " + output);
    }
  }

  /** Whether something is under way afterwards. */
  private boolean begin(ClusterClient cluster, Reassignment reassignment) throws IOException {
    if (action.resume != null) {
      return true;
    }
    boolean execute = action.execute != null;
    if (action.undo == null && (!execute || action.execute.equals(NEW_PLAN))) {
      List<String> moved = topics.isEmpty() ? reassignment.topics() : Reassignment.names(topics);
      if (moved.isEmpty()) {
        session.say("there are no topics");
        return false;
      }
      reassignment.plan(moved, brokers.isEmpty() ? allBrokers(cluster) : brokers);
    }
    if (action.undo == null && !execute) {
      session.say("nothing was moved; to move it: " + command("--execute"));
      return false;
    }
    reassignment.begin(
        Reassignment.plan(session.resolve(output), action.undo != null), Long.parseLong(throttle));
    return true;
  }

  private static String allBrokers(ClusterClient cluster) {
    String replicas =
        cluster.output(
            "get", "statefulset", ToolsPod.BROKERS, "--output=jsonpath={.spec.replicas}");
    return IntStream.range(0, Integer.parseInt(replicas.strip()))
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(","));
  }

  private void adviseResumption(boolean begun) {
    if (begun) {
      session.say(
          "the cluster goes on moving; wait for it and take the throttle off: "
              + command("--resume"));
    }
  }

  private String command(String option) {
    return "bin/kafka-stack %s --namespace=%s %s=%s".formatted(NAME, namespace, option, output);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
