package dev.openshiftkafka;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.capacity.Capacity;
import dev.openshiftkafka.capacity.CapacityReport;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.guard.PreviousOutputs;
import dev.openshiftkafka.guard.ReassignmentAdvice;
import dev.openshiftkafka.guard.VersionGuard;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ClusterProvider;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.DataVolume;
import dev.openshiftkafka.stack.aws.AwsLayer;
import dev.openshiftkafka.stack.benchmark.BenchmarkStep;
import dev.openshiftkafka.stack.kafka.DeploymentContext;
import dev.openshiftkafka.stack.kafka.KafkaCluster;
import dev.openshiftkafka.stack.monitoring.ExporterImage;
import dev.openshiftkafka.stack.monitoring.Observability;
import dev.openshiftkafka.stack.monitoring.ScrapeAnnotations;
import dev.openshiftkafka.stack.openshift.AppMachines;
import dev.openshiftkafka.stack.openshift.DeployerRights;
import dev.openshiftkafka.stack.openshift.MissingKubeconfig;
import dev.openshiftkafka.stack.openshift.NodeApproval;
import dev.openshiftkafka.stack.openshift.Project;
import dev.openshiftkafka.stack.rdkafka.LibrdkafkaClient;
import dev.openshiftkafka.guard.TopicGuard;
import dev.openshiftkafka.stack.topics.Topics;
import dev.openshiftkafka.stack.ui.WebUi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Wires the layers of the stack. */
public final class KafkaStack {
  /** Name of the Pulumi project: the namespace of its configuration keys. */
  static final String PROJECT = "openshift-kafka";

  private final Context context;
  private final StackConfig config;
  private final PreviousOutputs last;

  private KafkaStack(Context context, StackConfig config) {
    this.context = context;
    this.config = config;
    this.last = new PreviousOutputs(context);
  }

  /**
   * Declares everything.
   *
   * @throws dev.openshiftkafka.config.InvalidConfigException when the configuration has faults,
   *     before anything is declared
   */
  public static void declare(Context context, ConfigSource source) {
    var stack = new KafkaStack(context, source.read());
    // Nothing is declared before the edit is permitted: what is refused is then said once, and
    // nothing else has begun. The exports wait for the layers, but must not fail with them: the SDK
    // reports whichever failure it sees first, and that of an export with a stack trace.
    var layers = new CompletableFuture<Layers>();
    Output.tuple(stack.last.shape(), stack.last.volumes())
        .applyValue(last -> layers.complete(stack.layers(last.t1, last.t2)));
    stack.export(Output.of(layers));
  }

  /** What the layers export. */
  private record Layers(Optional<AwsLayer> aws, Output<Map<String, String>> shape) {}

  private Layers layers(Map<String, String> deployed, Map<String, String> volumes) {
    var edits = TopicGuard.of(deployed, config);
    PreviousOutputs.permit(deployed, volumes, config, edits);
    VersionGuard.advice(deployed, config).ifPresent(context.log()::info);
    ReassignmentAdvice.advice(deployed, config).ifPresent(context.log()::info);
    Optional<AwsLayer> aws =
        config.has(Layer.AWS)
            ? Optional.of(AwsLayer.of(config, context.stackName(), DataVolume.of(config)))
            : Optional.empty();
    Output<Map<String, String>> topics =
        config.has(Layer.OPENSHIFT) ? openshiftLayer(aws, deployed, edits) : Output.of(Map.of());
    return new Layers(aws, topics.applyValue(made -> DeploymentSnapshot.of(config, made)));
  }

