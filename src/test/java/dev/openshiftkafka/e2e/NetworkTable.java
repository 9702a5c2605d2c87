package dev.openshiftkafka.e2e;

import dev.openshiftkafka.e2e.Connections.Origin;
import dev.openshiftkafka.e2e.Connections.Port;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The intended connections, written by hand and not derived from the program.
 *
 * <p>A line has an operand, a port, and the origins that may connect. {@code project} is every pod
 * of the stack's project, {@code pod} every pod of the cluster, and {@code !x} excludes one. All
 * other connections are denied, except from a node to its own pods, for the kubelet's probes.
 */
final class NetworkTable {
  /** A port of no operand: rules must be limited to ports. */
  static final int OTHER_PORT = 65000;

  private static final String BROKERS =
      """
      broker       9092  project clients
      broker       5556  openshift-monitoring openshift-user-workload-monitoring
      broker       5557
      """;

  private static final String BROKERS_WITH_KAFBAT =
      """
      broker       9092  project clients
      broker       5556  openshift-monitoring openshift-user-workload-monitoring ui
      broker       5557
      """;

  private static final String ZOOKEEPER =
      """
      zookeeper    2181  broker zookeeper
      zookeeper    2888  zookeeper
      zookeeper    3888  zookeeper
      zookeeper    5556  openshift-monitoring openshift-user-workload-monitoring
      """;

  private static final String ZOOKEEPER_WITH_CMAK =
      """
      zookeeper    2181  broker ui zookeeper
      zookeeper    2888  zookeeper
      zookeeper    3888  zookeeper
      zookeeper    5556  openshift-monitoring openshift-user-workload-monitoring
      """;

  private static final String CONTROLLERS =
      """
      controller   9093  broker controller
      controller   5556  openshift-monitoring openshift-user-workload-monitoring
      controller   5557
      """;

  private static final String SECURE_BROKERS =
      """
      broker       9091  broker
      broker       9094  project clients !lag-exporter
      broker       9095  project clients
      broker       5556  openshift-monitoring openshift-user-workload-monitoring
      broker       5557
      """;

  private static final String SECURE_CONTROLLERS =
      """
      controller   9097  broker controller
      controller   5556  openshift-monitoring openshift-user-workload-monitoring
      controller   5557
      """;

  private static final String LAG_EXPORTER =
      """
      lag-exporter 8889  openshift-monitoring openshift-user-workload-monitoring
      lag-exporter 13133
      """;

  private static final String KAFBAT =
      """
      ui           8443  openshift-ingress
      """;

  private static final String CMAK =
      """
      ui           8443  openshift-ingress
      ui           9000  cmak-registration
      """;

  /** OpenShift's DNS has port 53 on its Service and 5353 on its pods; the lag exporter needs it. */
  private static final String OUTWARD =
      """
      dns          53    pod
      dns          5353  pod
      api          443   pod !lag-exporter
      """;

  private final Map<String, Map<Integer, List<String>>> lines = new TreeMap<>();

  private NetworkTable(String... parts) {
    for (String line : String.join("", parts).split("\n")) {
      String[] words = line.split(" +");
      lines
          .computeIfAbsent(words[0], operand -> new TreeMap<>())
          .put(Integer.parseInt(words[1]), List.of(words).subList(2, words.length));
    }
  }

  static NetworkTable zooKeeper() {
    return new NetworkTable(BROKERS, ZOOKEEPER, LAG_EXPORTER, OUTWARD);
  }

  static NetworkTable zooKeeperWithKafbat() {
    return new NetworkTable(BROKERS_WITH_KAFBAT, ZOOKEEPER, LAG_EXPORTER, KAFBAT, OUTWARD);
  }

  static NetworkTable zooKeeperWithCmak() {
    return new NetworkTable(BROKERS, ZOOKEEPER_WITH_CMAK, LAG_EXPORTER, CMAK, OUTWARD);
  }

  static NetworkTable secure() {
    return new NetworkTable(SECURE_BROKERS, SECURE_CONTROLLERS, LAG_EXPORTER, OUTWARD);
  }

  static NetworkTable kraft() {
    return new NetworkTable(BROKERS, CONTROLLERS, LAG_EXPORTER, OUTWARD);
  }

  static NetworkTable kraftWithKafbat() {
    return new NetworkTable(BROKERS_WITH_KAFBAT, CONTROLLERS, LAG_EXPORTER, KAFBAT, OUTWARD);
  }

  /** Returns the ports of an operand. */
  Set<Integer> ports(String operand) {
    return lines.getOrDefault(operand, Map.of()).keySet();
  }

  /** Returns the pairs that connect, in the format of {@link Connections#arriving}. */
  Set<String> expected(List<Origin> origins, List<Port> ports, Set<String> project) {
    var expected = new TreeSet<String>();
    for (Origin origin : origins) {
      for (Port port : Connections.tried(origin, ports)) {
        if (origin.isPod() ? admits(port, origin.kind(), project) : isOwnNode(origin, port)) {
          expected.add(Connections.pair(origin, port));
        }
      }
    }
    return expected;
  }

  private static boolean isOwnNode(Origin origin, Port port) {
    return !origin.node().isEmpty() && origin.node().equals(port.node());
  }

  private boolean admits(Port port, String origin, Set<String> project) {
    List<String> who =
        lines.getOrDefault(port.operand(), Map.of()).getOrDefault(port.number(), List.of());
    return !who.contains("!" + origin)
        && (who.contains(origin)
            || who.contains("pod")
            || who.contains("project") && project.contains(origin));
  }

  /** Returns both directions of a comparison as text; empty when there is no difference. */
  static String differences(Set<String> expected, Set<String> arriving) {
    return without(arriving, expected, "arrives, and should not: ")
        + without(expected, arriving, "does not arrive: ");
  }

  private static String without(Set<String> all, Set<String> others, String label) {
    return all.stream()
        .filter(pair -> !others.contains(pair))
        .map(pair -> label + pair + "\n")
        .collect(Collectors.joining());
  }
}
