package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The AWS layer. */
public record AwsConfig(
    @Key(doc = "AWS region of all zones, such as eu-west-1.") String region,
    @Key(
            doc = "The only AWS account in which the stack may change resources: twelve digits.",
            optional = true)
        String accountId,
    @Key(
            doc =
                "Infrastructure name of the OpenShift cluster, with which AWS resources are tagged:"
                    + " `oc get infrastructure cluster --output"
                    + " jsonpath={.status.infrastructureName}`.")
        String infrastructureName,
    @Key(
            doc =
                "`selfManaged`, `rosaClassic` (Red Hat OpenShift Service on AWS), or `rosaHcp` (with"
                    + " hosted control planes). In ROSA, nodes come from machine pools"
                    + " (`aws.nodes.mode` `existing`), and volumes get the tag `red-hat-managed`"
                    + " (docs/aws.md).",
            defaultsTo = "\"selfManaged\"")
        ClusterType clusterType,
    @Key(doc = "VPC, subnets and security groups.") AwsNetworkConfig network,
    @Key(doc = "App nodes.") AppNodesConfig nodes,
    @Key(
            doc =
                "ARN of the KMS key of all volumes. If not set, the key of `createKey`, or else the"
                    + " account's default key for EBS.",
            optional = true)
        String kmsKeyArn,
    @Key(doc = "Whether the stack declares a KMS key for all volumes.", defaultsTo = "false")
        Boolean createKey,
    @Key(doc = "Daily snapshots of the volumes of brokers and quorum.", defaultsTo = "{}")
        SnapshotsConfig snapshots,
    @Key(doc = "CloudWatch alarms on the brokers' volumes.", defaultsTo = "{}") AlarmsConfig alarms,
    @Key(
            doc =
                "S3 bucket of the brokers' tiered storage, and their IAM role. Requires"
                    + " `kafka.tieredStorage`.",
            optional = true)
        AwsTieredStorageConfig tieredStorage,
    @Key(doc = "Bastion host in the VPC.", defaultsTo = "{}") BastionConfig bastion,
    @Key(doc = "DNS record of the host of a Route.", optional = true) DnsConfig dns,
    @Key(doc = "Additional tags of every AWS resource.", defaultsTo = "{}")
        Map<String, String> tags) {
  private static final List<String> RESERVED =
      List.of("aws:", "kubernetes.io/", "openshift-kafka:");

  /** Checks the keys that apply to all AWS resources. */
  public AwsConfig {
    Checks.run(
        checks -> {
          checks
              .matches(
                  "region",
                  region,
                  "[a-z]{2}(-[a-z]+)+-[0-9]",
                  "must be an AWS region, such as eu-west-1")
              .matches("accountId", accountId, "[0-9]{12}", "must be twelve digits, in quotes")
              // openshift/installer, upi/aws/cloudformation/06_cluster_worker_node.yaml
              .matches(
                  "infrastructureName",
                  infrastructureName,
                  "[a-zA-Z][a-zA-Z0-9-]{0,26}",
                  "must be an infrastructure name of at most 27 letters, digits and hyphens")
              .matches(
                  "kmsKeyArn",
                  kmsKeyArn,
                  "arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+",
                  "must be the ARN of a KMS key, such as"
                      + " arn:aws:kms:eu-west-1:123456789012:key/...");
          if (kmsKeyArn != null && Boolean.TRUE.equals(createKey)) {
            checks.fault(
                "kmsKeyArn", kmsKeyArn, "cannot be combined with createKey true; remove one");
          }
          if (accountId == null && Boolean.TRUE.equals(createKey)) {
            checks.fault("accountId", null, "is required with createKey, for the key policy");
          }
          checkTieredStorage(checks, tieredStorage, accountId, network);
          checkTags(checks, tags);
          if (nodes != null) {
            checkNodes(checks, clusterType, nodes.mode(), network);
          }
        });
  }

  private static void checkNodes(
      Checks checks, ClusterType cluster, NodeMode mode, AwsNetworkConfig network) {
    String pool = "; create a machine pool with rosa create machinepool, and set existing";
    if (cluster == ClusterType.ROSA_HCP && mode == NodeMode.MACHINESETS) {
      checks.fault(
          "nodes.mode",
          "machinesets",
          "requires the Machine API, which a cluster with a hosted control plane does not have"
              + pool);
    } else if (cluster == ClusterType.ROSA_CLASSIC && mode == NodeMode.MACHINESETS) {
      checks.fault(
          "nodes.mode",
          "machinesets",
          "is not permitted in ROSA, where only Red Hat changes MachineSets" + pool);
    } else if (cluster != null && cluster.isRosa() && mode == NodeMode.INSTANCES) {
      checks.fault(
          "nodes.mode",
          "instances",
          "is not supported in ROSA, whose nodes all belong to machine pools" + pool);
    }
    if (mode == NodeMode.EXISTING && network != null && network.declaresVpc()) {
      checks.fault(
          "network.vpcId",
          null,
          "is required with nodes.mode existing, because the nodes are in a VPC already; set it");
    }
  }

  private static void checkTieredStorage(
      Checks checks,
      @Nullable AwsTieredStorageConfig storage,
      @Nullable String account,
      @Nullable AwsNetworkConfig network) {
    if (storage == null) {
      return;
    }
    if (account == null) {
      checks.fault("accountId", null, "is required with tieredStorage, for the ARN of the role");
    }
    if (network != null && network.declaresVpc() && storage.routeTables() != null) {
      checks.that(
          "tieredStorage.routeTables",
          storage.routeTables(),
          List::isEmpty,
          "applies only with network.vpcId, because a declared VPC has a gateway endpoint for S3;"
              + " remove it");
    }
  }

  /** The AWS partition of the region, as in ARNs. */
  public String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  private static void checkTags(Checks checks, Map<String, String> tags) {
    if (tags == null) {
      return;
    }
    tags.forEach(
        (key, value) -> {
          if (key.equals("Name") || RESERVED.stream().anyMatch(key::startsWith)) {
            checks.fault("tags." + key, value, "is a tag that AWS or the stack sets; rename it");
          } else if (key.length() > 128 || value.length() > 256) {
            checks.fault(
                "tags." + key,
                value,
                "is too long; use at most 128 characters for the key and 256 for the value");
          }
        });
  }
}
