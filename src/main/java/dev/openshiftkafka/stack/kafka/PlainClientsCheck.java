package dev.openshiftkafka.stack.kafka;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.SecurityPhase;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ChangeJobs;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.ProgramJob;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.listeners.ListenerClientsCommand;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.scrape.Scraper;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import java.util.List;
import java.util.Map;

/**
 * The Job that fails the update to the security phase {@code closed}, before a pod restarts, while
 * clients use the plain listener.
 *
 * <p>Later updates declare the Job again and ignore its changes, so that an update without an edit
 * changes nothing and runs nothing.
 */
public final class PlainClientsCheck implements Operand {
  static final String NAME = "kafka-plain-clients-check";
  static final String COMPONENT = "plain-clients-check";

  /** Snapshot key: the update to {@code closed} has run the Job. */
  static final String CHECKED = "security.plainClients";

  private static final PodProgram PROGRAM =
      new PodProgram(ListenerClientsCommand.class.getName(), "files", "/opt/listeners");

  /** Kafka's rate of new connections falls to 0 about a minute after the last one. */
  private static final int RETRY_SECONDS = 120;

  private final StackConfig config;

  /** Creates the operand of a configuration. */
  public PlainClientsCheck(StackConfig config) {
    this.config = config;
  }

  /** Without the exporter, nothing shows the connections of a listener. */
  @Override
  public boolean enabled() {
    return config.isSecured(SecurityPhase.CLOSED)
        && config.exporter().enabled()
        && !config.security().allowDisconnect();
  }

  @Override
  public List<String> serviceAccounts() {
    return List.of(NAME);
  }

  @Override
  public List<NodeAccess> nodeAccess() {
    return List.of(new NodeAccess(COMPONENT, Names.BROKER_COMPONENT, JmxExporter.PORT));
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    inventory.add(inProject("", "configmaps"), NAME).add(inProject("batch", "jobs"), NAME);
  }

  /** Nothing else than {@link #declareCheck}. */
  @Override
  public void declare(DeploymentContext context) {
    // Controllers and brokers must depend on the Job.
  }

  /**
   * Declares the check; controllers and brokers must depend on it. Empty in a stack whose brokers
   * never had the plain listener.
   */
  List<Resource> declareCheck(
      OperandComponent component, DeploymentContext context, List<Resource> before) {
    Map<String, String> deployed = context.deployed();
    boolean done = deployed.containsKey(CHECKED);
    if (!enabled() || (!done && !DeploymentSnapshot.hasPlainListener(deployed))) {
      return List.of();
    }
    ChangeJobs jobs = ChangeJobs.of(config, NAME, COMPONENT, PROGRAM, "256Mi").completed(done);
    List<Resource> after = ChangeJobs.after(before, jobs.declareFiles(component, archives()));
    Job job =
        jobs.declare(
            NAME,
            arguments(),
            ChangeJobs.deadline(RETRY_SECONDS),
            component.child().dependsOn(after));
    jobs.addToSnapshot(context, job, Map.of(CHECKED, "none"));
    return List.of(job);
  }

  private List<String> arguments() {
    return List.of(
        "--bootstrap-server=" + BrokerAddresses.bootstrapServers(config),
        "--listener=" + Listener.Name.PLAINTEXT,
        "--exporter-port=" + JmxExporter.PORT,
        "--timeout-seconds=" + RETRY_SECONDS);
  }

  private static Map<String, String> archives() {
    return ProgramJob.archives(
        "listeners.jar",
        LoadGenerator.class,
        ListenerClientsCommand.class,
        Scraper.class,
        AdminProgram.class);
  }
}
