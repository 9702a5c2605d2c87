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
import dev.openshiftkafka.config.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Declares a VPC with a public and a private subnet in each zone, each private one with a NAT
 * gateway of its own zone, so that no zone depends on another.
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
    RouteTable toInternet = publicRoutes();
    for (int i = 0; i < zones.size(); i++) {
      zone(i, zones.get(i), toInternet);
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

  private RouteTable publicRoutes() {
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

  private void zone(int number, String zone, RouteTable toInternet) {
    String name = "kafka-public-" + zone;
    Subnet open = subnet(name, zone, plan.publicSubnet(number));
    associate(name, open, toInternet);
    var address =
        new Eip(
            "kafka-nat-" + zone,
            EipArgs.builder().domain("vpc").tags(tags.of("kafka-nat-" + zone)).build(),
            child().build());
    var nat =
        new NatGateway(
            "kafka-" + zone,
            NatGatewayArgs.builder()
                .subnetId(open.id())
                .allocationId(address.id())
                .tags(tags.of("kafka-nat-" + zone))
                .build(),
            // It has no way out before the public route.
            child().dependsOn(toInternet).build());
    closed("kafka-private-" + zone, zone, plan.privateSubnet(number), nat);
  }

  private void closed(String name, String zone, Cidr cidr, NatGateway nat) {
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
}
