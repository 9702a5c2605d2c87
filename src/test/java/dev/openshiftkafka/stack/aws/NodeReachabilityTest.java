package dev.openshiftkafka.stack.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.openshiftkafka.config.AwsNetworkConfig;
import dev.openshiftkafka.config.Cidr;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Computes over all declared security group rules whether app nodes, workers and the control plane
 * reach each other, in both directions.
 */
class NodeReachabilityTest {
  private static final Map<String, Object> OWN_VPC =
      Map.of(
          "aws/network",
          Map.of(
              "cidr",
              "10.20.0.0/16",
              "clusterCidrs",
              List.of("10.0.0.0/16"),
              "workerSecurityGroups",
              List.of("sg-0e000000000000006"),
              "controlPlaneSecurityGroup",
              "sg-0e000000000000007"));

  private static final Map<String, Object> TWO_GROUPS =
      Map.of(
          "aws/network/workerSecurityGroups",
          List.of("sg-0e000000000000008", "sg-0e000000000000009"));

  static Stream<Arguments> stacks() {
    return Stream.of(
        stack("dev", Map.of()),
        stack("staging", Map.of()),
        stack("prod", Map.of()),
        stack("article", Map.of()),
        stack("dev", OWN_VPC),
        stack("prod", OWN_VPC),
        stack("dev", TWO_GROUPS),
        stack("prod", TWO_GROUPS),
        stack("article", TWO_GROUPS));
  }

  private static Arguments stack(String name, Map<String, ?> edits) {
    return Arguments.of(name + " " + edits.keySet(), new Network(name, edits));
  }

  /**
   * An ingress rule.
   *
   * @param group group that has the rule
   * @param protocol tcp, udp, icmp, or a number
   * @param from first port; 0 for protocols without ports
   * @param to last port
   * @param source id of a group, or a range of addresses
   */
  private record Ingress(String group, String protocol, int from, int to, String source) {
    static Ingress of(Declared rule) {
      Object group = rule.at("referencedSecurityGroupId");
      boolean ports = Set.of("tcp", "udp").contains(String.valueOf(rule.at("ipProtocol")));
      return new Ingress(
          (String) rule.at("securityGroupId"),
          (String) rule.at("ipProtocol"),
          ports ? ((Number) rule.at("fromPort")).intValue() : 0,
          ports ? ((Number) rule.at("toPort")).intValue() : 0,
          String.valueOf(group == null ? rule.at("cidrIpv4") : group));
    }

    boolean allows(Host client, Host server, Traffic traffic) {
      return server.groups().contains(group)
          && protocol.equals(traffic.protocol())
          && from <= traffic.port()
          && to >= traffic.port()
          && (client.groups().contains(source)
              || (Cidr.isValid(source)
                  && Cidr.parse(source).contains(Cidr.parse(client.addresses()))));
    }
  }

  /**
   * A kind of node.
   *
   * @param groups its security groups
   * @param addresses range of its addresses
   */
  private record Host(String name, Set<String> groups, String addresses) {}

  private record Traffic(String what, String protocol, int port) {}

  private static final List<Traffic> BETWEEN_NODES =
      List.of(
          new Traffic("path MTU discovery", "icmp", 0),
          new Traffic(
              "overlay of OVN-Kubernetes, such as DNS and the router's requests", "udp", 6081),
          new Traffic("overlay of OpenShift SDN", "udp", 4789),
          new Traffic("IKE", "udp", 500),
          new Traffic("IPsec behind NAT", "udp", 4500),
          new Traffic("ESP", "50", 0),
          new Traffic("first port of host services", "tcp", 9000),
          new Traffic("last port of host services", "tcp", 9999),
          new Traffic("first UDP port of host services", "udp", 9000),
          new Traffic("last UDP port of host services", "udp", 9999),
          new Traffic("kubelet, for logs, exec and metrics", "tcp", 10250),
          new Traffic("first node port, such as the router's", "tcp", 30000),
          new Traffic("last node port", "tcp", 32767),
          new Traffic("first UDP node port", "udp", 30000),
          new Traffic("last UDP node port", "udp", 32767));

  private static final List<Traffic> TO_CONTROL_PLANE =
      List.of(new Traffic("API", "tcp", 6443), new Traffic("Machine Config Server", "tcp", 22623));

  private static final List<Traffic> METRICS_OF_CONTROL_PLANE =
      List.of(
          new Traffic("metrics of the controller manager", "tcp", 10257),
          new Traffic("metrics of the scheduler", "tcp", 10259));

  private static final Traffic SSH = new Traffic("SSH", "tcp", 22);

  /** The security groups of a run, and those of the cluster as OpenShift's installer makes them. */
  private static final class Network {
    private final StackRun run;
    private final Host node;
    private final Host worker;
    private final Host controlPlane;
    private final boolean declaresVpc;
    private final List<Ingress> declared;

    Network(String stack, Map<String, ?> edits) {
      var values = StackEdit.apply(StackFile.read(stack), edits);
      AwsNetworkConfig network =
          new ConfigSource("openshift-kafka", stack, values).read().aws().network();
      run = StackRun.update(stack, values);
      assertEquals(List.of(), run.result().exceptions());
      declaresVpc = network.vpcId() == null;
      String cluster = declaresVpc ? network.clusterCidrs().get(0) : network.cidr();
      node = new Host("app node", groupsOfNodes(run), network.cidr());
      worker = new Host("worker", Set.copyOf(network.workerSecurityGroups()), cluster);
      String control = declaresVpc ? network.controlPlaneSecurityGroup() : "sg-0e00000000000000c";
      controlPlane = new Host("control plane", Set.of(control), cluster);
      declared =
          run.resources("aws:vpc/securityGroupIngressRule:").stream().map(Ingress::of).toList();
    }

