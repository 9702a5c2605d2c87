package dev.openshiftkafka.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/**
 * Ingress rules of the security group of OpenShift workers, as in the template for user-provisioned
 * infrastructure (openshift/installer, upi/aws/cloudformation/03_cluster_security.yaml).
 *
 * <p>Kafka needs no further rule: traffic between pods is encapsulated in Geneve or VXLAN.
 */
public final class WorkerPorts {
  private WorkerPorts() {}

  /**
   * An ingress rule.
   *
   * @param name name of the rule, such as the service it allows
   * @param protocol icmp, tcp or udp
   * @param from first port, or ICMP type (-1 for all)
   * @param to last port, or ICMP code (-1 for all)
   */
  public record Rule(String name, String protocol, int from, int to) {}

  /** Rules for all addresses of the VPC. */
  public static List<Rule> fromVpc() {
    return List.of(new Rule("icmp", "icmp", -1, -1), new Rule("ssh", "tcp", 22, 22));
  }

  /** Rules for workers and control plane nodes. */
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

  /** All rules, for nodes outside the VPC, which a security group cannot reference. */
  public static List<Rule> fromCidr() {
    return Stream.concat(fromVpc().stream(), fromNodes().stream()).toList();
  }
}
