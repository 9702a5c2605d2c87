package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.ec2.Instance;
import com.pulumi.aws.ec2.InstanceArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.BastionConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bastion host in a private subnet, without a public address. Session Manager connects through
 * the outbound connection of its agent; port 22 is open to configured CIDRs only.
 */
final class Bastion extends ComponentResource {
  private static final String NAME = "kafka-bastion";
  private static final int SSH = 22;

  private final BastionConfig config;
  private final Tags tags;

  /**
   * Declares the host.
   *
   * @param subnet id of its private subnet
   * @param keyArn ARN of the KMS key of its disk, or null for the default key of the account
   */
  Bastion(
      AwsConfig aws,
      Output<String> vpcId,
      Output<String> subnet,
      @Nullable Output<String> keyArn,
      Tags tags,
      ComponentResourceOptions options) {
    super("openshiftkafka:aws:Bastion", tags.name(NAME), ResourceArgs.Empty, options);
    this.config = aws.bastion();
    this.tags = tags;
    var role =
        new Iam.InstanceRole(
            NAME,
            List.of(Iam.managedPolicy(aws, "AmazonSSMManagedInstanceCore")),
            null,
            tags,
            ComponentResourceOptions.builder().parent(this).build());
    InstanceArgs.Builder host =
        InstanceArgs.builder()
            .ami(config.ami())
            .instanceType(config.instanceType())
            .subnetId(subnet)
            .vpcSecurityGroupIds(group(vpcId).applyValue(List::of))
            .iamInstanceProfile(role.profile())
            .associatePublicIpAddress(false)
            .metadataOptions(AppNodes.metadataOptions())
            .rootBlockDevice(AppNodes.rootDisk(null, keyArn, tags.of(NAME)))
            .tags(tags.of(NAME));
    if (config.keyName() != null) {
      host.keyName(config.keyName());
    }
    new Instance(NAME, host.build(), child().ignoreChanges("ami").build());
    this.registerOutputs(Map.of());
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  private Output<String> group(Output<String> vpcId) {
    var group =
        new SecurityGroup(
            NAME,
            SecurityGroupArgs.builder()
                .name(tags.name(NAME))
                .description("Bastion, reached through Session Manager")
                .vpcId(vpcId)
                .tags(tags.of(NAME))
                .build(),
            child().build());
    for (String cidr : config.allowedCidrs()) {
      String name = NAME + "-ssh-from-" + cidr;
      new SecurityGroupIngressRule(
          name,
          SecurityGroupIngressRuleArgs.builder()
              .securityGroupId(group.id())
              .description("ssh from " + cidr)
              .ipProtocol("tcp")
              .fromPort(SSH)
              .toPort(SSH)
              .cidrIpv4(cidr)
              .tags(tags.of(name))
              .build(),
          child().build());
    }
    WorkerSecurityGroup.allowEgress(NAME, group, tags, child().build());
    return group.id();
  }
}
