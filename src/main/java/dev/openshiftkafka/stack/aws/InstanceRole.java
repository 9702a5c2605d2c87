package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.iam.InstanceProfile;
import com.pulumi.aws.iam.InstanceProfileArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;

/** Declares what an instance may do, and the profile by which it gets that right. */
final class InstanceRole extends ComponentResource {
  private final InstanceProfile profile;

  /**
   * Declares role and profile.
   *
   * @param managed ARNs of policies that AWS manages
   * @param policy a policy of its own, or null
   */
  InstanceRole(
      String name,
      List<String> managed,
      String policy,
      Tags tags,
      ComponentResourceOptions options) {
    super("openshiftkafka:aws:InstanceRole", tags.name(name), ResourceArgs.Empty, options);
    var role =
        new Role(
            name,
            RoleArgs.builder()
                .assumeRolePolicy(PolicyDocuments.assumedBy("ec2.amazonaws.com"))
                .tags(tags.of(name))
                .build(),
            child());
    for (String arn : managed) {
      new RolePolicyAttachment(
          name + "-" + arn.substring(arn.lastIndexOf('/') + 1),
          RolePolicyAttachmentArgs.builder().role(role.name()).policyArn(arn).build(),
          child());
    }
    if (policy != null) {
      new RolePolicy(
          name, RolePolicyArgs.builder().role(role.id()).policy(policy).build(), child());
    }
    profile =
        new InstanceProfile(
            name,
            InstanceProfileArgs.builder().role(role.name()).tags(tags.of(name)).build(),
            child());
    this.registerOutputs(Map.of());
  }

  /** Name of the profile. */
  Output<String> profile() {
    return profile.name();
  }

  private CustomResourceOptions child() {
    return CustomResourceOptions.builder().parent(this).build();
  }
}
