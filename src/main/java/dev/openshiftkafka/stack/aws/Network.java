package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.NatGateway;
import com.pulumi.aws.ec2.NatGatewayArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.AwsNetworkConfig;
import dev.openshiftkafka.config.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A VPC with a public and a private subnet in each zone. The private subnet of a zone uses the NAT
 * gateway of the same zone, so that no zone depends on another.
 */
final class Network extends ComponentResource {
  private static final String EVERYWHERE = "0.0.0.0/0";

  private final Tags tags;
  private final SubnetPlan plan;
  private final Vpc vpc;
  private final Map<String, Output<String>> privateSubnets = new LinkedHashMap<>();
  private final List<Output<String>> routeTables = new ArrayList<>();

  Network(AwsConfig config, List<String> zones, Tags tags, ComponentResourceOptions options) {
    super("openshiftkafka:aws:Network", tags.name("kafka"), ResourceArgs.Empty, options);
    this.tags = tags;
    this.plan = new SubnetPlan(Cidr.parse(config.network().cidr()));
    this.vpc =
        new Vpc(
            "kafka",
            VpcArgs.builder()
                .cidrBlock(config.network().cidr())
                .enableDnsSupport(true)
                .enableDnsHostnames(true)
                .tags(tags.of("kafka-vpc"))
                .build(),
            child().build());
    RouteTable publicRoutes = publicRouteTable();
    for (int i = 0; i < zones.size(); i++) {
      zone(i, zones.get(i), publicRoutes);
    }
    new VpcEndpoint(
        "kafka-s3",
        VpcEndpointArgs.builder()
            .vpcId(vpc.id())
            .serviceName("com.amazonaws." + config.region() + ".s3")
            .vpcEndpointType("Gateway")
            .routeTableIds(Output.all(routeTables))
            .tags(tags.of("kafka-s3"))
            .build(),
        child().build());
    this.registerOutputs(Map.of());
  }

  Output<String> vpcId() {
    return vpc.id();
  }

  /** Ids of the private subnets, by zone. */
  Map<String, Output<String>> privateSubnets() {
    return privateSubnets;
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  private RouteTable publicRouteTable() {
    var gateway =
        new InternetGateway(
            "kafka",
            InternetGatewayArgs.builder().vpcId(vpc.id()).tags(tags.of("kafka-internet")).build(),
            child().build());
    RouteTable table = routeTable("kafka-public");
    new Route(
        "kafka-public",
        RouteArgs.builder()
            .routeTableId(table.id())
            .destinationCidrBlock(EVERYWHERE)
            .gatewayId(gateway.id())
            .build(),
        child().build());
    return table;
  }

  /** The subnets of one zone, by its position in the configuration. */
  private void zone(int number, String zone, RouteTable publicRoutes) {
    String name = "kafka-public-" + zone;
    Subnet publicSubnet = subnet(name, zone, plan.publicSubnet(number));
    associate(name, publicSubnet, publicRoutes);
    var address =
        new Eip(
            "kafka-nat-" + zone,
            EipArgs.builder().domain("vpc").tags(tags.of("kafka-nat-" + zone)).build(),
            child().build());
    var nat =
        new NatGateway(
            "kafka-" + zone,
            NatGatewayArgs.builder()
                .subnetId(publicSubnet.id())
                .allocationId(address.id())
                .tags(tags.of("kafka-nat-" + zone))
                .build(),
            // The gateway cannot reach the internet before the public route exists.
            child().dependsOn(publicRoutes).build());
    privateSubnet("kafka-private-" + zone, zone, plan.privateSubnet(number), nat);
  }

  private void privateSubnet(String name, String zone, Cidr cidr, NatGateway nat) {
    Subnet subnet = subnet(name, zone, cidr);
    RouteTable table = routeTable(name);
    new Route(
        name,
        RouteArgs.builder()
            .routeTableId(table.id())
            .destinationCidrBlock(EVERYWHERE)
            .natGatewayId(nat.id())
            .build(),
        child().build());
    associate(name, subnet, table);
    privateSubnets.put(zone, subnet.id());
  }

  private Subnet subnet(String name, String zone, Cidr cidr) {
    return new Subnet(
        name,
        SubnetArgs.builder()
            .vpcId(vpc.id())
            .availabilityZone(zone)
            .cidrBlock(cidr.toString())
            .mapPublicIpOnLaunch(false)
            .tags(tags.ofCluster(name))
            .build(),
        child().build());
  }

  private RouteTable routeTable(String name) {
    var table =
        new RouteTable(
            name,
            RouteTableArgs.builder().vpcId(vpc.id()).tags(tags.of(name)).build(),
            child().build());
    routeTables.add(table.id());
    return table;
  }

  private void associate(String name, Subnet subnet, RouteTable table) {
    new RouteTableAssociation(
        name,
        RouteTableAssociationArgs.builder().subnetId(subnet.id()).routeTableId(table.id()).build(),
        child().build());
  }

  /**
   * Divides the address range of a VPC into sixteen equal parts: zone i has part i for its private
   * subnet and part 8 + i for its public subnet.
   *
   * <p>Adding a zone therefore never moves the subnets of the others, which would replace all their
   * nodes. A /16 gives subnets of /20, the size that OpenShift's installer uses.
   */
  record SubnetPlan(Cidr vpc) {
    private static final int PARTS_BITS = 4;

    Cidr privateSubnet(int zone) {
      return part(zone);
    }

    Cidr publicSubnet(int zone) {
      return part(AwsNetworkConfig.MAX_ZONES + zone);
    }

    private Cidr part(int number) {
      return vpc.at(number * (vpc.size() >> PARTS_BITS), vpc.prefix() + PARTS_BITS);
    }
  }
}
