package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;

/** The network of the app nodes: one that exists, or one that the stack declares. */
public record AwsNetworkConfig(
    @Key(
            doc =
                "Id of the VPC of the OpenShift cluster. When absent, the stack declares a VPC, which"
                    + " you connect to the control plane's.",
            optional = true)
        String vpcId,
    @Key(
            doc = "IPv4 range of the VPC, whether it exists or is declared.",
            defaultsTo = "\"10.0.0.0/16\"")
        String cidr,
    @Key(
            doc =
                "With `vpcId`: the private subnet of each zone, as a map of zone to subnet id."
                    + " Without it the stack declares them.",
            defaultsTo = "{}")
        Map<String, String> privateSubnets,
    @Key(
            doc =
                "Security groups of the app nodes that exist already, such as the cluster's worker"
                    + " group. When empty, the stack declares one with OpenShift's worker rules.",
            defaultsTo = "[]")
        List<String> workerSecurityGroups,
    @Key(
            doc =
                "Security group of the control plane, which the declared group of the app nodes lets"
                    + " in.",
            optional = true)
        String controlPlaneSecurityGroup,
    @Key(
            doc =
                "IPv4 ranges of the control plane and of the cluster's other nodes, when they are not"
                    + " in this VPC, so that no security group can name them.",
            defaultsTo = "[]")
        List<String> clusterCidrs) {

  /** The most zones for whose subnets a declared VPC has room. */
  public static final int MAX_ZONES = 8;

  /** Checks which of the two networks it is, and what goes with it. */
  public AwsNetworkConfig {
    String vpc = vpcId;
    String range = cidr;
    var subnets = privateSubnets;
    var groups = workerSecurityGroups;
    String controlPlane = controlPlaneSecurityGroup;
    var cidrs = clusterCidrs;
    Checks.run(
        checks -> {
          checks
              .matches("vpcId", vpc, "vpc-[0-9a-f]{8,17}", "must be the id of a VPC: vpc-...")
              .that(
                  "cidr",
                  range,
                  AwsNetworkConfig::isVpc,
                  "must be an IPv4 range whose first address is its network's, from /16 to /24:"
                      + " 10.0.0.0/16")
              .matches(
                  "controlPlaneSecurityGroup",
                  controlPlane,
                  "sg-[0-9a-f]{8,17}",
                  "must be the id of a security group: sg-...");
          checkSubnets(checks, vpc, subnets);
          Cidrs.check(checks, "clusterCidrs", cidrs);
          if (vpc == null) {
            checkApart(checks, range, cidrs);
          }
          checkGroups(checks, groups, controlPlane, cidrs);
        });
  }

  /** A VPC has /16 at most; sixteen subnets of less than /24 would be smaller than AWS allows. */
  private static boolean isVpc(String text) {
    return Cidr.isValid(text) && Cidr.parse(text).prefix() >= 16 && Cidr.parse(text).prefix() <= 24;
  }

  private static void checkApart(Checks checks, String range, List<String> cidrs) {
    if (range == null || cidrs == null || !isVpc(range)) {
      return;
    }
    for (int i = 0; i < cidrs.size(); i++) {
      checks.that(
          "clusterCidrs[" + i + "]",
          cidrs.get(i),
          cidr -> !Cidrs.isNarrow(cidr) || !Cidr.parse(cidr).overlaps(Cidr.parse(range)),
          "overlaps cidr "
              + range
              + " of the declared VPC: two such networks cannot be connected; choose another cidr");
    }
  }

  private static void checkSubnets(Checks checks, String vpc, Map<String, String> subnets) {
    if (subnets == null) {
      return;
    }
    if (vpc == null && !subnets.isEmpty()) {
      checks.fault("privateSubnets", subnets, "only go with vpcId: name the VPC, or remove them");
    }
    if (vpc != null && subnets.isEmpty()) {
      checks.fault("privateSubnets", null, "are required with vpcId: one subnet per zone");
    }
    subnets.forEach(
        (zone, subnet) ->
            checks.matches(
                "privateSubnets." + zone,
                subnet,
                "subnet-[0-9a-f]{8,17}",
                "must be the id of a subnet: subnet-..."));
  }

  private static void checkGroups(
      Checks checks, List<String> groups, String controlPlane, List<String> cidrs) {
    if (groups == null || cidrs == null) {
      return;
    }
    for (int i = 0; i < groups.size(); i++) {
      checks.matches(
          "workerSecurityGroups[" + i + "]",
          groups.get(i),
          "sg-[0-9a-f]{8,17}",
          "must be the id of a security group: sg-...");
    }
    boolean named = controlPlane != null || !cidrs.isEmpty();
    if (groups.isEmpty() && !named) {
      checks.fault(
          "workerSecurityGroups",
          null,
          "are required, or controlPlaneSecurityGroup or clusterCidrs, from which the stack"
              + " declares one: else the nodes could not be reached by their cluster");
    } else if (!groups.isEmpty() && named) {
      checks.fault(
          "workerSecurityGroups",
          groups,
          "do not go with controlPlaneSecurityGroup and clusterCidrs, which are for a declared"
              + " group: remove one of them");
    }
  }

  /** Whether the stack declares the VPC. */
  public boolean declaresVpc() {
    return vpcId == null;
  }
}
