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
import java.util.ArrayList;
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
                    Map.of("AWS", "arn:" + config.partition() + ":iam::" + account + ":root"),
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

  /**
   * The trust policy by which the pods of a service account assume a role, with the token that the
   * cluster issues to them.
   *
   * @param provider issuer of the cluster's tokens, an IAM OIDC provider of the account
   * @param account namespace and name, as in {@code kafka:kafka-kafka}
   */
  static String assumedByPods(AwsConfig config, String provider, String account) {
    return document(
        List.of(
            statement(
                Map.of(
                    "Principal",
                    Map.of(
                        "Federated",
                        "arn:%s:iam::%s:oidc-provider/%s"
                            .formatted(config.partition(), config.accountId(), provider)),
                    "Action",
                    "sts:AssumeRoleWithWebIdentity",
                    "Condition",
                    Map.of(
                        "StringEquals",
                        new TreeMap<>(
                            Map.of(
                                provider + ":aud",
                                "sts.amazonaws.com",
                                provider + ":sub",
                                "system:serviceaccount:" + account)))))));
  }

  /**
   * The policy of a role that keeps the objects of one bucket.
   *
   * @param keyArn ARN of the KMS key of the bucket, or null
   */
  static String bucketUserPolicy(String bucketArn, @Nullable String keyArn) {
    var statements = new ArrayList<Map<String, Object>>();
    statements.add(
        statement(
            Map.of(
                "Action",
                List.of(
                    "s3:AbortMultipartUpload",
                    "s3:DeleteObject",
                    "s3:GetObject",
                    "s3:ListMultipartUploadParts",
                    "s3:PutObject"),
                "Resource",
                bucketArn + "/*")));
    statements.add(
        statement(
            Map.of(
                "Action",
                List.of("s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"),
                "Resource",
                bucketArn)));
    if (keyArn != null) {
      statements.add(
          statement(
              Map.of("Action", List.of("kms:Decrypt", "kms:GenerateDataKey"), "Resource", keyArn)));
    }
    return document(statements);
  }

  /** The policy of a bucket that refuses requests without TLS. */
  static String tlsOnlyPolicy(String bucketArn) {
    var refused =
        new TreeMap<String, Object>(
            Map.of(
                "Principal",
                "*",
                "Action",
                "s3:*",
                "Resource",
                List.of(bucketArn, bucketArn + "/*"),
                "Condition",
                Map.of("Bool", Map.of("aws:SecureTransport", "false"))));
    refused.put("Effect", "Deny");
    return document(List.of(refused));
  }

  /** The ARN of an AWS managed policy. */
  static String managedPolicy(AwsConfig config, String name) {
    return "arn:" + config.partition() + ":iam::aws:policy/" + name;
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
