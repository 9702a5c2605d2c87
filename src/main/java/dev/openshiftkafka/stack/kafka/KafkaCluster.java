package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.networking.v1.NetworkPolicy;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.readiness.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Declares the quorum, the brokers and who may reach them. */
public final class KafkaCluster extends ComponentResource {

  /** Declares the cluster under a component of the given name. */
  public KafkaCluster(
      String name,
      StackConfig config,
      DeploymentContext surroundings,
      ComponentResourceOptions options) {
    super("openshiftkafka:kafka:KafkaCluster", name, ResourceArgs.Empty, options);
    var before = new ArrayList<Resource>();
    // Nobody reaches a pod unasked, neither while it starts nor while it stops.
    new NetworkRules(config)
        .all()
        .forEach(
            (policy, args) ->
                before.add(
                    new NetworkPolicy(
                        policy, args, CustomResourceOptions.builder().parent(this).build())));
    var readiness =
        new ConfigMap(
            Readiness.NAME,
            Readiness.configMap(surroundings.namespace()),
            CustomResourceOptions.builder().parent(this).build());
    before.add(readiness);
    var quorum = new NodeSetComponent(quorum(config), surroundings, before, child().build());
    // An edit of both never restarts both at the same time, and what starts together would be
    // destroyed together: without a quorum brokers cannot stop in good order, and are killed when
    // their grace period is over.
    before.add(quorum.statefulSet());
    new NodeSetComponent(Brokers.of(config), surroundings, before, child().build());
    this.registerOutputs(Map.of());
  }

  private ComponentResourceOptions.Builder child() {
    return ComponentResourceOptions.builder().parent(this);
  }

  private static NodeSet quorum(StackConfig config) {
    return config.metadata() == MetadataMode.ZOOKEEPER
        ? ZooKeeper.of(config)
        : Controllers.of(config);
  }

  /** Service accounts of all pods that a configuration declares. */
  public static List<String> serviceAccounts(StackConfig config) {
    return sets(config).stream().map(NodeSet::name).toList();
  }

  /** The sets of pods that a configuration declares. */
  static List<NodeSet> sets(StackConfig config) {
    return List.of(quorum(config), Brokers.of(config));
  }
}
