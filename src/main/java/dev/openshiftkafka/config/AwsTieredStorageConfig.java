package dev.openshiftkafka.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The S3 bucket of the brokers' tiered storage, and the IAM role with which they use it. */
public record AwsTieredStorageConfig(
    @Key(
            doc =
                "Name of the bucket; by default the infrastructure name, the project and"
                    + " `tiered-storage`, joined by hyphens. The IAM role has the same name.",
            optional = true)
        String bucket,
    @Key(
            doc =
                "Whether the bucket exists already, as after a destroy with `keepData`: the stack"
                    + " imports it, protects it, and deletes it only when it is empty.",
            defaultsTo = "false")
        Boolean adopt,
    @Key(
            doc =
                "Issuer of the cluster's service account tokens, without `https://`: `oc get"
                    + " authentication.config cluster --output"
                    + " jsonpath={.spec.serviceAccountIssuer}`. It must be an IAM OIDC provider of"
                    + " the account, as in ROSA and in clusters with manual mode and STS.")
        String oidcProvider,
    @Key(
            doc =
                "ARN of the KMS key of the bucket; S3's own encryption (SSE-S3) if not set. The"
                    + " policy of the key must allow the account's IAM policies.",
            optional = true)
        String kmsKeyArn,
    @Key(
            doc =
                "Days for which the bucket keeps objects that were deleted or overwritten. If not"
                    + " set, the bucket has no versions.",
            optional = true)
        Integer noncurrentDays,
    @Key(
            doc = "Days after which S3 deletes the parts of uploads that were not completed.",
            defaultsTo = "1")
        Integer abortUploadsAfterDays,
    @Key(
            doc =
                "With `aws.network.vpcId`: route tables of the private subnets that get a gateway"
                    + " endpoint for S3, unless the VPC has one. A declared VPC always has one.",
            defaultsTo = "[]")
        List<String> routeTables) {
  private static final String BUCKET = "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]";

  /** Checks each key. */
  public AwsTieredStorageConfig {
    Checks.run(
        checks -> {
          checks
              .matches(
                  "bucket",
                  bucket,
                  BUCKET,
                  "must be a bucket name of 3 to 63 letters in lower case, digits and hyphens")
              .matches(
                  "oidcProvider",
                  oidcProvider,
                  "[a-z0-9.-]+\\.[a-z]{2,63}(/[A-Za-z0-9._-]+)*",
                  "must be a host and path without https:// and trailing slash, such as"
                      + " oidc.example.com/1234")
              .matches(
                  "kmsKeyArn",
                  kmsKeyArn,
                  "arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+",
                  "must be the ARN of a KMS key, such as"
                      + " arn:aws:kms:eu-west-1:123456789012:key/...")
              .between("noncurrentDays", noncurrentDays, 1, 3650, "days")
              .between("abortUploadsAfterDays", abortUploadsAfterDays, 1, 365, "days");
          for (int i = 0; routeTables != null && i < routeTables.size(); i++) {
            checks.matches(
                "routeTables[" + i + "]",
                routeTables.get(i),
                "rtb-[0-9a-f]{8,17}",
                "must be a route table id, such as rtb-0123abcd");
          }
        });
  }

  /** Name of the bucket. */
  public String bucketName(AwsConfig aws, ProjectConfig project) {
    return bucket == null ? defaultName(aws, project) : bucket;
  }

  private static String defaultName(AwsConfig aws, ProjectConfig project) {
    return String.join(
        "-", aws.infrastructureName().toLowerCase(Locale.ROOT), project.name(), "tiered-storage");
  }

  /** ARN of the IAM role, which has the name of the bucket. */
  public String roleArn(AwsConfig aws, ProjectConfig project) {
    return "arn:%s:iam::%s:role/%s"
        .formatted(aws.partition(), aws.accountId(), bucketName(aws, project));
  }

  /** Checks that the default name is a bucket name. */
  void checkName(Checks checks, AwsConfig aws, @Nullable ProjectConfig project) {
    if (bucket != null
        || aws.infrastructureName() == null
        || project == null
        || project.name() == null) {
      return;
    }
    String name = defaultName(aws, project);
    if (!name.matches(BUCKET)) {
      checks.fault(
          "aws.tieredStorage.bucket",
          null,
          "is required, because the default "
              + name
              + " exceeds the 63 characters of a bucket name; set it");
    }
  }
}
