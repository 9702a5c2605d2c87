package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;

/** The AWS layer. */
public record AwsConfig(
    @Key(doc = "AWS region, such as eu-west-1; all zones lie in it.") String region,
    @Key(
            doc = "The only account in which anything may be changed, as its twelve digits.",
            optional = true)
        String accountId,
    @Key(
            doc =
                "Infrastructure name of the OpenShift cluster, which AWS resources carry as a tag: `oc"
                    + " get infrastructure cluster --output"
                    + " jsonpath={.status.infrastructureName}`.")
        String infrastructureName,
    @Key(doc = "VPC, subnets and security groups.") AwsNetworkConfig network,
    @Key(doc = "The app nodes.") AppNodesConfig nodes,
    @Key(
            doc =
                "ARN of the KMS key of all disks. When absent, the account's default key for EBS,"
                    + " or the one of `createKey`.",
            optional = true)
        String kmsKeyArn,
    @Key(
            doc = "Whether the stack declares a KMS key of its own for all disks.",
            defaultsTo = "false")
        Boolean createKey,
    @Key(doc = "Daily snapshots of the brokers' volumes.", defaultsTo = "{}")
        SnapshotsConfig snapshots,
    @Key(doc = "CloudWatch alarms on the brokers' volumes.", defaultsTo = "{}") AlarmsConfig alarms,
    @Key(doc = "A host to work from inside the VPC.", defaultsTo = "{}") BastionConfig bastion,
    @Key(doc = "A DNS record for the host of a Route.", optional = true) DnsConfig dns,
    @Key(doc = "Further tags of every AWS resource.", defaultsTo = "{}") Map<String, String> tags) {
  private static final List<String> RESERVED =
      List.of("aws:", "kubernetes.io/", "openshift-kafka:");

  /** Checks the values that all AWS resources share. */
  public AwsConfig {
    String givenRegion = region;
    String givenAccount = accountId;
    String givenName = infrastructureName;
    String givenKey = kmsKeyArn;
    Boolean own = createKey;
    Map<String, String> givenTags = tags;
    Checks.run(
        checks -> {
          checks
              .matches(
                  "region", givenRegion, "[a-z]{2}(-[a-z]+)+-[0-9]", "must be a region: eu-west-1")
              .matches("accountId", givenAccount, "[0-9]{12}", "must be twelve digits, in quotes")
              // openshift/installer, upi/aws/cloudformation/06_cluster_worker_node.yaml
              .matches(
                  "infrastructureName",
                  givenName,
                  "[a-zA-Z][a-zA-Z0-9-]{0,26}",
                  "must be the infrastructure name: at most 27 letters, digits and hyphens")
              .matches(
                  "kmsKeyArn",
                  givenKey,
                  "arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+",
                  "must be the ARN of a key: arn:aws:kms:eu-west-1:123456789012:key/...");
          if (givenKey != null && Boolean.TRUE.equals(own)) {
            checks.fault("kmsKeyArn", givenKey, "does not go with createKey true: remove one");
          }
          if (givenAccount == null && Boolean.TRUE.equals(own)) {
            checks.fault(
                "accountId", null, "is required with createKey: the key's policy names it");
          }
          checkTags(checks, givenTags);
        });
  }

  private static void checkTags(Checks checks, Map<String, String> tags) {
    if (tags == null) {
      return;
    }
    tags.forEach(
        (key, value) -> {
          if (key.equals("Name") || RESERVED.stream().anyMatch(key::startsWith)) {
            checks.fault("tags." + key, value, "is a tag that AWS or the stack sets: rename it");
          } else if (key.length() > 128 || value.length() > 256) {
            checks.fault(
                "tags." + key, value, "is too long: 128 characters for a key, 256 for a value");
          }
        });
  }
}
