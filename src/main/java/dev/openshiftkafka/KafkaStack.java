package dev.openshiftkafka;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.capacity.Capacity;
import dev.openshiftkafka.capacity.CapacityReport;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.ClusterHealth;
import dev.openshiftkafka.guard.DegradedUpdateGuard;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.guard.MigrationGuard;
import dev.openshiftkafka.guard.PlainListenersWarning;
import dev.openshiftkafka.guard.PreviousOutputs;
import dev.openshiftkafka.guard.QuorumGuard;
import dev.openshiftkafka.guard.ReassignmentAdvice;
import dev.openshiftkafka.guard.SettingsChange;
import dev.openshiftkafka.guard.TieredStorageGuard;
import dev.openshiftkafka.guard.TopicGuard;
import dev.openshiftkafka.guard.UncleanElectionWarning;
import dev.openshiftkafka.guard.UserGuard;
import dev.openshiftkafka.guard.VersionGuard;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.DataVolume;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource;
import dev.openshiftkafka.stack.Operands;
import dev.openshiftkafka.stack.aws.AwsLayer;
import dev.openshiftkafka.stack.benchmark.Benchmark;
import dev.openshiftkafka.stack.external.ExternalAccess;
import dev.openshiftkafka.stack.openshift.AppMachines;
import dev.openshiftkafka.stack.openshift.ClusterProvider;
import dev.openshiftkafka.stack.openshift.DeployerRights;
import dev.openshiftkafka.stack.openshift.NodeApproval;
import dev.openshiftkafka.stack.openshift.Project;
import dev.openshiftkafka.stack.ui.WebUi;
import dev.openshiftkafka.stack.users.Users;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The stack: guards, AWS layer, project, operands, and outputs. */
public final class KafkaStack {
  /** Name of the Pulumi project, which is the namespace of its configuration keys. */
  static final String PROJECT = "openshift-kafka";

  private final Context context;
  private final StackConfig config;
  private final PreviousOutputs previous;
  private final DegradedUpdateGuard degraded;
  private final boolean preview;
  private final List<Operand> operands;

  private KafkaStack(Context context, StackConfig config, ClusterHealth health) {
    this.context = context;
    this.config = config;
    this.previous = new PreviousOutputs(context);
    this.degraded = new DegradedUpdateGuard(health);
    this.preview = Deployment.getInstance().isDryRun();
    this.operands = Operands.of(config);
  }

  /**
   * Declares everything.
   *
   * @param health reads the state of the deployed cluster
   * @throws dev.openshiftkafka.config.InvalidConfigException when the configuration has faults,
   *     before anything is declared
   */
  public static void declare(Context context, ConfigSource source, ClusterHealth health) {
    var stack = new KafkaStack(context, source.read(), health);
    // Nothing is declared before the guards permit the edit, so a refusal is reported once and
    // changes nothing. The outputs wait for the layers but must not fail with them: the SDK reports
    // only the first failure that it sees, and an output's failure with a stack trace.
    var layers = new CompletableFuture<Layers>();
    Output.tuple(stack.previous.snapshot(), stack.previous.volumes())
        .applyValue(last -> layers.complete(stack.layers(last.t1, last.t2)));
    stack.export(Output.of(layers));
  }

  /** The values of the layers that outputs need. */
  private record Layers(Optional<AwsLayer> aws, Output<Map<String, String>> snapshot) {}

  private Layers layers(Map<String, String> deployed, Map<String, String> volumes) {
    var topics = TopicGuard.of(deployed, config);
    var users = UserGuard.of(deployed, config);
    var storage = TieredStorageGuard.of(deployed, config);
    PreviousOutputs.permit(deployed, volumes, config, topics, storage, users);
    degraded.check(deployed, config, preview).forEach(context.log()::warn);
    VersionGuard.advice(deployed, config).ifPresent(context.log()::info);
    MigrationGuard.advice(deployed, config).ifPresent(context.log()::info);
    QuorumGuard.advice(deployed, config).ifPresent(context.log()::info);
    ReassignmentAdvice.advice(deployed, config).ifPresent(context.log()::info);
    SettingsChange.of(deployed, config).advice().ifPresent(context.log()::info);
    UncleanElectionWarning.of(config).ifPresent(context.log()::warn);
    if (config.has(Layer.OPENSHIFT)) {
      PlainListenersWarning.of(config).ifPresent(context.log()::warn);
    }
    Optional<AwsLayer> aws =
        config.has(Layer.AWS)
            ? Optional.of(AwsLayer.of(config, context.stackName(), DataVolume.of(config)))
            : Optional.empty();
    Output<Map<String, String>> snapshot = Output.of(Map.of());
    if (config.usesCluster()) {
      snapshot = clusterLayers(aws, deployed);
    }
    if (config.has(Layer.OPENSHIFT)) {
      topics.warnings().forEach(context.log()::warn);
      storage.warnings().forEach(context.log()::warn);
      users.warnings().forEach(context.log()::warn);
    }
    Output<Map<String, String>> current =
        snapshot.applyValue(
            entries -> {
              var all = DeploymentSnapshot.after(deployed, config, entries);
              all.putAll(storage.snapshot());
              return all;
            });
    // After a failure the last snapshot remains, and the next update compares with it.
    return new Layers(aws, preview ? current : DeploymentContext.orElse(current, deployed));
  }

