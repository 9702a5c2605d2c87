package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.config.AwsNetworkConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** Checks of the VPC and its subnets, when the stack uses those of the cluster. */
final class AwsNetworkChecks {
  private static final String OWN_VPC = "the stack creates the VPC";

  /** A node and its replacement exist at the same time. */
  private static final int ADDRESSES_PER_NODE = 2;

  private AwsNetworkChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofAws("vpc", "the VPC exists and has the declared CIDR", AwsNetworkChecks::vpc)
            .when(AwsNetworkChecks::usesExistingVpc, OWN_VPC),
        Check.ofAws(
                "vpc-dns",
                "DNS resolution and DNS hostnames are enabled in the VPC",
                AwsNetworkChecks::dns)
            .when(AwsNetworkChecks::usesExistingVpc, OWN_VPC),
        Check.ofAws(
                "vpc-cluster-tag",
                "the subnets have the tag of the cluster aws.infrastructureName",
                AwsNetworkChecks::clusterTag)
            .when(AwsNetworkChecks::usesExistingVpc, OWN_VPC),
        Check.ofAws(
                "subnets",
                "each zone's subnet exists in that zone and in the VPC",
                AwsNetworkChecks::subnets)
            .when(AwsNetworkChecks::usesExistingVpc, OWN_VPC),
        Check.ofAws(
                "subnet-addresses",
                "the subnets have enough free IP addresses for the nodes",
                AwsNetworkChecks::addresses)
            .when(AwsNetworkChecks::usesExistingVpc, OWN_VPC),
        Check.ofAws(
                "subnet-routes",
                "the subnets are private and have a route to 0.0.0.0/0",
                AwsNetworkChecks::routes)
            .when(AwsNetworkChecks::usesExistingVpc, OWN_VPC));
  }

  private static boolean usesExistingVpc(StackPlan plan) {
    return !plan.config().aws().network().declaresVpc();
  }

  private static AwsNetworkConfig network(Target target) {
    return target.plan().config().aws().network();
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  private static Result vpc(Target target) {
    String id = network(target).vpcId();
    // A filter returns an empty list for an id that does not exist; an id parameter would throw.
    List<Vpc> found =
        target.account().ec2().describeVpcs(b -> b.filters(filter("vpc-id", id))).vpcs();
    if (found.isEmpty()) {
      return Result.failure(
          "aws.network.vpcId",
          id + " does not exist in " + target.account().region(),
          "set it to the VPC of the cluster");
    }
    String declared = network(target).cidr();
    boolean has =
        found.get(0).cidrBlockAssociationSet().stream()
            .anyMatch(range -> range.cidrBlock().equals(declared));
    return has || found.get(0).cidrBlock().equals(declared)
        ? Result.ok(id + ", " + declared)
        : Result.failure(
            "aws.network.cidr",
            declared + " is not a CIDR of " + id + ", " + found.get(0).cidrBlock(),
            "set aws.network.cidr: " + found.get(0).cidrBlock());
  }

  private static Result dns(Target target) {
    String id = network(target).vpcId();
    var ec2 = target.account().ec2();
    boolean support =
        ec2.describeVpcAttribute(b -> b.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT))
            .enableDnsSupport()
            .value();
    boolean names =
        ec2.describeVpcAttribute(b -> b.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
            .enableDnsHostnames()
            .value();
    var findings = Result.collect();
    if (!support) {
      findings.failure(
          "VPC " + id, "enableDnsSupport is false", "enable it: nodes need it to resolve names");
    }
    if (!names) {
      findings.failure(
          "VPC " + id,
          "enableDnsHostnames is false",
          "enable it: nodes join the cluster under these names");
    }
    return findings.orOk("enableDnsSupport and enableDnsHostnames");
  }

  /** Returns the declared subnets that exist, by id. */
  private static Map<String, Subnet> found(Target target) {
    var ids = network(target).privateSubnets().values().toArray(String[]::new);
    var subnets = new HashMap<String, Subnet>();
    target
        .account()
        .ec2()
        .describeSubnets(b -> b.filters(filter("subnet-id", ids)))
        .subnets()
        .forEach(subnet -> subnets.put(subnet.subnetId(), subnet));
    return subnets;
  }

  private static Result clusterTag(Target target) {
    String tag = "kubernetes.io/cluster/" + target.plan().config().aws().infrastructureName();
    var findings = Result.collect();
    found(target)
        .forEach(
            (id, subnet) -> {
              if (subnet.tags().stream().map(Tag::key).noneMatch(tag::equals)) {
                findings.warning(
                    "subnet " + id,
                    "lacks the tag " + tag,
                    "check that it belongs to the cluster: the installer tags the subnets of the cluster");
              }
            });
    return findings.orOk(tag);
  }

  private static Result subnets(Target target) {
    var found = found(target);
    var findings = Result.collect();
    network(target)
        .privateSubnets()
        .forEach(
            (zone, id) -> {
              String key = "aws.network.privateSubnets." + zone;
              Subnet subnet = found.get(id);
              if (subnet == null) {
                findings.failure(key, id + " does not exist", "set it to the zone's subnet");
              } else if (!subnet.availabilityZone().equals(zone)) {
                findings.failure(
                    key, id + " is in " + subnet.availabilityZone(), "set a subnet in " + zone);
              } else if (!subnet.vpcId().equals(network(target).vpcId())) {
                findings.failure(
                    key, id + " is in " + subnet.vpcId(), "set a subnet of aws.network.vpcId");
              }
            });
    return findings.orOk(found.size() + " subnets, each in its zone");
  }

  private static Result addresses(Target target) {
    int needed = target.plan().config().aws().nodes().perZone() * ADDRESSES_PER_NODE;
    var findings = Result.collect();
    found(target)
        .forEach(
            (id, subnet) -> {
              if (subnet.availableIpAddressCount() < needed) {
                findings.failure(
                    "subnet " + id,
                    "has "
                        + subnet.availableIpAddressCount()
                        + " free addresses, but the nodes of a zone and their replacements need "
                        + needed,
                    "free addresses, or use a larger subnet");
              }
            });
    return findings.orOk("at least " + needed + " free in each");
  }

  private static Result routes(Target target) {
    List<RouteTable> tables =
        target
            .account()
            .ec2()
            .describeRouteTables(b -> b.filters(filter("vpc-id", network(target).vpcId())))
            .routeTables();
    var findings = Result.collect();
    for (String id : network(target).privateSubnets().values()) {
      route(findings, id, table(tables, id));
    }
    return findings.orOk("each has a route to 0.0.0.0/0 that is not an internet gateway");
  }

  /** Returns the route table of a subnet: its own or the VPC's main route table. */
  private static Optional<RouteTable> table(List<RouteTable> tables, String subnet) {
    return tables.stream()
        .filter(t -> t.associations().stream().anyMatch(a -> subnet.equals(a.subnetId())))
        .findFirst()
        .or(
            () ->
                tables.stream()
                    .filter(t -> t.associations().stream().anyMatch(a -> a.main()))
                    .findFirst());
  }

  private static void route(Result.Builder findings, String subnet, Optional<RouteTable> table) {
    Optional<Route> out =
        table.stream()
            .flatMap(t -> t.routes().stream())
            .filter(route -> "0.0.0.0/0".equals(route.destinationCidrBlock()))
            .findFirst();
    if (out.isEmpty()) {
      findings.failure(
          "subnet " + subnet,
          "has no route to 0.0.0.0/0",
          "add one to a NAT or transit gateway: nodes pull images and call AWS");
    } else if (out.get().state() == RouteState.BLACKHOLE) {
      findings.failure(
          "subnet " + subnet,
          "its route to 0.0.0.0/0 is a blackhole: the gateway was deleted",
          "replace the route");
    } else if (out.get().gatewayId() != null && out.get().gatewayId().startsWith("igw-")) {
      findings.failure(
          "subnet " + subnet,
          "is public: its route to 0.0.0.0/0 is " + out.get().gatewayId(),
          "use a private subnet: nodes have no public IP address");
    }
  }
}
