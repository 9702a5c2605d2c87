package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The network of the app nodes: an existing VPC, or one that the stack declares. */
public record AwsNetworkConfig(
    @Key(
            doc =
                "Id of the VPC of the OpenShift cluster. If not set, the stack declares a VPC,"
                    + " which you connect to that of the cluster (docs/aws.md).",
            optional = true)
        String vpcId,
    @Key(doc = "IPv4 range of the existing or declared VPC.", defaultsTo = "\"10.0.0.0/16\"")
        String cidr,
    @Key(
            doc =
                "With `vpcId`: the private subnet of each zone, as a map of zone to subnet id."
                    + " Without `vpcId`, the stack declares the subnets.",
            defaultsTo = "{}")
        Map<String, String> privateSubnets,
    @Key(
            doc =
                "Security groups of the cluster's workers. With `vpcId`, the app nodes get them."
                    + " Without `vpcId`, the stack declares a security group for the app nodes, and"
                    + " adds rules to these that allow the app nodes.")
        List<String> workerSecurityGroups,
    @Key(
            doc =
                "Without `vpcId`: security group of the control plane, to which the stack adds rules"
                    + " that allow the app nodes.",
            optional = true)
        String controlPlaneSecurityGroup,
    @Key(
            doc =
                "Without `vpcId`: IPv4 ranges of the control plane and of the cluster's other nodes,"
                    + " which the security group of the app nodes allows.",
            defaultsTo = "[]")
        List<String> clusterCidrs) {

  /** Number of zones whose subnets fit into a declared VPC. */
  public static final int MAX_ZONES = 8;

  /** Checks each key against the kind of VPC. */
  public AwsNetworkConfig {
    Checks.run(
        checks -> {
          checks
              .matches(
                  "vpcId", vpcId, "vpc-[0-9a-f]{8,17}", "must be a VPC id, such as vpc-0123abcd")
              .that(
                  "cidr",
                  cidr,
                  AwsNetworkConfig::isVpc,
                  "must be an IPv4 range from /16 to /24 that begins with its network address, such"
                      + " as 10.0.0.0/16")
              .securityGroupId("controlPlaneSecurityGroup", controlPlaneSecurityGroup);
          checkSubnets(checks, vpcId, privateSubnets);
          checks.sourceRanges("clusterCidrs", clusterCidrs);
          if (vpcId == null) {
            checkOverlap(checks, cidr, clusterCidrs);
          }
          checkWorkers(checks, workerSecurityGroups);
          checkCluster(checks, vpcId, controlPlaneSecurityGroup, clusterCidrs);
        });
  }

  /** A VPC is at most /16. In less than /24, sixteen subnets would be below AWS' minimum size. */
  private static boolean isVpc(String text) {
    return Cidr.isValid(text) && Cidr.parse(text).prefix() >= 16 && Cidr.parse(text).prefix() <= 24;
  }

  private static void checkOverlap(Checks checks, String vpc, List<String> cidrs) {
    if (vpc == null || cidrs == null || !isVpc(vpc)) {
      return;
    }
    for (int i = 0; i < cidrs.size(); i++) {
      checks.that(
          "clusterCidrs[" + i + "]",
          cidrs.get(i),
          range -> !Cidr.isSourceRange(range) || !Cidr.parse(range).overlaps(Cidr.parse(vpc)),
          "overlaps with cidr "
              + vpc
              + " of the declared VPC, so that the networks cannot be connected; change cidr");
    }
  }

  private static void checkSubnets(Checks checks, String vpc, Map<String, String> subnets) {
    if (subnets == null) {
      return;
    }
    if (vpc == null && !subnets.isEmpty()) {
      checks.fault("privateSubnets", subnets, "applies only with vpcId; set vpcId or remove it");
    }
    if (vpc != null && subnets.isEmpty()) {
      checks.fault("privateSubnets", null, "is required with vpcId; set one subnet per zone");
    }
    subnets.forEach(
        (zone, subnet) ->
            checks.matches(
                "privateSubnets." + zone,
                subnet,
                "subnet-[0-9a-f]{8,17}",
                "must be a subnet id, such as subnet-0123abcd"));
  }

  private static void checkWorkers(Checks checks, List<String> groups) {
    if (groups == null) {
      return;
    }
    if (groups.isEmpty()) {
      checks.fault(
          "workerSecurityGroups",
          null,
          "must have at least one id, because the cluster and the app nodes could not reach each"
              + " other; set the security group of the cluster's workers");
    }
    for (int i = 0; i < groups.size(); i++) {
      checks.securityGroupId("workerSecurityGroups[" + i + "]", groups.get(i));
    }
  }

  /** Checks the keys of a declared VPC, whose nodes and the cluster's must reach each other. */
  private static void checkCluster(
      Checks checks, @Nullable String vpc, @Nullable String controlPlane, List<String> cidrs) {
    if (cidrs == null) {
      return;
    }
    if (vpc != null) {
      String reason = "applies only without vpcId; remove it";
      checks.that("controlPlaneSecurityGroup", controlPlane, group -> false, reason);
      checks.that("clusterCidrs", cidrs, List::isEmpty, reason);
      return;
    }
    if (controlPlane == null) {
      checks.fault(
          "controlPlaneSecurityGroup",
          null,
          "is required without vpcId, because nodes in another VPC could not reach the control"
              + " plane; set it, or set vpcId");
    }
    if (cidrs.isEmpty()) {
      checks.fault(
          "clusterCidrs",
          null,
          "is required without vpcId, because the cluster could not reach nodes in another VPC;"
              + " set the range of the cluster's VPC, or set vpcId");
    }
  }

  /** Whether the stack declares the VPC. */
  public boolean declaresVpc() {
    return vpcId == null;
  }
}
