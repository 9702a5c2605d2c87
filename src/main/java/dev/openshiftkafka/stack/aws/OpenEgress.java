package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.resources.CustomResourceOptions;

/** Lets the members of a security group reach everything: registries, AWS, the cluster. */
final class OpenEgress {
  private OpenEgress() {}

  static void declare(String name, SecurityGroup group, Tags tags, CustomResourceOptions options) {
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
