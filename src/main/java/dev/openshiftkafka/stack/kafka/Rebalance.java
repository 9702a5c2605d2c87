package dev.openshiftkafka.stack.kafka;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.RebalanceMode;
import dev.openshiftkafka.config.StackConfig;
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
import dev.openshiftkafka.pod.rebalance.RebalanceCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Jobs that move replicas when an update changes the number of brokers: to new brokers once
 * they are ready, and away from removed ones before {@link BrokerRemoval} checks and stops them.
 *
 * <p>Later updates declare the Job of the last change again and ignore its changes, so that an
 * update without an edit changes nothing and runs nothing.
 */
public final class Rebalance implements Operand {
  static final String NAME = "kafka-rebalance";
  static final String COMPONENT = "rebalance";

  /** Two names, because Pulumi creates the Job of a change before it deletes the other one. */
  static final String ADDED = "kafka-rebalance-added";

  static final String REMOVED = "kafka-rebalance-removed";

  /** Snapshot key: numbers of brokers before and after the last change, such as {@code 3 6}. */
  static final String CHANGE = "brokers.rebalance";

  private static final PodProgram PROGRAM =
      new PodProgram(RebalanceCommand.class.getName(), "files", "/opt/rebalance");

  /** A broker copies 4.3 TB a day at 50 MB/s. After that, the next update continues. */
  private static final Duration DEADLINE = Duration.ofDays(1);

  private final StackConfig config;

  /** Creates the operand of a configuration. */
  public Rebalance(StackConfig config) {
    this.config = config;
  }

  @Override
  public boolean enabled() {
    return config.kafka().rebalance() == RebalanceMode.ON_SCALE;
  }

  @Override
  public List<String> serviceAccounts() {
    return List.of(NAME);
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    inventory
        .add(inProject("", "configmaps"), NAME)
        .add(inProject("batch", "jobs"), ADDED)
        .add(inProject("batch", "jobs"), REMOVED);
  }

  /**
   * Declares what the Jobs need, and the Job that empties brokers; the brokers must depend on it.
   * Empty when the number of brokers does not change.
   */
  List<Resource> declareBefore(
      OperandComponent component, DeploymentContext context, List<Resource> before) {
    BrokerCountChange change = change(context);
    if (change == null) {
      return List.of();
    }
    ChangeJobs jobs = jobs(change);
    List<Resource> files = jobs.declareFiles(component, archives());
    if (!change.isRemoval()) {
      return files;
    }
    List<Resource> after = ChangeJobs.after(before, files);
    Job job = declare(REMOVED, change, component.child().dependsOn(after));
    jobs.addToSnapshot(context, job, change.entry(CHANGE));
    return ChangeJobs.after(files, List.of(job));
  }

  @Override
  public void declare(DeploymentContext context) {
    BrokerCountChange change = change(context);
    if (change == null || change.isRemoval()) {
      return;
    }
    new OperandComponent(
        "openshiftkafka:kafka:Rebalance",
        NAME,
        context.afterBrokers(),
        component ->
            jobs(change)
                .addToSnapshot(
                    context, declare(ADDED, change, component.child()), change.entry(CHANGE)));
  }

  private @Nullable BrokerCountChange change(DeploymentContext context) {
    return enabled()
        ? BrokerCountChange.of(context.deployed(), config.kafka().brokers(), CHANGE)
        : null;
  }

  private Job declare(
      String name, BrokerCountChange change, CustomResourceOptions.Builder options) {
    return jobs(change).declare(name, arguments(change), DEADLINE, options);
  }

  /** The arguments of the program. */
  List<String> arguments(BrokerCountChange change) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
                "--brokers=" + change.remaining(),
                "--throttle-mbps=" + config.kafka().rebalanceThrottleMBps()));
    if (change.isRemoval()) {
      arguments.add("--leaving=" + change.ids());
    }
    return arguments;
  }

  private ChangeJobs jobs(BrokerCountChange change) {
    return ChangeJobs.of(config, NAME, COMPONENT, PROGRAM, "512Mi")
        .identifiedBy(change.ids())
        .completed(change.done());
  }

  private static Map<String, String> archives() {
    return ProgramJob.archives(
        "rebalance.jar", LoadGenerator.class, RebalanceCommand.class, AdminProgram.class);
  }
}