  private Output<Map<String, String>> clusterLayers(
      Optional<AwsLayer> aws, Map<String, String> deployed) {
    ClusterProvider.missingKubeconfig(config, context.stackName(), System.getenv())
        .ifPresent(context.log()::warn);
    var provider = ClusterProvider.of(config);
    // A destroy deletes in reverse order: pods, the project with all that is in it, nodes, network.
    var before = new ArrayList<Resource>(aws.stream().toList());
    if (AppMachines.isEnabled(config)) {
      before.add(
          new AppMachines(config, aws.orElseThrow().nodePlacement(), after(provider, before)));
    }
    if (config.declaresAdminObjects()) {
      List<String> accounts =
          operands.stream().flatMap(operand -> operand.serviceAccounts().stream()).toList();
      before.add(new Project(config.project(), accounts, after(provider, before)));
    }
    var deployment =
        new DeploymentContext(
            provider, before, aws.map(AwsLayer::volumeIds).orElse(Map.of()), deployed);
    if (config.has(Layer.OPENSHIFT)) {
      operands.forEach(operand -> operand.declare(deployment));
    } else {
      operands.forEach(operand -> operand.declareOutsideProject(deployment));
    }
    return deployment.snapshot();
  }

  private static ComponentResourceOptions after(ProviderResource provider, List<Resource> before) {
    return ComponentResourceOptions.builder()
        .providers(provider)
        .dependsOn(List.copyOf(before))
        .build();
  }

  private void export(Output<Layers> layers) {
    context.export(PreviousOutputs.SNAPSHOT, layers.apply(Layers::snapshot));
    if (config.usesCluster()) {
      context.export("namespace", config.project().name());
      context.export(
          "deployerRights", DeployerRights.manifests(config, inventory(config, operands)));
    }
    if (config.has(Layer.OPENSHIFT)) {
      context.export("bootstrapServers", BrokerAddresses.bootstrapServers(config));
      if (config.security() != null) {
        context.export("listeners", Listeners.of(config).bootstrapServers(config));
      }
      context.export("reassignCommand", ReassignmentAdvice.command(config));
      if (config.benchmark().enabled()) {
        context.export("benchmark", Benchmark.job(config));
        context.export("benchmarkCommand", Benchmark.command(config));
      }
      if (config.ui().enabled()) {
        context.export("ui", WebUi.url(config));
      }
      if (config.users().isWanted()) {
        context.export("users", Users.secrets(config));
      }
      if (config.isExternal()) {
        context.export("externalClient", ExternalAccess.clientCommands(config));
      }
    }
    if (config.has(Layer.AWS)) {
      Capacity.of(config).flatMap(Capacity::warning).ifPresent(context.log()::warn);
      AwsLayer.alarmsWithoutActions(config).ifPresent(context.log()::warn);
      context.export("capacity", CapacityReport.of(config));
      context.export(
          PreviousOutputs.VOLUMES, layers.apply(all -> all.aws().orElseThrow().allVolumeIds()));
      var names = layers.apply(all -> all.aws().orElseThrow().hostNames());
      NodeApproval.of(names, config).ifPresent(this::exportApproval);
    }
  }

  /** Also logs the command, unless the last update exported the same one. */
  private void exportApproval(Output<String> command) {
    context.export(NodeApproval.OUTPUT, command);
    Output.tuple(command, previous.text(NodeApproval.OUTPUT))
        .applyValue(
            texts -> {
              if (!texts.t1.equals(texts.t2)) {
                context.log().info(NodeApproval.explain(texts.t1));
              }
              return texts.t1;
            });
  }

  /** The names of all Kubernetes objects that a configuration declares. */
  public static ResourceInventory inventory(StackConfig config) {
    return inventory(config, Operands.of(config));
  }

  private static ResourceInventory inventory(StackConfig config, List<Operand> operands) {
    var ofOperands = new ResourceInventory();
    operands.forEach(operand -> operand.addTo(ofOperands));
    var inventory = new ResourceInventory();
    if (config.has(Layer.OPENSHIFT)) {
      inventory.addAll(ofOperands, ApiResource::isInProject);
    }
    if (config.declaresAdminObjects()) {
      Project.addTo(inventory, config.project());
      AppMachines.addTo(inventory, config);
      inventory.addAll(ofOperands, resource -> !resource.isInProject());
    }
    return inventory;
  }

  /**
   * The roles that the deployer of a stack needs, as YAML.
   *
   * @param file stack file
   * @throws dev.openshiftkafka.config.InvalidConfigException when the file has faults
   * @throws IOException when the file cannot be read
   */
  static String deployerRights(Path file) throws IOException {
    StackConfig config = ConfigSource.ofFile(PROJECT, file).read();
    return DeployerRights.manifests(config, inventory(config));
  }

  /** The roles that the deployer of a stack needs, as API objects. */
  public static List<Map<String, Object>> deployerRoles(StackConfig config) {
    return DeployerRights.roles(config, inventory(config));
  }
}
