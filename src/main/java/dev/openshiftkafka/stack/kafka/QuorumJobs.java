package dev.openshiftkafka.stack.kafka;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.QuorumMembership;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ChangeJobs;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.ProgramJob;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.quorum.QuorumCommand;
import dev.openshiftkafka.pod.quorum.QuorumCommand.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Jobs of an update that changes the voters of the KRaft quorum: one writes the voters to the
 * metadata before the controllers restart without a fixed list; one fails the update before
 * controllers stop while another one is not caught up, and one removes the voters that stopped.
 *
 * <p>Added controllers need no Job: they become voters by themselves.
 *
 * <p>Later updates declare the Jobs of the last change again and ignore their changes, so that an
 * update without an edit changes nothing and runs nothing.
 */
public final class QuorumJobs implements Operand {
  static final String NAME = "kafka-quorum";
  static final String MOVE = "kafka-quorum-move";
  static final String CHECK = "kafka-quorum-check";
  static final String REMOVE = "kafka-quorum-removal";
  static final String COMPONENT = "quorum-change";

  /**
   * Snapshot key: numbers of controllers before and after the last removal, such as {@code 5 3}.
   */
  static final String REMOVAL = "quorum.removal";

  private static final PodProgram PROGRAM =
      new PodProgram(QuorumCommand.class.getName(), "files", "/opt/quorum");

  /** Retries of the program, and the wait for controllers that stop or catch up. */
  private static final int RETRY_SECONDS = 120;

  private final StackConfig config;

  /** Creates the operand of a configuration. */
  public QuorumJobs(StackConfig config) {
    this.config = config;
  }

  @Override
  public boolean enabled() {
    return movable() || removable();
  }

  private boolean movable() {
    return config.hasControllers() && config.controllers().membership() == QuorumMembership.DYNAMIC;
  }

  private boolean removable() {
    return config.hasControllers() && config.controllers().allowControllerRemoval();
  }

  @Override
  public List<String> serviceAccounts() {
    return List.of(NAME);
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    inventory.add(inProject("", "configmaps"), NAME);
    if (movable()) {
      inventory.add(inProject("batch", "jobs"), MOVE);
    }
    if (removable()) {
      inventory.add(inProject("batch", "jobs"), CHECK).add(inProject("batch", "jobs"), REMOVE);
    }
  }

  /**
   * A change of the voters.
   *
   * @param name identifies the change
   * @param done whether an earlier update completed it
   */
  private record Change(String name, boolean done) {}

  private Optional<Change> move(Map<String, String> deployed) {
    boolean moved = QuorumForm.of(deployed, config) == QuorumForm.DYNAMIC_MOVED;
    return movable() && moved
        ? Optional.of(new Change("move", !QuorumForm.moves(deployed, config)))
        : Optional.empty();
  }

  /** A removal, with the numbers of controllers before and after as its name. */
  private Optional<Change> removal(Map<String, String> deployed) {
    if (!removable()) {
      return Optional.empty();
    }
    int running = DeploymentSnapshot.controllers(deployed);
    int wanted = config.controllers().members();
    if (wanted < running) {
      return Optional.of(new Change(running + " " + wanted, false));
    }
    String last = deployed.getOrDefault(REMOVAL, "");
    return wanted == running && last.endsWith(" " + wanted)
        ? Optional.of(new Change(last, true))
        : Optional.empty();
  }

  /**
   * Declares the Jobs that run before the controllers change, with what all Jobs need; the
   * controllers must depend on them. Empty when the voters do not change.
   */
  List<Resource> declareBefore(
      OperandComponent component, DeploymentContext context, List<Resource> before) {
    Change move = move(context.deployed()).orElse(null);
    Change removal = removal(context.deployed()).orElse(null);
    if (move == null && removal == null) {
      return List.of();
    }
    boolean done = isDone(move) && isDone(removal);
    String name = removal == null ? Objects.requireNonNull(move).name() : removal.name();
    List<Resource> files = jobs(new Change(name, done)).declareFiles(component, archives());
    List<Resource> after = ChangeJobs.after(before, files);
    var declared = new ArrayList<Resource>();
    if (move != null) {
      declared.add(declare(MOVE, Step.MOVE, move, component.child().dependsOn(after)));
    }
    if (removal != null) {
      declared.add(declare(CHECK, Step.CHECK, removal, component.child().dependsOn(after)));
    }
    return List.copyOf(declared);
  }

  private static boolean isDone(@Nullable Change change) {
    return change == null || change.done();
  }

  @Override
  public void declare(DeploymentContext context) {
    removal(context.deployed())
        .ifPresent(
            removal ->
                new OperandComponent(
                    "openshiftkafka:kafka:QuorumRemoval",
                    REMOVE,
                    context.afterBrokers(),
                    component -> {
                      Job job = declare(REMOVE, Step.REMOVE, removal, component.child());
                      jobs(removal).addToSnapshot(context, job, Map.of(REMOVAL, removal.name()));
                    }));
  }

  private Job declare(
      String name, Step step, Change change, CustomResourceOptions.Builder options) {
    return jobs(change).declare(name, arguments(step), ChangeJobs.deadline(RETRY_SECONDS), options);
  }

  private ChangeJobs jobs() {
    return ChangeJobs.of(config, NAME, COMPONENT, PROGRAM, "256Mi");
  }

  private ChangeJobs jobs(Change change) {
    return jobs().identifiedBy(change.name()).completed(change.done());
  }

  /** The command of a Job's container. */
  List<String> command(Step step) {
    return jobs().command(arguments(step));
  }

  private List<String> arguments(Step step) {
    return List.of(
        "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
        "--step=" + step,
        "--first-removed=" + Controllers.nodeId(config.controllers().members()),
        "--timeout-seconds=" + RETRY_SECONDS);
  }

  private static Map<String, String> archives() {
    return ProgramJob.archives(
        "quorum.jar", LoadGenerator.class, QuorumCommand.class, AdminProgram.class);
  }
}
