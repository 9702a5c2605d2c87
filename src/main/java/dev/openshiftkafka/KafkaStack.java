package dev.openshiftkafka;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.StackReference;
import com.pulumi.resources.StackReferenceArgs;
import dev.openshiftkafka.config.ConfigSource;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.StackFile;
import dev.openshiftkafka.kafka.ClusterObjects;
import dev.openshiftkafka.kafka.DeclaredShape;
import dev.openshiftkafka.kafka.Hosts;
import dev.openshiftkafka.kafka.IrreversibleEdits;
import dev.openshiftkafka.kafka.KafkaCluster;
import dev.openshiftkafka.kafka.Surroundings;
import dev.openshiftkafka.openshift.ClusterProvider;
import dev.openshiftkafka.openshift.DeclaredObjects;
import dev.openshiftkafka.openshift.DeployerRights;
import dev.openshiftkafka.openshift.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Wires the layers of the stack. */
public final class KafkaStack {
  /** Name of the Pulumi project: the namespace of its configuration keys. */
  private static final String PROJECT = "openshift-kafka";

  private static final String SHAPE_OUTPUT = "declaredShape";

  private KafkaStack() {}

  /**
   * Declares everything.
   *
   * @throws dev.openshiftkafka.config.InvalidConfigException when the configuration has faults,
   *     before anything is declared
   */
  public static void declare(Context context, ConfigSource source) {
    StackConfig config = source.read();
    Map<String, String> shape = DeclaredShape.of(config);
    Output<Map<String, String>> last = lastShape(context);
    Output<Boolean> permitted = last.applyValue(before -> permit(before, config, shape));

    var provider = ClusterProvider.of(config);
    var project =
        new Project(
            config.project(),
            KafkaCluster.serviceAccounts(config),
            ComponentResourceOptions.builder().providers(provider).build());
    new KafkaCluster(
        "kafka",
        config,
        new Surroundings(
            config.project().name(),
            config.protect(),
            permitted,
            last.applyValue(before -> !before.isEmpty()),
            Project.podAnnotations(config.project())),
        // Everything stands in the project, and the pods need the right to its constraints.
        ComponentResourceOptions.builder().providers(provider).dependsOn(project).build());

    context.export("namespace", config.project().name());
    context.export("bootstrapServers", Hosts.bootstrapServers(config));
    context.export("deployerRights", DeployerRights.manifests(config, objects(config)));
    context.export(SHAPE_OUTPUT, shape);
  }

  /**
   * The Role and the ClusterRole that a deployer of the stack of this file needs, as YAML.
   *
   * @throws dev.openshiftkafka.config.InvalidConfigException when the file has faults
   * @throws IOException when it cannot be read
   */
  static String deployerRights(Path file) throws IOException {
    StackConfig config =
        new ConfigSource(PROJECT, StackFile.stack(file), StackFile.values(file)).read();
    return DeployerRights.manifests(config, objects(config));
  }

  /** The names of all objects that a configuration declares. */
  static DeclaredObjects objects(StackConfig config) {
    var objects = new DeclaredObjects();
    Project.addTo(objects, config.project());
    ClusterObjects.addTo(objects, config);
    return objects;
  }

  /** What the last update of this very stack exported; empty when there was none. */
  private static Output<Map<String, String>> lastShape(Context context) {
    String self =
        String.join("/", context.organizationName(), context.projectName(), context.stackName());
    var last = new StackReference("last-update", StackReferenceArgs.builder().name(self).build());
    return last.output(Output.of(SHAPE_OUTPUT)).applyValue(KafkaStack::texts);
  }

  private static boolean permit(
      Map<String, String> before, StackConfig config, Map<String, String> shape) {
    List<String> reasons =
        IrreversibleEdits.find(before, shape, config.kafka().allowBrokerRemoval());
    if (!reasons.isEmpty()) {
      throw new RunException(
          "This edit cannot be made to a running cluster:\n  " + String.join("\n  ", reasons));
    }
    return true;
  }

  private static Map<String, String> texts(Object exported) {
    var texts = new TreeMap<String, String>();
    if (exported instanceof Map<?, ?> map) {
      map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    }
    return texts;
  }
}
