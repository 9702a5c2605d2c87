package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.Provider;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.NodeMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.DataVolume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Declares the AWS layer: what Kafka runs on and stores its records on. */
public final class AwsLayer extends ComponentResource {
  private final StackConfig config;
  private final AwsConfig aws;
  private final Tags tags;
  private final DeletionPolicy safety;
  private final Output<String> keyArn;
  private final List<Resource> declaredNetwork = new ArrayList<>();
  private Output<String> vpcId;
  private Map<String, Output<String>> subnets;
  private final Output<List<String>> groups;
  private Output<List<String>> hostNames = Output.of(List.of());
  private Map<String, Output<String>> volumeIds = Map.of();

  /**
   * Declares the layer.
   *
   * @param stack name of the Pulumi stack
   * @param volumes volumes that the stack declares itself
   */
  public static AwsLayer of(StackConfig config, String stack, List<DataVolume> volumes) {
    Provider provider = AwsProvider.of(config.aws());
    return new AwsLayer(
        config, stack, volumes, ComponentResourceOptions.builder().providers(provider).build());
  }

  private AwsLayer(
      StackConfig config,
      String stack,
      List<DataVolume> volumes,
      ComponentResourceOptions options) {
    super(
        "openshiftkafka:aws:AwsLayer",
        config.aws().infrastructureName(),
        ResourceArgs.Empty,
        options);
    this.config = config;
    this.aws = config.aws();
    this.tags = new Tags(aws, stack);
    this.safety = new DeletionPolicy(config.protect(), config.keepData());
    this.keyArn = key();
    network();
    this.groups = workerGroups();
    nodes();
    volumes(volumes);
    extras();
    this.registerOutputs(Map.of());
  }

  /** Ids of the declared volumes, by the claim that each is for. */
  public Map<String, Output<String>> volumeIds() {
    return volumeIds;
  }

  /** The same, once all of them are known. */
  public Output<Map<String, String>> allVolumeIds() {
    var ids = new ArrayList<Output<Map.Entry<String, String>>>();
    volumeIds.forEach((claim, id) -> ids.add(id.applyValue(known -> Map.entry(claim, known))));
    return Output.all(ids)
        .applyValue(
            entries -> {
              var volumes = new TreeMap<String, String>();
              entries.forEach(entry -> volumes.put(entry.getKey(), entry.getValue()));
              return volumes;
            });
  }

  /** Names under which the instances join the cluster; empty when OpenShift makes the nodes. */
  public Output<List<String>> hostNames() {
    return hostNames;
  }

  private ComponentResourceOptions child() {
    return ComponentResourceOptions.builder().parent(this).build();
  }

  private Output<String> key() {
    if (Boolean.TRUE.equals(aws.createKey())) {
      return new DiskKey(aws, tags, safety, child()).arn();
    }
    return aws.kmsKeyArn() == null ? null : Output.of(aws.kmsKeyArn());
  }

  private void network() {
    if (aws.network().declaresVpc()) {
      var network = new Network(aws, config.zones(), tags, child());
      declaredNetwork.add(network);
      vpcId = network.vpcId();
      subnets = network.privateSubnets();
      return;
    }
    vpcId = Output.of(aws.network().vpcId());
    subnets = new LinkedHashMap<>();
    aws.network().privateSubnets().forEach((zone, id) -> subnets.put(zone, Output.of(id)));
  }

  private Output<List<String>> workerGroups() {
    if (!aws.network().workerSecurityGroups().isEmpty()) {
      return Output.of(aws.network().workerSecurityGroups());
    }
    var group = new WorkerSecurityGroup(aws.network(), vpcId, tags, child());
    declaredNetwork.add(group);
    return group.id().applyValue(List::of);
  }

  /** Where OpenShift is to make nodes. */
  public NodePlacement machinePlaces() {
    return new NodePlacement(subnets, groups, keyArn);
  }

  private void nodes() {
    if (aws.nodes().mode() == NodeMode.INSTANCES) {
      var places = machinePlaces();
      // Without routes and rules a node does not join, and its pods are never known to be gone.
      var options =
          ComponentResourceOptions.builder().parent(this).dependsOn(declaredNetwork).build();
      hostNames = new AppNodes(config, places, tags, options).hostNames();
    }
  }

  private void volumes(List<DataVolume> volumes) {
    if (volumes.isEmpty()) {
      return;
    }
    volumeIds = new DataVolumes(volumes, keyArn, tags, safety, child()).ids();
    if (Boolean.TRUE.equals(aws.snapshots().daily())) {
      new SnapshotPolicy(aws, tags, child());
    }
    if (Boolean.TRUE.equals(aws.alarms().enabled())) {
      new VolumeAlarms(aws.alarms(), volumes, volumeIds, tags, child());
    }
  }

  private void extras() {
    if (Boolean.TRUE.equals(aws.bastion().enabled())) {
      new Bastion(aws, vpcId, subnets.get(config.zones().get(0)), keyArn, tags, child());
    }
    if (aws.dns() != null) {
      Route53Record.declare(aws.dns(), CustomResourceOptions.builder().parent(this).build());
    }
  }
}
