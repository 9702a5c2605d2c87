package dev.openshiftkafka.stack.kafka;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.QuorumMembership;
import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.ProgramJob;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.quorum.QuorumCommand;
import dev.openshiftkafka.pod.quorum.QuorumCommand.Step;
import java.time.Duration;
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

  private static final ResourcesConfig RESOURCES = new ResourcesConfig("100m", null, "256Mi");

  /** Retries of the program, and the wait for controllers that stop or catch up. */
  private static final int RETRY_SECONDS = 120;

  /** Time to schedule the pod, pull the image and settle. */
  private static final int START_SECONDS = 300;

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
    Workload workload = workload(name);
    var account = new ServiceAccount(NAME, workload.serviceAccount(), component.child().build());
    var files =
        new ConfigMap(
            NAME,
            ConfigMapArgs.builder().metadata(workload.meta(NAME)).binaryData(archives()).build(),
            ProgramJob.unchanged(done, component.child(), "binaryData").build());
    var after = new ArrayList<>(before);
    after.addAll(List.of(account, files));
    var jobs = new ArrayList<Resource>();
    if (move != null) {
      jobs.add(declare(MOVE, Step.MOVE, move, component.child().dependsOn(after)));
    }
    if (removal != null) {
      jobs.add(declare(CHECK, Step.CHECK, removal, component.child().dependsOn(after)));
    }
    return List.copyOf(jobs);
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
                      // After a failed Job the last snapshot remains, and the next update compares
                      // with it.
                      Map<String, String> entry = Map.of(REMOVAL, removal.name());
                      context.addToSnapshot(
                          removal.done() ? Output.of(entry) : job.urn().applyValue(urn -> entry));
                    }));
  }

  private Job declare(
      String name, Step step, Change change, CustomResourceOptions.Builder options) {
    Duration timeout = Duration.ofSeconds(RETRY_SECONDS + 2L * START_SECONDS);
    return new Job(
        name,
        program()
            .args(workload(change.name()), name, arguments(step), RETRY_SECONDS + START_SECONDS),
        ProgramJob.unchanged(change.done(), options, "spec")
            .customTimeouts(CustomTimeouts.builder().create(timeout).update(timeout).build())
            .build());
  }

  private ProgramJob program() {
    return new ProgramJob(
        PROGRAM, NAME, image(), RESOURCES, ClientCredentials.of(config, ClientIdentity.TOOLS));
  }

  /** The command of a Job's container. */
  List<String> command(Step step) {
    return program().command(arguments(step));
  }

  private List<String> arguments(Step step) {
    return List.of(
        "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
        "--step=" + step,
        "--first-removed=" + Controllers.nodeId(config.controllers().members()),
        "--timeout-seconds=" + RETRY_SECONDS);
  }

  /** Each change has other pods, so that Pulumi replaces the Jobs. */
  private Workload workload(String change) {
    return Workload.of(config, NAME, COMPONENT)
        .annotated(Map.of(ConfigHash.ANNOTATION, ConfigHash.of(change, image())));
  }

  private String image() {
    return config.images().kafka(config.kafka().version());
  }

  private static Map<String, String> archives() {
    return ProgramJob.archives(
        "quorum.jar", LoadGenerator.class, QuorumCommand.class, AdminProgram.class);
  }
}
