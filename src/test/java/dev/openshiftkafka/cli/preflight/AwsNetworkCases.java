package dev.openshiftkafka.cli.preflight;

import static dev.openshiftkafka.cli.preflight.PreflightCase.failure;
import static dev.openshiftkafka.cli.preflight.PreflightCase.ok;
import static dev.openshiftkafka.cli.preflight.PreflightCase.skipped;
import static dev.openshiftkafka.cli.preflight.PreflightCase.warning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Cases of {@link AwsNetworkChecks} and {@link AwsSecurityGroupChecks}. */
final class AwsNetworkCases {
  private AwsNetworkCases() {}

  static List<PreflightCase> all() {
    return Stream.of(vpc(), subnets(), routes(), groups(), otherRules())
        .flatMap(List::stream)
        .toList();
  }

  private static List<PreflightCase> vpc() {
    return List.of(
        ok("aws.vpc", ", 10.0.0.0/16", w -> w.aws().network()),
        failure("aws.vpc", "aws.network.vpcId: vpc-0d000000000000002 does not exist", w -> {}),
        failure(
            "aws.vpc",
            "aws.network.cidr: 10.9.0.0/16 is not a CIDR of vpc-",
            w -> {
              w.aws().network();
              w.edit("aws/network/cidr", "10.9.0.0/16");
            }),
        warning(
            "aws.vpc",
            "ec2:DescribeVpcs: not checked: access denied (UnauthorizedOperation); allow",
            w -> w.aws().denied("DescribeVpcs")),
        ok("aws.vpc-dns", "enableDnsSupport and enableDnsHostnames", w -> w.aws().network()),
        failure(
            "aws.vpc-dns",
            "enableDnsHostnames is false; enable it",
            w -> {
              String vpc = w.aws().network().vpc();
              w.aws()
                  .ec2()
                  .modifyVpcAttribute(b -> b.vpcId(vpc).enableDnsHostnames(v -> v.value(false)));
            }),
        ok("aws.vpc-cluster-tag", "kubernetes.io/cluster/prod-m3n9r", w -> w.aws().network()),
        warning(
            "aws.vpc-cluster-tag",
            "lacks the tag kubernetes.io/cluster/other-x1y2z",
            w -> {
              w.aws().network();
              w.edit("aws/infrastructureName", "other-x1y2z");
            }));
  }

  private static List<PreflightCase> subnets() {
    return List.of(
        ok("aws.subnets", "3 subnets, each in its zone", w -> w.aws().network()),
        failure(
            "aws.subnets",
            "aws.network.privateSubnets.eu-west-1a: subnet-0a000000000000004 does not exist",
            w -> {
              Map<String, String> subnets = new LinkedHashMap<>(w.aws().network().subnets());
              subnets.put("eu-west-1a", "subnet-0a000000000000004");
              w.edit("aws/network/privateSubnets", subnets);
            }),
        failure(
            "aws.subnets",
            "is in eu-west-1b; set a subnet in eu-west-1a",
            w -> {
              Map<String, String> subnets = new LinkedHashMap<>(w.aws().network().subnets());
              subnets.put("eu-west-1a", subnets.get("eu-west-1b"));
              w.edit("aws/network/privateSubnets", subnets);
            }),
        failure(
            "aws.subnets",
            "; set a subnet of aws.network.vpcId",
            w -> {
              w.aws().network();
              String other = w.aws().ec2().createVpc(b -> b.cidrBlock("10.1.0.0/16")).vpc().vpcId();
              w.edit("aws/network/vpcId", other);
            }));
  }

  private static List<PreflightCase> routes() {
    return List.of(
        ok("aws.subnet-addresses", "at least 2 free in each", w -> w.aws().network()),
        failure(
            "aws.subnet-addresses",
            "has 11 free addresses, but the nodes of a zone and their replacements need 40",
            w -> {
              w.aws().network("10.0.0.0/16", 28);
              w.edit("aws/nodes/perZone", 20);
            }),
        ok("aws.subnet-routes", "each has a route to 0.0.0.0/0", w -> w.aws().network().nat()),
        failure("aws.subnet-routes", "has no route to 0.0.0.0/0", w -> w.aws().network()),
        failure(
            "aws.subnet-routes",
            "is public: its route to 0.0.0.0/0 is igw-",
            w -> w.aws().network().internet()));
  }

  private static List<PreflightCase> groups() {
    return List.of(
        ok("aws.security-groups", "sg-", w -> w.aws().network()),
        failure(
            "aws.security-groups",
            "security group sg-0e000000000000002: does not exist",
            w -> {
              w.aws().network();
              w.edit("aws/network/workerSecurityGroups", List.of("sg-0e000000000000002"));
            }),
        ok(
            "aws.security-group-ingress",
            "10 port ranges of OpenShift's workers are open",
            w -> w.aws().network().open("-1", -1, -1)),
        failure(
            "aws.security-group-ingress",
            "does not allow udp 6081 (geneve) between nodes; add an ingress rule",
            w ->
                w.aws()
                    .network()
                    .open("udp", 4789, 4789)
                    .open("tcp", 1024, 65535)
                    .open("udp", 9000, 65535)),
        skipped(
            "aws.security-group-ingress",
            "the stack creates the nodes' security group",
            AwsAccountCases::ownVpc),
        warning(
            "aws.security-group-ingress",
            "does not allow protocol 50 (esp) between nodes; add an ingress rule from the group"
                + " itself before you enable IPsec",
            w -> w.aws().network().open("tcp", 1, 65535).open("udp", 1, 65535)),
        skipped(
            "aws.security-group-control-plane",
            "the stack adds these rules",
            AwsAccountCases::ownVpc));
  }

  private static List<PreflightCase> otherRules() {
    return List.of(
        ok("aws.security-group-egress", "all egress is allowed", w -> w.aws().network()),
        failure(
            "aws.security-group-egress",
            "has no egress rule for all protocols to 0.0.0.0/0",
            w -> w.aws().network().closeEgress()),
        ok(
            "aws.security-group-control-plane",
            "6443 and 22623 are open",
            w -> w.aws().network().controlPlane(6443, 22623)),
        failure(
            "aws.security-group-control-plane",
            "does not allow tcp 22623 (machine-config) from the nodes",
            w -> w.aws().network().controlPlane(6443)),
        warning(
            "aws.security-group-control-plane",
            "security group of the control plane: not found by its tags",
            w -> w.aws().network()));
  }
}
