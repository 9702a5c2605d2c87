package dev.openshiftkafka.stack.kafka;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ChangeJobs;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.ProgramJob;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.brokers.BrokersCommand;
import dev.openshiftkafka.pod.load.LoadGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Jobs of an update that decreases the number of brokers: one fails the update before a broker
 * stops that still has replicas, the other unregisters the brokers after their pods are gone.
 *
 * <p>Later updates declare the Jobs of the last removal again and ignore their changes, so that an
 * update without an edit changes nothing and runs nothing.
 */
public final class BrokerRemoval implements Operand {
  static final String NAME = "kafka-broker-removal";
  static final String CHECK = "kafka-broker-check";
  static final String UNREGISTER = "kafka-broker-unregister";
  static final String COMPONENT = "broker-removal";

  /** Snapshot key: numbers of brokers before and after the last removal, such as {@code 4 3}. */
  static final String REMOVAL = "brokers.removal";

  private static final PodProgram PROGRAM =
      new PodProgram(BrokersCommand.class.getName(), "files", "/opt/brokers");

  /** Retries of the program, and the wait for brokers that stop. */
  private static final int RETRY_SECONDS = 120;

  private final StackConfig config;

  /** Creates the operand of a configuration. */
  public BrokerRemoval(StackConfig config) {
    this.config = config;
  }

  @Override
  public boolean enabled() {
    return config.kafka().allowBrokerRemoval();
  }

  @Override
  public List<String> serviceAccounts() {
    return List.of(NAME);
  }

  /** The controllers change settings of a stopped broker. */
  @Override
  public List<NodeAccess> nodeAccess() {
    return isKraft()
        ? List.of(
            new NodeAccess(
                COMPONENT, Names.CONTROLLER_COMPONENT, Listeners.of(config).controller().port()))
        : List.of();
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    inventory.add(inProject("", "configmaps"), NAME).add(inProject("batch", "jobs"), CHECK);
    if (isKraft()) {
      inventory.add(inProject("batch", "jobs"), UNREGISTER);
    }
  }

  /**
   * Declares the check, with what both Jobs need; the brokers must depend on it. Empty when no
   * brokers are removed.
   */
  List<Resource> declareCheck(
      OperandComponent component, DeploymentContext context, List<Resource> before) {
    BrokerCountChange removal = removal(context.deployed());
    if (removal == null) {
      return List.of();
    }
    ChangeJobs jobs = jobs(removal);
    List<Resource> after = ChangeJobs.after(before, jobs.declareFiles(component, archives()));
    Job check = declare(CHECK, removal, component.child().dependsOn(after), List.of());
    jobs.addToSnapshot(context, check, isKraft() ? Map.of() : removal.entry(REMOVAL));
    return List.of(check);
  }

  @Override
  public void declare(DeploymentContext context) {
    BrokerCountChange removal = removal(context.deployed());
    if (removal == null || !isKraft()) {
      return;
    }
    new OperandComponent(
        "openshiftkafka:kafka:BrokerRemoval",
        NAME,
        context.afterBrokers(),
        component -> {
          String controllers =
              Listeners.of(config).controller().addresses(config.controllers().members());
          Job job =
              declare(
                  UNREGISTER,
                  removal,
                  component.child(),
                  List.of("--bootstrap-controllers=" + controllers));
          jobs(removal).addToSnapshot(context, job, removal.entry(REMOVAL));
        });
  }

  private boolean isKraft() {
    return config.brokersAreKraft();
  }

  private @Nullable BrokerCountChange removal(Map<String, String> deployed) {
    BrokerCountChange change =
        enabled() ? BrokerCountChange.of(deployed, config.kafka().brokers(), REMOVAL) : null;
    return change != null && change.isRemoval() ? change : null;
  }

  private Job declare(
      String name,
      BrokerCountChange removal,
      CustomResourceOptions.Builder options,
      List<String> arguments) {
    var all =
        new ArrayList<>(
            List.of(
                "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
                "--removed=" + removal.ids(),
                "--timeout-seconds=" + RETRY_SECONDS));
    all.addAll(arguments);
    return jobs(removal).declare(name, all, ChangeJobs.deadline(RETRY_SECONDS), options);
  }

  private ChangeJobs jobs(BrokerCountChange removal) {
    return ChangeJobs.of(config, NAME, COMPONENT, PROGRAM, "256Mi")
        .identifiedBy(removal.ids())
        .completed(removal.done());
  }

  private static Map<String, String> archives() {
    return ProgramJob.archives(
        "brokers.jar", LoadGenerator.class, BrokersCommand.class, AdminProgram.class);
  }
}
