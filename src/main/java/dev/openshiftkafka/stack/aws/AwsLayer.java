package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.DnsConfig;
import dev.openshiftkafka.config.NodeMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.DataVolume;
import dev.openshiftkafka.stack.aws.DataVolumes.DeletionPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The AWS layer: network, app nodes and data volumes, with their keys, snapshots and alarms. */
public final class AwsLayer extends ComponentResource {
  private static final int DNS_TTL_SECONDS = 300;

  private final StackConfig config;
  private final AwsConfig aws;
  private final Tags tags;
  private final DeletionPolicy deletion;
  private final @Nullable Output<String> keyArn;
  private final List<Resource> networkResources = new ArrayList<>();
  private Output<String> vpcId;
  private Map<String, Output<String>> subnets;
  private final Output<List<String>> securityGroups;
  private Output<List<String>> hostNames = Output.of(List.of());
  private Map<String, Output<String>> volumeIds = Map.of();

  /**
   * Where app nodes run.
   *
   * @param subnets ids of the private subnets, by zone
   * @param securityGroups ids of their security groups
   * @param keyArn ARN of the KMS key of their disks, or null for the default key of the account
   */
  public record NodePlacement(
      Map<String, Output<String>> subnets,
      Output<List<String>> securityGroups,
      @Nullable Output<String> keyArn) {}

  /**
   * Declares the layer.
   *
   * @param stack name of the Pulumi stack
   * @param volumes volumes that the stack declares itself
   */
  public static AwsLayer of(StackConfig config, String stack, List<DataVolume> volumes) {
    Provider provider = provider(config.aws());
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
    this.deletion = new DeletionPolicy(config.protect(), config.keepData());
    this.keyArn = key();
    network();
    this.securityGroups = workerSecurityGroups();
    nodes();
    volumes(volumes);
    extras();
    this.registerOutputs(Map.of());
  }

  /**
   * Declares the provider. Credentials come from the environment, as for the AWS CLI, never from
   * the configuration.
   */
  private static Provider provider(AwsConfig config) {
    ProviderArgs.Builder args = ProviderArgs.builder().region(config.region());
    if (config.accountId() != null) {
      args.allowedAccountIds(config.accountId());
    }
    return new Provider("aws", args.build());
  }

  /** A warning when nobody is notified of the alarms of a protected stack. */
  public static Optional<String> alarmsWithoutActions(StackConfig config) {
    boolean silent =
        config.protect()
            && config.aws().alarms().enabled()
            && config.aws().alarms().actions().isEmpty()
            && !DataVolume.of(config).isEmpty();
    return silent
        ? Optional.of(
            "aws.alarms.actions: is empty, so that nobody is notified of alarms on the volumes of"
                + " this protected stack; set the ARN of an SNS topic, or set aws.alarms.enabled to"
                + " false")
        : Optional.empty();
  }

  /** Ids of the declared volumes, by PersistentVolumeClaim. */
  public Map<String, Output<String>> volumeIds() {
    return volumeIds;
  }

  /** Ids of the declared volumes, by PersistentVolumeClaim, once all of them are known. */
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

  /** Node names of the declared instances; empty when OpenShift creates the nodes. */
  public Output<List<String>> hostNames() {
    return hostNames;
  }

  private ComponentResourceOptions child() {
    return ComponentResourceOptions.builder().parent(this).build();
  }

  private @Nullable Output<String> key() {
    if (Boolean.TRUE.equals(aws.createKey())) {
      return new DiskKey(aws, tags, deletion, child()).arn();
    }
    return aws.kmsKeyArn() == null ? null : Output.of(aws.kmsKeyArn());
  }

  private void network() {
    if (aws.network().declaresVpc()) {
      var network = new Network(aws, config.zones(), tags, child());
      networkResources.add(network);
      vpcId = network.vpcId();
      subnets = network.privateSubnets();
      return;
    }
    vpcId = Output.of(aws.network().vpcId());
    subnets = new LinkedHashMap<>();
    aws.network().privateSubnets().forEach((zone, id) -> subnets.put(zone, Output.of(id)));
  }

  private Output<List<String>> workerSecurityGroups() {
    if (!aws.network().declaresVpc()) {
      return Output.of(aws.network().workerSecurityGroups());
    }
    var group = new WorkerSecurityGroup(aws.network(), vpcId, tags, child());
    networkResources.add(group);
    return group.id().applyValue(List::of);
  }

  /** Where app nodes run, for the MachineSets of OpenShift. */
  public NodePlacement nodePlacement() {
    return new NodePlacement(subnets, securityGroups, keyArn);
  }

  private void nodes() {
    if (aws.nodes().mode() == NodeMode.INSTANCES) {
      // Without routes and security group rules a node cannot join the cluster. In a destroy, a
      // node that lost them first would keep its pods in state Terminating.
      var options =
          ComponentResourceOptions.builder().parent(this).dependsOn(networkResources).build();
      hostNames = new AppNodes(config, nodePlacement(), tags, options).hostNames();
    }
  }

  private void volumes(List<DataVolume> volumes) {
    if (volumes.isEmpty()) {
      return;
    }
    volumeIds = new DataVolumes(volumes, keyArn, tags, deletion, child()).ids();
    if (Boolean.TRUE.equals(aws.snapshots().daily())) {
      new DataVolumes.SnapshotPolicy(aws, tags, child());
    }
    if (Boolean.TRUE.equals(aws.alarms().enabled())) {
      new DataVolumes.VolumeAlarms(aws.alarms(), volumes, volumeIds, tags, child());
    }
  }

  private void extras() {
    if (aws.tieredStorage() != null) {
      new TieredStorageBucket(config, aws.tieredStorage(), deletion, tags, child());
    }
    if (Boolean.TRUE.equals(aws.bastion().enabled())) {
      String zone = config.zones().get(0);
      Output<String> subnet = Objects.requireNonNull(subnets.get(zone), zone);
      new Bastion(aws, vpcId, subnet, keyArn, tags, child());
    }
    if (aws.dns() != null) {
      dnsRecord(aws.dns());
    }
  }

  /** The DNS record of a Route's host. */
  private void dnsRecord(DnsConfig dns) {
    new Record(
        dns.host(),
        RecordArgs.builder()
            .zoneId(dns.zoneId())
            .name(dns.host())
            .type("CNAME")
            .ttl(DNS_TTL_SECONDS)
            .records(dns.routerHost())
            .build(),
        CustomResourceOptions.builder().parent(this).build());
  }
}
