package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.ec2.Instance;
import com.pulumi.aws.ec2.InstanceArgs;
import com.pulumi.aws.ec2.inputs.InstanceMetadataOptionsArgs;
import com.pulumi.aws.ec2.inputs.InstanceRootBlockDeviceArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AppNodesConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.aws.AwsLayer.NodePlacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The app nodes as EC2 instances, which join the cluster with its pointer ignition config.
 *
 * <p>OpenShift updates the operating system in place, so a newer AMI or ignition never replaces a
 * node.
 */
final class AppNodes extends ComponentResource {
  private final StackConfig config;
  private final AppNodesConfig nodes;
  private final Tags tags;
  private final NodePlacement placement;
  private final Output<String> profile;
  private final List<Output<String>> hostNames = new ArrayList<>();

  AppNodes(
      StackConfig config, NodePlacement placement, Tags tags, ComponentResourceOptions options) {
    super("openshiftkafka:aws:AppNodes", tags.name("kafka"), ResourceArgs.Empty, options);
    this.config = config;
    this.nodes = config.aws().nodes();
    this.tags = tags;
    this.placement = placement;
    this.profile = instanceProfile();
    for (String zone : config.zones()) {
      for (int number = 0; number < nodes.perZone(); number++) {
        declare(zone, "kafka-node-" + zone + "-" + number);
      }
    }
    this.registerOutputs(Map.of());
  }

  /** The private DNS names of the nodes, which are also their names in the cluster. */
  Output<List<String>> hostNames() {
    return Output.all(hostNames);
  }

  private Output<String> instanceProfile() {
    if (nodes.instanceProfile() != null) {
      return Output.of(nodes.instanceProfile());
    }
    return new Iam.InstanceRole(
            "kafka-nodes",
            List.of(),
            Iam.workerPolicy(),
            tags,
            ComponentResourceOptions.builder().parent(this).build())
        .profile();
  }

  private void declare(String zone, String name) {
    var instance =
        new Instance(
            name,
            InstanceArgs.builder()
                .ami(nodes.ami())
                .instanceType(nodes.instanceType())
                .subnetId(placement.subnets().get(zone))
                .vpcSecurityGroupIds(placement.securityGroups())
                .iamInstanceProfile(profile)
                .associatePublicIpAddress(false)
                .ebsOptimized(true)
                .disableApiTermination(config.protect())
                .metadataOptions(metadataOptions())
                .rootBlockDevice(
                    rootDisk(nodes.rootVolumeGiB(), placement.keyArn(), tags.ofCluster(name)))
                .userData(Output.ofSecret(config.ignition()))
                .tags(tags.ofCluster(name))
                .build(),
            CustomResourceOptions.builder()
                .parent(this)
                .protect(config.protect())
                .ignoreChanges("ami", "userData")
                .build());
    hostNames.add(instance.privateDns());
  }

  /**
   * Only version 2 of the instance metadata service, with a hop limit of one, so that no pod on the
   * pod network gets the credentials of its node.
   */
  static InstanceMetadataOptionsArgs metadataOptions() {
    return InstanceMetadataOptionsArgs.builder()
        .httpEndpoint("enabled")
        .httpTokens("required")
        .httpPutResponseHopLimit(1)
        .build();
  }

  /**
   * An encrypted root volume.
   *
   * @param sizeGiB size in GiB, or null for that of the AMI
   * @param keyArn ARN of the KMS key, or null for the default key of the account
   */
  static InstanceRootBlockDeviceArgs rootDisk(
      @Nullable Integer sizeGiB, @Nullable Output<String> keyArn, Map<String, String> tags) {
    InstanceRootBlockDeviceArgs.Builder disk =
        InstanceRootBlockDeviceArgs.builder().volumeType("gp3").encrypted(true).tags(tags);
    if (sizeGiB != null) {
      disk.volumeSize(sizeGiB);
    }
    if (keyArn != null) {
      disk.kmsKeyId(keyArn);
    }
    return disk.build();
  }
}
