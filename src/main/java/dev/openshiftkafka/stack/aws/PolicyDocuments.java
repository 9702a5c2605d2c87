package dev.openshiftkafka.stack.aws;

import com.google.gson.GsonBuilder;
import dev.openshiftkafka.config.AwsConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * IAM and KMS policies, as JSON with sorted keys, so that they never differ from one run to the
 * next.
 */
final class PolicyDocuments {
  private PolicyDocuments() {}

  /** Lets one AWS service take a role. */
  static String assumedBy(String service) {
    return document(
        List.of(
            statement(
                Map.of("Principal", Map.of("Service", service), "Action", "sts:AssumeRole"))));
  }

  /**
   * What a worker's own role may do (openshift/installer,
   * upi/aws/cloudformation/03_cluster_security.yaml). Volumes are attached by the driver's role.
   */
  static String worker() {
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
   * The policy of a key for disks: the account's own IAM policies decide, and everybody in the
   * account may use it through EC2 alone, as the default key for EBS has it.
   */
  static String diskKey(AwsConfig config) {
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

  /** The ARN of a policy that AWS manages. */
  static String managed(AwsConfig config, String name) {
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
    return new GsonBuilder().disableHtmlEscaping().create().toJson(document);
  }
}
