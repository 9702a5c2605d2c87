package dev.openshiftkafka.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the security group of OpenShift's workers lets in, as its own template for user-provided
 * infrastructure has it (openshift/installer, upi/aws/cloudformation/03_cluster_security.yaml).
 *
 * <p>Kafka needs no rule of its own: traffic between pods is inside Geneve or VXLAN.
 */
public final class WorkerPorts {
  private WorkerPorts() {}

  /**
   * One rule.
   *
   * @param name what it is for
   * @param protocol icmp, tcp or udp
   * @param from first port, or ICMP type (-1 for all)
   * @param to last port, or ICMP code (-1 for all)
   */
  public record Rule(String name, String protocol, int from, int to) {}

  /** From every address of the VPC. */
  public static List<Rule> fromVpc() {
    return List.of(new Rule("icmp", "icmp", -1, -1), new Rule("ssh", "tcp", 22, 22));
  }

  /** From the workers and from the control plane. */
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

  /** All rules, for the parts of a cluster that no security group can name. */
  public static List<Rule> fromElsewhere() {
    return Stream.concat(fromVpc().stream(), fromNodes().stream()).toList();
  }
}
