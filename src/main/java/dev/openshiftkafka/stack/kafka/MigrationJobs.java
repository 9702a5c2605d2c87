package dev.openshiftkafka.stack.kafka;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.MigrationPhase;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ChangeJobs;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.ProgramJob;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.migration.MigrationCommand;
import dev.openshiftkafka.pod.scrape.Scraper;
import dev.openshiftkafka.pod.zookeeper.ZooKeeperMetadata;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import java.util.List;
import java.util.Map;

/**
 * The Jobs of a phase of a migration from ZooKeeper to KRaft: the first one fails the update before
 * a pod changes, the last one ends when Kafka's metrics say that the phase is done. In a rollback,
 * another one gives the control back to the brokers when the controllers have stopped.
 *
 * <p>Pulumi replaces the Jobs when the phase changes, also from a phase that failed.
 */
public final class MigrationJobs implements Operand {
  static final String NAME = "kafka-migration";
  static final String CHECK = "kafka-migration-check";
  static final String REVERT = "kafka-migration-revert";
  static final String COMPONENT = "migration";

  private static final PodProgram PROGRAM =
      new PodProgram(MigrationCommand.class.getName(), "files", "/opt/migration");

  /** Retries of a check, and the time in which controllers stop and brokers elect one of them. */
  private static final int CHECK_SECONDS = 120;

  private final StackConfig config;

  /** Creates the operand of a configuration. */
  public MigrationJobs(StackConfig config) {
    this.config = config;
  }

  @Override
  public boolean enabled() {
    return config.migration() != null;
  }

  @Override
  public List<String> serviceAccounts() {
    return List.of(NAME);
  }

  @Override
  public List<NodeAccess> nodeAccess() {
    return List.of(
        new NodeAccess(COMPONENT, Names.ZOOKEEPER_COMPONENT, Names.ZOOKEEPER_CLIENT_PORT),
        new NodeAccess(COMPONENT, Names.CONTROLLER_COMPONENT, JmxExporter.PORT));
  }

  /** All Jobs in each phase, because the next one deletes those of the last. */
  @Override
  public void addObjects(ResourceInventory inventory) {
    inventory
        .add(inProject("", "configmaps"), NAME)
        .add(inProject("batch", "jobs"), CHECK)
        .add(inProject("batch", "jobs"), REVERT)
        .add(inProject("batch", "jobs"), NAME);
  }

  /**
   * Declares the check, with what all Jobs need; the controllers must depend on it. Empty without a
   * migration.
   */
  List<Resource> declareCheck(OperandComponent component, List<Resource> before) {
    if (!enabled()) {
      return List.of();
    }
    List<Resource> after = ChangeJobs.after(before, jobs().declareFiles(component, archives()));
    return List.of(job(CHECK, "check", CHECK_SECONDS, component.child().dependsOn(after)));
  }

  /** Declares what runs between controllers and brokers; empty unless the phase is a rollback. */
  List<Resource> declareRevert(OperandComponent component, List<Resource> before) {
    return config.isIn(MigrationPhase.ROLLBACK)
        ? List.of(job(REVERT, "revert", CHECK_SECONDS, component.child().dependsOn(before)))
        : List.of();
  }

  @Override
  public void declare(DeploymentContext context) {
    new OperandComponent(
        "openshiftkafka:kafka:Migration",
        NAME,
        context.afterBrokers(),
        component -> {
          int seconds = config.migration().timeoutSeconds();
          Job job = job(NAME, "await", seconds, component.child());
          // Until the Job has succeeded, the last snapshot remains, and with it the last phase.
          jobs().addToSnapshot(context, job, DeploymentSnapshot.keptClusterId());
        });
  }

  private Job job(
      String name, String step, int timeoutSeconds, CustomResourceOptions.Builder options) {
    return jobs()
        .declare(
            name, arguments(step, timeoutSeconds), ChangeJobs.deadline(timeoutSeconds), options);
  }

  /** Each phase has other pods, so that Pulumi replaces the Jobs. */
  private ChangeJobs jobs() {
    return ChangeJobs.of(config, NAME, COMPONENT, PROGRAM, "256Mi")
        .identifiedBy(config.migration().phase().toString());
  }

  /** The command of a Job's container. */
  List<String> command(String step, int timeoutSeconds) {
    return jobs().command(arguments(step, timeoutSeconds));
  }

  private List<String> arguments(String step, int timeoutSeconds) {
    return List.of(
        "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
        "--step=" + step,
        "--phase=" + config.migration().phase(),
        "--zookeeper=" + ZooKeeper.connect(config),
        "--exporters=" + exporters(),
        "--brokers=" + config.kafka().brokers(),
        "--timeout-seconds=" + timeoutSeconds);
  }

  private String exporters() {
    return BrokerAddresses.join(
        config.controllers().members(),
        i -> BrokerAddresses.pod(config, Names.CONTROLLERS, i) + ":" + JmxExporter.PORT);
  }

  private static Map<String, String> archives() {
    return ProgramJob.archives(
        "migration.jar",
        LoadGenerator.class,
        MigrationCommand.class,
        ZooKeeperMetadata.class,
        Scraper.class,
        AdminProgram.class);
  }
}
