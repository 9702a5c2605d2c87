package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AwsNetworkConfig;
import dev.openshiftkafka.kubernetes.WorkerPorts;
import dev.openshiftkafka.kubernetes.WorkerPorts.Rule;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The security group of the app nodes, with one resource per rule, so that a diff names the rule.
 */
final class WorkerSecurityGroup extends ComponentResource {
  private static final String NAME = "kafka-nodes";

  private final Tags tags;
  private final SecurityGroup group;

  WorkerSecurityGroup(
      AwsNetworkConfig network, Output<String> vpcId, Tags tags, ComponentResourceOptions options) {
    super("openshiftkafka:aws:WorkerSecurityGroup", tags.name(NAME), ResourceArgs.Empty, options);
    this.tags = tags;
    this.group =
        new SecurityGroup(
            NAME,
            SecurityGroupArgs.builder()
                .name(tags.name(NAME))
                .description("App nodes for Kafka, with the rules of OpenShift workers")
                .vpcId(vpcId)
                .tags(tags.ofCluster(NAME))
                .build(),
            CustomResourceOptions.builder().parent(this).build());
    allow("vpc", WorkerPorts.fromVpc(), rule -> rule.cidrIpv4(network.cidr()));
    allow("nodes", WorkerPorts.fromNodes(), rule -> rule.referencedSecurityGroupId(group.id()));
    if (network.controlPlaneSecurityGroup() != null) {
      allow(
          "control-plane",
          WorkerPorts.fromNodes(),
          rule -> rule.referencedSecurityGroupId(network.controlPlaneSecurityGroup()));
    }
    for (String cidr : network.clusterCidrs()) {
      allow(cidr, WorkerPorts.fromCidr(), rule -> rule.cidrIpv4(cidr));
    }
    allowEgress(NAME, group, tags, CustomResourceOptions.builder().parent(this).build());
    this.registerOutputs(Map.of());
  }

  Output<String> id() {
    return group.id();
  }

  private void allow(
      String source, List<Rule> rules, UnaryOperator<SecurityGroupIngressRuleArgs.Builder> from) {
    for (Rule rule : rules) {
      String name = String.join("-", NAME, rule.name(), "from", source);
      new SecurityGroupIngressRule(
          name,
          from.apply(SecurityGroupIngressRuleArgs.builder())
              .securityGroupId(group.id())
              .description(rule.name() + " from " + source)
              .ipProtocol(rule.protocol())
              .fromPort(rule.from())
              .toPort(rule.to())
              .tags(tags.of(name))
              .build(),
          CustomResourceOptions.builder().parent(this).build());
    }
  }

  /** Allows all egress of a security group: to image registries, AWS APIs and the cluster. */
  static void allowEgress(
      String name, SecurityGroup group, Tags tags, CustomResourceOptions options) {
    new SecurityGroupEgressRule(
        name,
        SecurityGroupEgressRuleArgs.builder()
            .securityGroupId(group.id())
            .ipProtocol("-1")
            .cidrIpv4("0.0.0.0/0")
            .tags(tags.of(name + "-egress"))
            .build(),
        options);
  }
}
