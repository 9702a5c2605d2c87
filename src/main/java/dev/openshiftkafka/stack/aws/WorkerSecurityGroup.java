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
 * The security group of app nodes in a declared VPC, and the rules by which the cluster's own
 * groups, which are in another VPC, allow these nodes. Each rule is a resource of its own, so that
 * a diff names it.
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
    allow("nodes", WorkerPorts.betweenNodes(), rule -> rule.referencedSecurityGroupId(group.id()));
    for (String cidr : network.clusterCidrs()) {
      allow(cidr, WorkerPorts.fromCidr(), rule -> rule.cidrIpv4(cidr));
    }
    for (String workers : network.workerSecurityGroups()) {
      allowNodes(workers, WorkerPorts.toWorkers(), network.cidr());
    }
    allowNodes(network.controlPlaneSecurityGroup(), WorkerPorts.toControlPlane(), network.cidr());
    allowEgress(NAME, group, tags, CustomResourceOptions.builder().parent(this).build());
    this.registerOutputs(Map.of());
  }

  Output<String> id() {
    return group.id();
  }

  private void allow(
      String source, List<Rule> rules, UnaryOperator<SecurityGroupIngressRuleArgs.Builder> from) {
    for (Rule rule : rules) {
      declare(
          String.join("-", NAME, rule.name(), "from", source),
          rule,
          from.apply(SecurityGroupIngressRuleArgs.builder())
              .securityGroupId(group.id())
              .description(rule.name() + " from " + source));
    }
  }

  /** Adds rules for the app nodes to a security group of the cluster. */
  private void allowNodes(String clusterGroup, List<Rule> rules, String nodes) {
    for (Rule rule : rules) {
      declare(
          String.join("-", NAME, rule.name(), "to", clusterGroup),
          rule,
          SecurityGroupIngressRuleArgs.builder()
              .securityGroupId(clusterGroup)
              .description(rule.name() + " from app nodes for Kafka")
              .cidrIpv4(nodes));
    }
  }

  private void declare(String name, Rule rule, SecurityGroupIngressRuleArgs.Builder args) {
    args.ipProtocol(rule.protocol()).tags(tags.of(name));
    if (rule.hasPorts()) {
      args.fromPort(rule.from()).toPort(rule.to());
    }
    new SecurityGroupIngressRule(
        name, args.build(), CustomResourceOptions.builder().parent(this).build());
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
