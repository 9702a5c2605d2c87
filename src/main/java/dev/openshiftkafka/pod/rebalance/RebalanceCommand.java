package dev.openshiftkafka.pod.rebalance;

import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.rebalance.ClusterLoad.PartitionLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Moves replicas so that the brokers hold the same number of bytes and of preferred leaders. */
@Command(
    name = "rebalance",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Moves replicas so that the brokers hold the same number of bytes and of preferred leaders.",
      "Copies as few bytes as possible. Idempotent: after an interruption it waits for what the"
          + " cluster has continued, and goes on."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the replicas are where they should be, or the plan is written",
      "1:something failed; the last lines of the output say why",
      "2:the command line is invalid"
    })
public final class RebalanceCommand implements Callable<Integer> {
  /** The first line after the cluster has accepted a reassignment begins with this text. */
  public static final String STARTED = "reassignment started";

  /** File of a plan with the replicas of all selected partitions before. */
  public static final String BEFORE = "before.json";

  /** File of a plan with the replicas of all selected partitions afterwards. */
  public static final String AFTER = "after.json";

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** Plans of a run; topics that are created meanwhile may need a further one. */
  private static final int ROUNDS = 5;

  private static final long BYTES_PER_MB = 1_000_000;

  @Mixin private AdminProgram program;

  @Option(
      names = "--brokers",
      split = ",",
      paramLabel = "0,1,...",
      description = "Ids of the brokers that hold the replicas afterwards.")
  private List<Integer> brokers = List.of();

  @Option(
      names = "--leaving",
      split = ",",
      paramLabel = "3,4,...",
      description = "Ids of brokers that are cordoned, because they are to be removed.")
  private List<Integer> leaving = List.of();

  @Option(
      names = "--topics",
      split = ",",
      paramLabel = "NAME,...",
      description = "Topics to move (default: all, including internal topics).")
  private List<String> topics = List.of();

  @Option(
      names = "--throttle-mbps",
      defaultValue = "50",
      paramLabel = "MB/s",
      description = "Replication throttle of each broker (default: ${DEFAULT-VALUE}).")
  private long throttle;

  @Option(
      names = "--sample-seconds",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description =
          "Time in which the growth of the partitions is measured (default: ${DEFAULT-VALUE}).")
  private long sampleSeconds;

  @Option(
      names = "--plan-to",
      paramLabel = "FOLDER",
      description = "Writes a plan to this folder, and moves nothing.")
  private @Nullable Path planFolder;

  @Option(
      names = "--assignment",
      paramLabel = "FILE",
      description = "Executes this plan instead of a new one.")
  private @Nullable Path assignment;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RebalanceCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return program.run(
        () -> {
          try (Admin admin = program.brokers(TIMEOUT)) {
            run(admin);
          }
        });
  }

  private void run(Admin admin)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    if (planFolder != null) {
      write(plan(admin), planFolder);
      return;
    }
    var reassignments = new Reassignments(admin, throttle * BYTES_PER_MB, program.out());
    String done;
    try {
      done =
          assignment == null
              ? rebalance(admin, reassignments)
              : execute(admin, reassignments, AssignmentFile.read(assignment));
    } finally {
      // Does nothing while the cluster still moves replicas.
      reassignments.removeThrottles();
    }
    say("done: " + done + ", and the throttle is removed");
  }

  private RebalancePlan plan(Admin admin)
      throws RefusedException, RetriableAdminException, InterruptedException {
    ClusterLoad load = new LoadReader(admin).read(Duration.ofSeconds(sampleSeconds));
    RebalancePlan plan = RebalancePlanner.plan(load, new TreeSet<>(brokers), this::isSelected);
    plan.lines(throttle * BYTES_PER_MB).forEach(this::say);
    return plan;
  }

  private boolean isSelected(PartitionLoad partition) {
    return topics.isEmpty() || topics.contains(partition.id().topic());
  }

  private void write(RebalancePlan plan, Path folder) throws IOException {
    AssignmentFile.write(folder.resolve(BEFORE), selected(plan.load()));
    AssignmentFile.write(folder.resolve(AFTER), selected(plan.after()));
  }

  private Map<TopicPartition, List<Integer>> selected(ClusterLoad load) {
    var replicas = new LinkedHashMap<TopicPartition, List<Integer>>();
    load.partitions().stream()
        .filter(this::isSelected)
        .forEach(partition -> replicas.put(partition.id(), partition.replicas()));
    return replicas;
  }

  /** Executes a plan; returns where the replicas are. */
  private String execute(
      Admin admin, Reassignments reassignments, Map<TopicPartition, List<Integer>> wanted)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    List<String> others =
        reassignments.inProgress().entrySet().stream()
            .filter(partition -> !partition.getValue().equals(wanted.get(partition.getKey())))
            .map(partition -> "partition " + partition.getKey() + ": to " + partition.getValue())
            .sorted()
            .toList();
    if (!others.isEmpty()) {
      throw new RefusedException(
          "Another reassignment is in progress; wait for its end, and run the command again",
          others);
    }
    Set<Integer> receiving =
        wanted.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    new Cordons(admin, program.out()).apply(receiving, leaving);
    reassignments.run(wanted);
    reassignments.elect(wanted.keySet());
    return "%d partitions are on the brokers of the plan".formatted(wanted.size());
  }

  /** Moves what the load requires; returns where the replicas are. */
  private String rebalance(Admin admin, Reassignments reassignments)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    new Cordons(admin, program.out()).apply(brokers, leaving);
    Map<TopicPartition, List<Integer>> unfinished = reassignments.inProgress();
    if (!unfinished.isEmpty()) {
      say("%d partitions are already being reassigned; waiting".formatted(unfinished.size()));
      reassignments.run(unfinished);
    }
    RebalancePlan plan = plan(admin);
    for (int round = 0; round < ROUNDS && !plan.changes().isEmpty(); round++) {
      reassignments.run(plan.changes());
      plan = plan(admin);
    }
    reassignments.elect(selected(plan.load()).keySet());
    return "the replicas are on brokers " + new TreeSet<>(brokers);
  }

  private void say(String line) {
    program.out().println(line);
    program.out().flush();
  }
}
