package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;

/** The network of the app nodes: an existing VPC, or one that the stack declares. */
public record AwsNetworkConfig(
    @Key(
            doc =
                "Id of the VPC of the OpenShift cluster. If not set, the stack declares a VPC,"
                    + " which you connect to that of the control plane.",
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
                "Existing security groups of the app nodes, such as that of the cluster's workers."
                    + " If empty, the stack declares a security group with OpenShift's rules for"
                    + " workers.",
            defaultsTo = "[]")
        List<String> workerSecurityGroups,
    @Key(
            doc =
                "Security group of the control plane, which the declared security group of the app"
                    + " nodes allows as a source.",
            optional = true)
        String controlPlaneSecurityGroup,
    @Key(
            doc =
                "IPv4 ranges of the control plane and of the cluster's other nodes, if they are"
                    + " outside this VPC, where rules cannot reference their security groups.",
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
          checkGroups(checks, workerSecurityGroups, controlPlaneSecurityGroup, clusterCidrs);
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

  private static void checkGroups(
      Checks checks, List<String> groups, String controlPlane, List<String> cidrs) {
    if (groups == null || cidrs == null) {
      return;
    }
    for (int i = 0; i < groups.size(); i++) {
      checks.securityGroupId("workerSecurityGroups[" + i + "]", groups.get(i));
    }
    boolean hasSources = controlPlane != null || !cidrs.isEmpty();
    if (groups.isEmpty() && !hasSources) {
      checks.fault(
          "workerSecurityGroups",
          null,
          "is required, because the cluster could not reach the nodes; set it, or set"
              + " controlPlaneSecurityGroup or clusterCidrs, for which the stack declares a"
              + " security group");
    } else if (!groups.isEmpty() && hasSources) {
      checks.fault(
          "workerSecurityGroups",
          groups,
          "cannot be combined with controlPlaneSecurityGroup and clusterCidrs, which apply to a"
              + " declared security group; remove one of them");
    }
  }

  /** Whether the stack declares the VPC. */
  public boolean declaresVpc() {
    return vpcId == null;
  }
}