  private Output<Map<String, String>> openshiftLayer(
      Optional<AwsLayer> aws, Map<String, String> deployed, TopicGuard edits) {
    MissingKubeconfig.warning(config, context.stackName(), System.getenv())
        .ifPresent(context.log()::warn);
    var provider = ClusterProvider.of(config);
    // Pods leave before their nodes do, nodes before their network, and the project before both:
    // pods of others in it must be able to leave, too.
    var before = new ArrayList<Resource>(aws.stream().toList());
    if (AppMachines.isWanted(config)) {
      before.add(
          new AppMachines(config, aws.orElseThrow().machinePlaces(), after(provider, before)));
    }
    before.add(
        new Project(
            config.project(), DeclaredParts.serviceAccounts(config), after(provider, before)));
    // Everything stands in the project, and the pods need the right to its constraints.
    var inProject = after(provider, before);
    if (ExporterImage.isBuilt(config)) {
      before.add(new ExporterImage(config, inProject));
    }
    var cluster = new KafkaCluster("kafka", config, surroundings(aws), after(provider, before));
    Map<String, String> podAnnotations = Project.podAnnotations(config.project());
    Observability.declare(config, podAnnotations, cluster, inProject);
    if (config.client().enabled()) {
      new LibrdkafkaClient(config, podAnnotations, cluster, inProject);
    }
    if (config.ui().enabled()) {
      new WebUi(config, podAnnotations, cluster, inProject);
    }
    // What is of use when the brokers are ready goes before they do.
    var onBrokers = after(provider, List.of(cluster));
    if (config.benchmark().enabled()) {
      new BenchmarkStep(config, podAnnotations, onBrokers);
    }
    edits.warnings().forEach(context.log()::warn);
    return config.topics().isWanted()
        ? new Topics(config, deployed, onBrokers).shape()
        : Output.of(Map.of());
  }

  private static ComponentResourceOptions after(ProviderResource provider, List<Resource> before) {
    return ComponentResourceOptions.builder()
        .providers(provider)
        .dependsOn(List.copyOf(before))
        .build();
  }

  private DeploymentContext surroundings(Optional<AwsLayer> aws) {
    return new DeploymentContext(
        config.project().name(),
        config.protect(),
        ScrapeAnnotations.ofMembers(config, Project.podAnnotations(config.project())),
        aws.map(AwsLayer::volumeIds).orElse(Map.of()));
  }

  private void export(Output<Layers> layers) {
    context.export(PreviousOutputs.SHAPE, layers.apply(Layers::shape));
    if (config.has(Layer.OPENSHIFT)) {
      context.export("namespace", config.project().name());
      context.export("bootstrapServers", BrokerAddresses.bootstrapServers(config));
      context.export("reassignCommand", ReassignmentAdvice.command(config));
      context.export(
          "deployerRights", DeployerRights.manifests(config, DeclaredParts.objects(config)));
      if (config.benchmark().enabled()) {
        context.export("benchmark", BenchmarkStep.job(config));
        context.export("benchmarkCommand", BenchmarkStep.command(config));
      }
      if (config.ui().enabled()) {
        context.export("ui", WebUi.url(config));
      }
    }
    if (config.has(Layer.AWS)) {
      Capacity.of(config).flatMap(Capacity::warning).ifPresent(context.log()::warn);
      context.export("capacity", CapacityReport.of(config));
      context.export(
          PreviousOutputs.VOLUMES, layers.apply(made -> made.aws().orElseThrow().allVolumeIds()));
      var names = layers.apply(made -> made.aws().orElseThrow().hostNames());
      NodeApproval.of(names, config).ifPresent(this::exportApproval);
    }
  }

  /** Whoever waits for the pods learns what the pods wait for. */
  private void exportApproval(Output<String> command) {
    context.export(NodeApproval.OUTPUT, command);
    Output.tuple(command, last.text(NodeApproval.OUTPUT))
        .applyValue(
            texts -> {
              if (!texts.t1.equals(texts.t2)) {
                context.log().info(NodeApproval.explain(texts.t1));
              }
              return texts.t1;
            });
  }

  /**
   * The roles that a deployer of the stack of this file needs, as YAML.
   *
   * @throws dev.openshiftkafka.config.InvalidConfigException when the file has faults
   * @throws IOException when it cannot be read
   */
  static String deployerRights(Path file) throws IOException {
    StackConfig config = ConfigSource.ofFile(PROJECT, file).read();
    return DeployerRights.manifests(config, DeclaredParts.objects(config));
  }

  /** Names of all objects of the cluster that a configuration declares. */
  public static ResourceInventory inventory(StackConfig config) {
    return DeclaredParts.objects(config);
  }

  /** The roles that a deployer of a stack needs, as objects of the API. */
  public static List<Map<String, Object>> deployerRoles(StackConfig config) {
    return DeployerRights.roles(config, DeclaredParts.objects(config));
  }
}
