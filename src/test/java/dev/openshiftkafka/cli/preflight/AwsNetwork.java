package dev.openshiftkafka.cli.preflight;

import java.util.Map;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * The network of a cluster in moto.
 *
 * @param vpc id of the VPC
 * @param subnets ids of the private subnets, by zone
 * @param workers id of the workers' security group
 */
record AwsNetwork(AwsFixture aws, String vpc, Map<String, String> subnets, String workers) {
  private static final String EVERYWHERE = "0.0.0.0/0";

  String subnet() {
    return subnets.get("eu-west-1a");
  }

  /** Opens ports between the nodes of the group. */
  AwsNetwork open(String protocol, int from, int to) {
    allow(
        workers,
        permission(protocol, from, to)
            .userIdGroupPairs(UserIdGroupPair.builder().groupId(workers).build())
            .build());
    return this;
  }

  /** Creates the control plane's security group, with open ports. */
  AwsNetwork controlPlane(int... ports) {
    String group =
        aws.ec2()
            .createSecurityGroup(
                b ->
                    b.vpcId(vpc)
                        .groupName("control-plane")
                        .description("control plane")
                        .tagSpecifications(
                            AwsFixture.tags(
                                ResourceType.SECURITY_GROUP,
                                "Name",
                                "prod-m3n9r-master-sg",
                                "kubernetes.io/cluster/prod-m3n9r",
                                "owned")))
            .groupId();
    for (int port : ports) {
      allow(group, permission("tcp", port, port).ipRanges(range("10.0.0.0/16")).build());
    }
    return this;
  }

  private static IpPermission.Builder permission(String protocol, int from, int to) {
    return IpPermission.builder().ipProtocol(protocol).fromPort(from).toPort(to);
  }

  private static IpRange range(String cidr) {
    return IpRange.builder().cidrIp(cidr).build();
  }

  private void allow(String group, IpPermission permission) {
    aws.ec2().authorizeSecurityGroupIngress(b -> b.groupId(group).ipPermissions(permission));
  }

  /** Removes the default egress rule. */
  AwsNetwork closeEgress() {
    var all = IpPermission.builder().ipProtocol("-1").ipRanges(range(EVERYWHERE)).build();
    aws.ec2().revokeSecurityGroupEgress(b -> b.groupId(workers).ipPermissions(all));
    return this;
  }

  /** Adds a default route through a NAT gateway to the main route table. */
  AwsNetwork nat() {
    String gateway =
        aws.ec2()
            .createNatGateway(b -> b.subnetId(subnet()).allocationId(aws.address()))
            .natGateway()
            .natGatewayId();
    aws.ec2()
        .createRoute(
            b -> b.routeTableId(main()).destinationCidrBlock(EVERYWHERE).natGatewayId(gateway));
    return this;
  }

  /** Adds a default route to an internet gateway to the main route table. */
  AwsNetwork internet() {
    String gateway = aws.ec2().createInternetGateway(b -> {}).internetGateway().internetGatewayId();
    aws.ec2().attachInternetGateway(b -> b.internetGatewayId(gateway).vpcId(vpc));
    aws.ec2()
        .createRoute(
            b -> b.routeTableId(main()).destinationCidrBlock(EVERYWHERE).gatewayId(gateway));
    return this;
  }

  private String main() {
    return aws.ec2()
        .describeRouteTables(b -> b.filters(AwsNetworkChecks.filter("vpc-id", vpc)))
        .routeTables()
        .get(0)
        .routeTableId();
  }
}
