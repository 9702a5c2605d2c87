package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.ec2.Instance;
import com.pulumi.aws.ec2.InstanceArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AppNodesConfig;
import dev.openshiftkafka.config.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Declares the app nodes as EC2 instances that join the cluster by its pointer ignition.
 *
 * <p>OpenShift updates the operating system in place, so a newer image or ignition never replaces a
 * node.
 */
final class AppNodes extends ComponentResource {
  private final StackConfig config;
  private final AppNodesConfig nodes;
  private final Tags tags;
  private final NodePlacement places;
  private final Output<String> profile;
  private final List<Output<String>> hostNames = new ArrayList<>();

  AppNodes(StackConfig config, NodePlacement places, Tags tags, ComponentResourceOptions options) {
    super("openshiftkafka:aws:AppNodes", tags.name("kafka"), ResourceArgs.Empty, options);
    this.config = config;
    this.nodes = config.aws().nodes();
    this.tags = tags;
    this.places = places;
    this.profile = instanceProfile();
    AppNode.of(config).forEach(this::declare);
    this.registerOutputs(Map.of());
  }

  /** The names under which the nodes join the cluster: their private DNS names. */
  Output<List<String>> hostNames() {
    return Output.all(hostNames);
  }

  private Output<String> instanceProfile() {
    if (nodes.instanceProfile() != null) {
      return Output.of(nodes.instanceProfile());
    }
    return new InstanceRole(
            "kafka-nodes",
            List.of(),
            PolicyDocuments.worker(),
            tags,
            ComponentResourceOptions.builder().parent(this).build())
        .profile();
  }

  private void declare(AppNode node) {
    var instance =
        new Instance(
            node.name(),
            InstanceArgs.builder()
                .ami(nodes.ami())
                .instanceType(nodes.instanceType())
                .subnetId(places.subnets().get(node.zone()))
                .vpcSecurityGroupIds(places.groups())
                .iamInstanceProfile(profile)
                .associatePublicIpAddress(false)
                .ebsOptimized(true)
                .disableApiTermination(config.protect())
                .metadataOptions(InstanceParts.metadata())
                .rootBlockDevice(
                    InstanceParts.rootDisk(
                        nodes.rootVolumeGiB(), places.keyArn(), tags.ofCluster(node.name())))
                .userData(Output.ofSecret(config.ignition()))
                .tags(tags.ofCluster(node.name()))
                .build(),
            CustomResourceOptions.builder()
                .parent(this)
                .protect(config.protect())
                .ignoreChanges("ami", "userData")
                .build());
    hostNames.add(instance.privateDns());
  }
}
