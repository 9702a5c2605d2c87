package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.config.AwsNetworkConfig;
import dev.openshiftkafka.config.Cidr;
import dev.openshiftkafka.kubernetes.WorkerPorts;
import dev.openshiftkafka.kubernetes.WorkerPorts.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Checks of security groups that the configuration references. */
final class AwsSecurityGroupChecks {
  private static final String OWN_GROUP = "the stack creates the nodes' security group";
  private static final String ALL = "-1";

  private AwsSecurityGroupChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofAws(
            "security-groups",
            "the configured security groups exist in the VPC",
            AwsSecurityGroupChecks::exist),
        Check.ofAws(
                "security-group-ingress",
                "the workers' security groups open OpenShift's ports between nodes",
                AwsSecurityGroupChecks::ingress)
            .when(AwsSecurityGroupChecks::isGiven, OWN_GROUP),
        Check.ofAws(
                "security-group-egress",
                "the workers' security groups allow all egress",
                AwsSecurityGroupChecks::egress)
            .when(AwsSecurityGroupChecks::isGiven, OWN_GROUP),
        Check.ofAws(
                "security-group-control-plane",
                "the control plane's security group allows 6443 and 22623 from the nodes",
                AwsSecurityGroupChecks::controlPlane)
            .when(AwsSecurityGroupChecks::isGiven, "the stack adds these rules"));
  }

  private static AwsNetworkConfig network(StackPlan plan) {
    return plan.config().aws().network();
  }

  private static boolean isGiven(StackPlan plan) {
    return !network(plan).declaresVpc();
  }

  private static List<String> named(StackPlan plan) {
    var ids = new ArrayList<>(network(plan).workerSecurityGroups());
    if (network(plan).controlPlaneSecurityGroup() != null) {
      ids.add(network(plan).controlPlaneSecurityGroup());
    }
    return ids;
  }

  private static List<SecurityGroup> find(Target target, List<String> ids) {
    return target
        .account()
        .ec2()
        .describeSecurityGroups(
            b -> b.filters(AwsNetworkChecks.filter("group-id", ids.toArray(String[]::new))))
        .securityGroups();
  }

  private static Result exist(Target target) {
    var findings = Result.collect();
    var found = find(target, named(target.plan()));
    String vpc = network(target.plan()).vpcId();
    for (String id : named(target.plan())) {
      var group = found.stream().filter(g -> g.groupId().equals(id)).findFirst();
      if (group.isEmpty()) {
        findings.failure(
            "security group " + id,
            "does not exist",
            "set the security group of the cluster's workers");
      } else if (vpc != null && !group.get().vpcId().equals(vpc)) {
        findings.failure(
            "security group " + id,
            "is in " + group.get().vpcId() + ", not in aws.network.vpcId " + vpc,
            "set a security group of that VPC");
      }
    }
    return findings.orOk(String.join(", ", named(target.plan())));
  }

  private static Result ingress(Target target) {
    var groups = find(target, network(target.plan()).workerSecurityGroups());
    var rules = groups.stream().flatMap(g -> g.ipPermissions().stream()).toList();
    return ingress(network(target.plan()), rules);
  }

  /** Checks whether ingress rules open OpenShift's ports between nodes of the same groups. */
  static Result ingress(AwsNetworkConfig network, List<IpPermission> rules) {
    var ids = new HashSet<>(network.workerSecurityGroups());
    var findings = Result.collect();
    for (Rule rule : WorkerPorts.fromNodes()) {
      if (rules.stream().noneMatch(r -> covers(r, rule) && isOpen(r, ids, network.cidr()))) {
        findings.failure(
            "security group " + String.join(", ", network.workerSecurityGroups()),
            "does not allow " + port(rule) + " (" + rule.name() + ") between nodes",
            "add an ingress rule from the group itself");
      }
    }
    for (Rule rule : WorkerPorts.ipsec()) {
      if (rules.stream().noneMatch(r -> covers(r, rule) && isOpen(r, ids, network.cidr()))) {
        findings.warning(
            "security group " + String.join(", ", network.workerSecurityGroups()),
            "does not allow " + port(rule) + " (" + rule.name() + ") between nodes",
            "add an ingress rule from the group itself before you enable IPsec in the cluster");
      }
    }
    return findings.orOk(
        WorkerPorts.betweenNodes().size() + " port ranges of OpenShift's workers are open");
  }

  private static String port(Rule rule) {
    if (!rule.hasPorts()) {
      return "protocol " + rule.protocol();
    }
    return rule.protocol()
        + " "
        + (rule.from() == rule.to() ? rule.from() : rule.from() + "-" + rule.to());
  }

  private static boolean covers(IpPermission found, Rule needed) {
    return found.ipProtocol().equals(ALL)
        || (found.ipProtocol().equals(needed.protocol())
            && (!needed.hasPorts()
                || (found.fromPort() <= needed.from() && found.toPort() >= needed.to())));
  }

  private static boolean isOpen(IpPermission rule, Set<String> groups, String vpc) {
    return rule.userIdGroupPairs().stream().anyMatch(pair -> groups.contains(pair.groupId()))
        || rule.ipRanges().stream().anyMatch(range -> contains(range.cidrIp(), vpc));
  }

  private static boolean contains(String range, String vpc) {
    return Cidr.parse(range).contains(Cidr.parse(vpc));
  }

  private static Result egress(Target target) {
    boolean open =
        find(target, network(target.plan()).workerSecurityGroups()).stream()
            .flatMap(group -> group.ipPermissionsEgress().stream())
            .anyMatch(AwsSecurityGroupChecks::isEverything);
    return open
        ? Result.ok("all egress is allowed")
        : Result.failure(
            "security group " + String.join(", ", network(target.plan()).workerSecurityGroups()),
            "has no egress rule for all protocols to 0.0.0.0/0",
            "add one, or make sure that the nodes reach registries, AWS and each other");
  }

  private static Result controlPlane(Target target) {
    AwsNetworkConfig network = network(target.plan());
    String tag = "tag:kubernetes.io/cluster/" + target.plan().config().aws().infrastructureName();
    var groups =
        target
            .account()
            .ec2()
            .describeSecurityGroups(
                b ->
                    b.filters(
                        AwsNetworkChecks.filter("vpc-id", network.vpcId()),
                        AwsNetworkChecks.filter(tag, "owned", "shared"),
                        AwsNetworkChecks.filter("tag:Name", "*master*", "*controlplane*")))
            .securityGroups();
    if (groups.isEmpty()) {
      return Result.warning(
          "security group of the control plane",
          "not found by its tags in " + network.vpcId(),
          "make sure that it allows 6443 and 22623 from the nodes");
    }
    var ids = new HashSet<>(network.workerSecurityGroups());
    var findings = Result.collect();
    for (Rule rule : WorkerPorts.toJoin()) {
      boolean open =
          groups.stream()
              .flatMap(group -> group.ipPermissions().stream())
              .anyMatch(r -> covers(r, rule) && isOpen(r, ids, network.cidr()));
      if (!open) {
        findings.failure(
            "security group " + groups.get(0).groupId(),
            "does not allow " + port(rule) + " (" + rule.name() + ") from the nodes",
            "add an ingress rule from the workers' group, or from " + network.cidr());
      }
    }
    return findings.orOk("6443 and 22623 are open");
  }

  private static boolean isEverything(IpPermission rule) {
    return rule.ipProtocol().equals(ALL)
        && rule.ipRanges().stream().anyMatch(range -> range.cidrIp().equals("0.0.0.0/0"));
  }
}
