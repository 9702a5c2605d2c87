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
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.kubernetes.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * IAM roles and the policies of roles and keys, as JSON with sorted keys: the same text in every
 * run.
 */
final class Iam {
  private Iam() {}

  /** The trust policy by which one AWS service assumes a role. */
  static String assumedBy(String service) {
    return document(
        List.of(
            statement(
                Map.of("Principal", Map.of("Service", service), "Action", "sts:AssumeRole"))));
  }

  /**
   * The policy of a worker's role, as in openshift/installer
   * (upi/aws/cloudformation/03_cluster_security.yaml). The role of the EBS CSI driver attaches
   * volumes.
   */
  static String workerPolicy() {
    return document(
        List.of(
            statement(
                Map.of(
                    "Action",
                    List.of("ec2:DescribeInstances", "ec2:DescribeRegions"),
                    "Resource",
                    "*"))));
  }

  /**
   * The policy of a KMS key for disks, like that of the AWS managed key for EBS: the IAM policies
   * of the account decide, and every principal of the account may use the key through EC2 only.
   */
  static String diskKeyPolicy(AwsConfig config) {
    String account = config.accountId();
    return document(
        List.of(
            statement(
                Map.of(
                    "Principal",
                    Map.of("AWS", "arn:" + partition(config) + ":iam::" + account + ":root"),
                    "Action",
                    "kms:*",
                    "Resource",
                    "*")),
            statement(
                Map.of(
                    "Principal",
                    Map.of("AWS", "*"),
                    "Action",
                    List.of(
                        "kms:CreateGrant",
                        "kms:Decrypt",
                        "kms:DescribeKey",
                        "kms:Encrypt",
                        "kms:GenerateDataKey*",
                        "kms:ReEncrypt*"),
                    "Resource",
                    "*",
                    "Condition",
                    Map.of(
                        "StringEquals",
                        new TreeMap<>(
                            Map.of(
                                "kms:CallerAccount",
                                account,
                                "kms:ViaService",
                                "ec2." + config.region() + ".amazonaws.com")))))));
  }

  /** The ARN of an AWS managed policy. */
  static String managedPolicy(AwsConfig config, String name) {
    return "arn:" + partition(config) + ":iam::aws:policy/" + name;
  }

  private static String partition(AwsConfig config) {
    if (config.region().startsWith("cn-")) {
      return "aws-cn";
    }
    return config.region().startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  private static Map<String, Object> statement(Map<String, Object> fields) {
    var statement = new TreeMap<>(fields);
    statement.put("Effect", "Allow");
    return statement;
  }

  private static String document(List<Map<String, Object>> statements) {
    var document = new TreeMap<String, Object>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements);
    return Json.compact(document);
  }

  /** The IAM role of EC2 instances, and their instance profile. */
  static final class InstanceRole extends ComponentResource {
    private final InstanceProfile profile;

    /**
     * Declares role and profile.
     *
     * @param managed ARNs of AWS managed policies
     * @param policy inline policy, or null
     */
    InstanceRole(
        String name,
        List<String> managed,
        @Nullable String policy,
        Tags tags,
        ComponentResourceOptions options) {
      super("openshiftkafka:aws:InstanceRole", tags.name(name), ResourceArgs.Empty, options);
      var role =
          new Role(
              name,
              RoleArgs.builder()
                  .assumeRolePolicy(assumedBy("ec2.amazonaws.com"))
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

    /** Name of the instance profile. */
    Output<String> profile() {
      return profile.name();
    }

    private CustomResourceOptions child() {
      return CustomResourceOptions.builder().parent(this).build();
    }
  }
}