    private static Set<String> groupsOfNodes(StackRun run) {
      var groups = new HashSet<String>();
      run.resources("aws:ec2/instance:")
          .forEach(
              instance ->
                  ((List<?>) instance.at("vpcSecurityGroupIds"))
                      .forEach(id -> groups.add((String) id)));
      for (Declared set : run.objects("MachineSet")) {
        ((List<?>) set.at("spec", "template", "spec", "providerSpec", "value", "securityGroups"))
            .forEach(group -> groups.add((String) ((Map<?, ?>) group).get("id")));
      }
      assertFalse(groups.isEmpty(), "no node has a security group");
      return groups;
    }

    /** Rules of a cluster, from openshift/installer. */
    private List<Ingress> installed() {
      var rules = new ArrayList<Ingress>();
      for (String group : union(worker.groups(), controlPlane.groups())) {
        for (String source : union(worker.groups(), controlPlane.groups())) {
          rules.add(new Ingress(group, "udp", 4789, 4789, source));
          rules.add(new Ingress(group, "udp", 6081, 6081, source));
          rules.add(new Ingress(group, "udp", 500, 500, source));
          rules.add(new Ingress(group, "udp", 4500, 4500, source));
          rules.add(new Ingress(group, "50", 0, 0, source));
          rules.add(new Ingress(group, "tcp", 9000, 9999, source));
          rules.add(new Ingress(group, "udp", 9000, 9999, source));
          rules.add(new Ingress(group, "tcp", 10250, 10259, source));
          rules.add(new Ingress(group, "tcp", 30000, 32767, source));
          rules.add(new Ingress(group, "udp", 30000, 32767, source));
        }
        rules.add(new Ingress(group, "icmp", 0, 0, worker.addresses()));
        rules.add(new Ingress(group, "tcp", 22, 22, worker.addresses()));
      }
      for (String group : controlPlane.groups()) {
        rules.add(new Ingress(group, "tcp", 6443, 6443, worker.addresses()));
        rules.add(new Ingress(group, "tcp", 22623, 22623, worker.addresses()));
      }
      return rules;
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
      var all = new HashSet<>(first);
      all.addAll(second);
      return all;
    }

    /** What the rules refuse and a cluster needs. */
    List<String> refused(Host nodes, List<Ingress> ownRules) {
      var rules = new ArrayList<>(ownRules);
      rules.addAll(installed());
      var refused = new ArrayList<String>();
      for (Host peer : List.of(nodes, worker, controlPlane)) {
        check(rules, nodes, peer, BETWEEN_NODES, refused);
        check(rules, peer, nodes, BETWEEN_NODES, refused);
        check(rules, peer, nodes, List.of(SSH), refused);
      }
      check(rules, nodes, controlPlane, TO_CONTROL_PLANE, refused);
      check(rules, nodes, controlPlane, METRICS_OF_CONTROL_PLANE, refused);
      return refused;
    }

    private static void check(
        List<Ingress> rules, Host client, Host server, List<Traffic> needed, List<String> refused) {
      for (Traffic traffic : needed) {
        if (rules.stream().noneMatch(rule -> rule.allows(client, server, traffic))) {
          refused.add(
              client.name()
                  + " to "
                  + server.name()
                  + ": "
                  + traffic.protocol()
                  + " "
                  + traffic.port()
                  + ": "
                  + traffic.what());
        }
      }
    }

    /** Whether the node can connect to any address, as the rules of other groups assume. */
    boolean hasEgress() {
      return run.resources("aws:vpc/securityGroupEgressRule:").stream()
          .anyMatch(
              rule ->
                  node.groups().contains(String.valueOf(rule.at("securityGroupId")))
                      && "0.0.0.0/0".equals(rule.at("cidrIpv4"))
                      && "-1".equals(rule.at("ipProtocol")));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stacks")
  void nodes_cluster_reachEachOther(String stack, Network network) {
    assertEquals(List.of(), network.refused(network.node, network.declared));
    assertEquals(network.declaresVpc, network.hasEgress());
  }

  /** Every declared rule is needed, so the computation notices when one is missing. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("stacks")
  void rule_removed_isNoticed(String stack, Network network) {
    assertEquals(!network.declaresVpc, network.declared.isEmpty());
    for (Ingress removed : network.declared) {
      var others = new ArrayList<>(network.declared);
      others.remove(removed);
      // A second group of the workers has the same rules: an instance has the rules of all groups.
      others.removeIf(
          rule ->
              network.worker.groups().containsAll(List.of(rule.group(), removed.group()))
                  && rule.protocol().equals(removed.protocol())
                  && rule.from() == removed.from());
      assertNotEquals(
          List.of(),
          network.refused(network.node, others),
          "without " + removed + " all is allowed");
    }
  }

  /** Nodes with a group of their own, which the groups of the cluster do not know. */
  @Test
  void nodes_foreignGroup_areRefused() {
    var network = new Network("prod", Map.of());
    var foreign = new Host("app node", Set.of("sg-0e00000000000000d"), network.node.addresses());

    List<String> refused = network.refused(foreign, network.declared);
    assertFalse(refused.isEmpty());
    assertEquals(
        true,
        refused.stream().anyMatch(line -> line.startsWith("app node to worker: udp 6081")),
        refused.toString());
  }
}
