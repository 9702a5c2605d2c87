package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.e2e.Connections.Origin;
import dev.openshiftkafka.e2e.Connections.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** All origins and ports in the cluster, and the table of intended connections. */
final class NetworkScene {
  private static final String COMPONENT = "app.kubernetes.io/component";

  /** The Service of OpenShift's DNS, and the local cluster's DNS behind it. */
  private static final List<Port> OUTWARD =
      List.of(
          new Port("dns", "dns-service", "", "10.96.0.10", 53),
          new Port("dns", "dns", "", "10.200.0.1", 53),
          new Port("dns", "dns", "", "10.200.0.1", 5353),
          new Port("api", "api", "", "10.96.0.1", 443));

  /** Listening sockets of /proc/net/tcp: address and port. */
  private static final Pattern LISTENING =
      Pattern.compile("^ *\\d+: ([0-9A-F]+):([0-9A-F]{4}) \\S+ 0A ", Pattern.MULTILINE);

  /** Loopback addresses in /proc/net notation: ::1, 127.x.x.x, and the latter mapped to IPv6. */
  private static final Pattern LOOPBACK =
      Pattern.compile("0{24}01000000|(0{16}FFFF0000)?[0-9A-F]{6}7F");

  final List<Origin> origins = new ArrayList<>();
  final List<Port> ports = new ArrayList<>(OUTWARD);
  private final NetworkTable table;
  private final Set<String> project = new TreeSet<>();

  /**
   * The first ephemeral port, such as that of the JVM's JMX connector, which accepts connections
   * from its own pod only. Ephemeral ports are in no table, because nothing may reach them.
   */
  private static final int FIRST_EPHEMERAL = 32768;

  private NetworkScene(NetworkTable table) {
    this.table = table;
    origins.addAll(NetworkPods.origins());
    for (String zone : List.of("a", "b", "c")) {
      String node = "node-" + zone;
      // The node as an origin stands for its kubelet.
      origins.add(
          new Origin(
              node,
              node,
              "",
              node,
              List.of("nsenter", "--net=/run/netns/openshift-kafka-" + zone)));
    }
    origins.add(new Origin("this machine", "this machine", "", "", List.of()));
  }

  /** Returns the scene of a deployed stack and {@link NetworkPods}. */
  static NetworkScene deployed(NetworkTable table) {
    var scene = new NetworkScene(table);
    for (JsonNode pod : NetworkPods.pods("-n", LocalStack.NAMESPACE)) {
      if (!NetworkPods.isOne(pod)) {
        scene.addOperand(pod);
      } else {
        scene.project.add(NetworkPods.kind(pod));
        scene.add(pod, NetworkTable.OTHER_PORT);
      }
    }
    return scene;
  }

  /** Returns the scene of {@link NetworkPods} only, which replace operands on the table's ports. */
  static NetworkScene standIns(NetworkTable table) {
    var scene = new NetworkScene(table);
    for (JsonNode pod : NetworkPods.pods("-n", LocalStack.NAMESPACE)) {
      scene.project.add(NetworkPods.kind(pod));
      table.ports(component(pod)).forEach(number -> scene.add(pod, number));
      scene.add(pod, NetworkTable.OTHER_PORT);
    }
    return scene;
  }

  /** Returns the pairs that should connect. */
  Set<String> expected() {
    return table.expected(origins, ports, project);
  }

  /** Returns the current differences from the table; empty when there are none. */
  String differences() {
    Set<String> expected = expected();
    return NetworkTable.differences(expected, Connections.arriving(origins, ports, expected));
  }

  private void addOperand(JsonNode pod) {
    if (!"Running".equals(NetworkPods.text(pod, "status", "phase"))) {
      return;
    }
    String component = component(pod);
    Set<Integer> open = open(pod);
    var lasting = new TreeSet<>(open);
    lasting.removeIf(number -> number >= FIRST_EPHEMERAL);
    assertEquals(
        table.ports(component), lasting, "ports of " + component + " in the table, and open");
    open.forEach(number -> add(pod, number));
    add(pod, NetworkTable.OTHER_PORT);
    if (hasShell(pod) && project.add(component)) {
      origins.add(NetworkPods.origin(component, pod, container(pod)));
    }
  }

  private void add(JsonNode pod, int number) {
    ports.add(
        new Port(
            component(pod),
            NetworkPods.text(pod, "metadata", "name"),
            NetworkPods.text(pod, "spec", "nodeName"),
            NetworkPods.text(pod, "status", "podIP"),
            number));
  }

  private static String component(JsonNode pod) {
    return NetworkPods.text(pod, "metadata", "labels", COMPONENT);
  }

  /** Whether the pod's image has a shell; the Collector's has none. */
  private static boolean hasShell(JsonNode pod) {
    return !component(pod).equals("lag-exporter");
  }

  /** Returns declared ports, and those with a listener that is reachable from other pods. */
  private static Set<Integer> open(JsonNode pod) {
    var open = new TreeSet<Integer>();
    for (var container : pod.get("spec").get("containers")) {
      JsonNode declared = container.get("ports");
      if (declared != null) {
        declared.forEach(port -> open.add(port.get("containerPort").asInt()));
      }
    }
    if (hasShell(pod)) {
      LISTENING
          .matcher(sockets(pod))
          .results()
          .filter(socket -> !LOOPBACK.matcher(socket.group(1)).matches())
          .forEach(socket -> open.add(Integer.parseInt(socket.group(2), 16)));
    }
    return open;
  }

  private static String sockets(JsonNode pod) {
    return Shell.kubectl(
        "exec",
        "-n",
        LocalStack.NAMESPACE,
        NetworkPods.text(pod, "metadata", "name"),
        "-c",
        container(pod),
        "--",
        "cat",
        "/proc/net/tcp",
        "/proc/net/tcp6");
  }

  private static String container(JsonNode pod) {
    return pod.get("spec").get("containers").get(0).get("name").asText();
  }
}
