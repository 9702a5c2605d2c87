package dev.openshiftkafka.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/**
 * Ingress rules of the security groups of an OpenShift cluster, as its installer declares them
 * (openshift/installer, upi/aws/cloudformation/03_cluster_security.yaml, and for IPsec
 * pkg/asset/manifests/aws/cluster.go).
 *
 * <p>Kafka needs no further rule: traffic between pods is encapsulated in Geneve or VXLAN.
 */
public final class WorkerPorts {
  private WorkerPorts() {}

  /**
   * An ingress rule.
   *
   * @param name name of the rule, such as the service it allows
   * @param protocol icmp, tcp, udp, or the number of another protocol, which has no ports
   * @param from first port, or ICMP type (-1 for all)
   * @param to last port, or ICMP code (-1 for all)
   */
  public record Rule(String name, String protocol, int from, int to) {
    /** Whether the protocol has ports or ICMP types. */
    public boolean hasPorts() {
      return !protocol.equals(ESP);
    }
  }

  /** Number of the protocol Encapsulating Security Payload. */
  private static final String ESP = "50";

  private static final Rule ICMP = new Rule("icmp", "icmp", -1, -1);

  /** Rules of workers for all addresses of the VPC. */
  public static List<Rule> fromVpc() {
    return List.of(ICMP, new Rule("ssh", "tcp", 22, 22));
  }

  /** Rules of workers for workers and control plane nodes, except for those of IPsec. */
  public static List<Rule> fromNodes() {
    return List.of(
        new Rule("vxlan", "udp", 4789, 4789),
        new Rule("geneve", "udp", 6081, 6081),
        new Rule("internal-tcp", "tcp", 9000, 9999),
        new Rule("internal-udp", "udp", 9000, 9999),
        new Rule("kubelet", "tcp", 10250, 10250),
        new Rule("node-ports-tcp", "tcp", 30000, 32767),
        new Rule("node-ports-udp", "udp", 30000, 32767));
  }

  /** Rules between all nodes that OVN-Kubernetes needs when it encrypts traffic with IPsec. */
  public static List<Rule> ipsec() {
    return List.of(
        new Rule("ike", "udp", 500, 500),
        new Rule("ipsec-nat-t", "udp", 4500, 4500),
        new Rule("esp", ESP, -1, -1));
  }

  /** Rules of workers for workers and control plane nodes. */
  public static List<Rule> betweenNodes() {
    return concat(fromNodes(), ipsec());
  }

  /** Rules of the control plane that a node needs to join: API and Machine Config Server. */
  public static List<Rule> toJoin() {
    return List.of(
        new Rule("api", "tcp", 6443, 6443), new Rule("machine-config", "tcp", 22623, 22623));
  }

  /** Rules of the control plane for nodes in another network. */
  public static List<Rule> toControlPlane() {
    List<Rule> metrics =
        List.of(
            new Rule("controller-manager", "tcp", 10257, 10257),
            new Rule("scheduler", "tcp", 10259, 10259));
    return concat(concat(toWorkers(), toJoin()), metrics);
  }

  /** Rules of workers for nodes in another network. */
  public static List<Rule> toWorkers() {
    return concat(List.of(ICMP), betweenNodes());
  }

  /** All rules, for nodes outside the VPC, which a security group cannot reference. */
  public static List<Rule> fromCidr() {
    return concat(fromVpc(), betweenNodes());
  }

  private static List<Rule> concat(List<Rule> first, List<Rule> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
