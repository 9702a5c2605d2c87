package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.cli.preflight.Json.Quantities;
import dev.openshiftkafka.cli.preflight.StackPlan.PlannedPod;
import dev.openshiftkafka.kubernetes.DedicatedNodes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks of nodes: zones, taints, and capacity for brokers and quorum. */
final class NodeChecks {
  /** Architectures of all images of the stack. */
  private static final Set<String> ARCHITECTURES = Set.of("amd64", "arm64");

  private static final List<String> PRESSURES =
      List.of("MemoryPressure", "DiskPressure", "PIDPressure");

  private NodeChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofCluster(
            "nodes-per-zone",
            "each zone has a usable node (Ready, schedulable)",
            NodeChecks::perZone),
        Check.ofCluster(
                "nodes-dedicated",
                "dedicated nodes have the taint that repels other pods",
                NodeChecks::dedicated)
            .when(plan -> plan.config().dedicatedNodes(), "dedicatedNodes is false"),
        Check.ofCluster("nodes-size", "every pod fits on a node of its zone", NodeChecks::size),
        Check.ofCluster(
            "nodes-room",
            "each zone has free CPU and memory for its brokers and quorum pods",
            NodeChecks::room),
        Check.ofCluster(
            "nodes-architecture", "images exist for the nodes' architecture", NodeChecks::arch),
        Check.ofCluster(
            "nodes-pressure", "no node has memory, disk or PID pressure", NodeChecks::pressure));
  }

  /** Lists all nodes. */
  static List<JsonNode> nodes(Target target) {
    return target.cluster().list("/api/v1/nodes");
  }

  /**
   * Returns the nodes on which brokers can be scheduled, by zone; each zone of the stack is a key.
   */
  static Map<String, List<JsonNode>> usable(Target target) {
    var byZone = new TreeMap<String, List<JsonNode>>();
    target.plan().zones().forEach(zone -> byZone.put(zone, new ArrayList<>()));
    for (JsonNode node : nodes(target)) {
      List<JsonNode> zone = byZone.get(zone(node));
      if (zone != null && isUsable(target.plan(), node)) {
        zone.add(node);
      }
    }
    return byZone;
  }

  static String zone(JsonNode node) {
    return Json.label(node, "topology.kubernetes.io/zone");
  }

  private static boolean isUsable(StackPlan plan, JsonNode node) {
    boolean dedicated = plan.config().dedicatedNodes();
    return Json.is(node, "Ready", "True")
        && !node.at("/spec/unschedulable").asBoolean()
        && (!dedicated || Json.hasLabel(node, DedicatedNodes.KEY))
        && Json.elements(node.at("/spec/taints")).noneMatch(taint -> repels(taint, dedicated));
  }

  private static boolean repels(JsonNode taint, boolean dedicated) {
    return !taint.path("effect").asText().equals("PreferNoSchedule")
        && !(dedicated && isDedicatedTaint(taint));
  }

  private static boolean isDedicatedTaint(JsonNode taint) {
    return taint.path("key").asText().equals(DedicatedNodes.KEY)
        && taint.path("effect").asText().equals(DedicatedNodes.EFFECT);
  }

  private static Result perZone(Target target) {
    StackPlan plan = target.plan();
    var findings = Result.collect();
    var usable = usable(target);
    usable.forEach(
        (zone, nodes) -> {
          if (nodes.isEmpty() && !plan.declaresNodes()) {
            findings.failure("zone " + zone, why(target, zone), remedy(plan));
          }
        });
    if (plan.declaresNodes() && usable.values().stream().anyMatch(List::isEmpty)) {
      var nodes = plan.config().aws().nodes();
      return Result.ok(
          "the stack adds " + nodes.perZone() + " " + nodes.instanceType() + " in each zone");
    }
    return findings.orOk(
        usable.entrySet().stream()
            .map(zone -> zone.getValue().size() + " in " + zone.getKey())
            .collect(Collectors.joining(", ")));
  }

  private static String why(Target target, String zone) {
    var there = nodes(target).stream().filter(node -> zone(node).equals(zone)).toList();
    if (there.isEmpty()) {
      return "no node has the label topology.kubernetes.io/zone=" + zone;
    }
    return "none of its nodes is usable: "
        + there.stream().map(n -> state(target.plan(), n)).collect(Collectors.joining(", "));
  }

  private static String state(StackPlan plan, JsonNode node) {
    String name = Json.name(node);
    if (!Json.is(node, "Ready", "True")) {
      return name + " is not Ready";
    }
    if (node.at("/spec/unschedulable").asBoolean()) {
      return name + " is cordoned";
    }
    if (plan.config().dedicatedNodes() && !Json.hasLabel(node, DedicatedNodes.KEY)) {
      return name + " lacks the label " + DedicatedNodes.KEY;
    }
    return name
        + " has the taint "
        + Json.elements(node.at("/spec/taints"))
            .filter(taint -> repels(taint, plan.config().dedicatedNodes()))
            .map(taint -> taint.path("key").asText() + ":" + taint.path("effect").asText())
            .collect(Collectors.joining(" "));
  }

  private static String remedy(StackPlan plan) {
    return plan.config().dedicatedNodes()
        ? "add a node, or label one: oc label node NAME " + DedicatedNodes.KEY + "="
        : "add or repair a node there, or correct zones";
  }

  private static Result dedicated(Target target) {
    var findings = Result.collect();
    int marked = 0;
    for (JsonNode node : nodes(target)) {
      if (Json.hasLabel(node, DedicatedNodes.KEY)) {
        marked++;
        if (Json.elements(node.at("/spec/taints")).noneMatch(NodeChecks::isDedicatedTaint)) {
          findings.warning(
              "node " + Json.name(node),
              "has the label "
                  + DedicatedNodes.KEY
                  + " but not the taint, so other pods may run on it",
              "oc adm taint node "
                  + Json.name(node)
                  + " "
                  + DedicatedNodes.KEY
                  + ":"
                  + DedicatedNodes.EFFECT);
        }
      }
    }
    return findings.orOk(marked + " nodes have the label and the taint");
  }

  private static Result size(Target target) {
    var findings = Result.collect();
    for (var zone : usable(target).entrySet()) {
      if (zone.getValue().isEmpty()) {
        return Result.skipped(noNodes(target, zone.getKey()));
      }
      for (PlannedPod pod : target.plan().pods()) {
        boolean fits =
            zone.getValue().stream()
                .map(node -> node.at("/status/allocatable"))
                .anyMatch(
                    a ->
                        Quantities.cpu(a) >= pod.cpuMillis()
                            && Quantities.memory(a) >= pod.memoryBytes());
        if (pod.zone().equals(zone.getKey()) && !fits) {
          findings.failure(
              "pod " + pod.name(),
              "requests "
                  + amounts(pod.cpuMillis(), pod.memoryBytes())
                  + ", more than any node of "
                  + zone.getKey()
                  + " can allocate",
              "lower its resources, or add a larger node");
        }
      }
    }
    return findings.orOk("every pod fits");
  }

  private static String noNodes(Target target, String zone) {
    return target.plan().declaresNodes()
        ? "the nodes do not exist yet; aws.instance-size checks their type"
        : "no usable node in zone " + zone + " (cluster.nodes-per-zone)";
  }

  private static String amounts(long millis, long bytes) {
    return Quantities.cores(millis) + " CPU and " + Quantities.gib(bytes);
  }

  private static Result room(Target target) {
    var usable = usable(target);
    var findings = Result.collect();
    var free = free(target);
    for (var zone : usable.entrySet()) {
      if (zone.getValue().isEmpty()) {
        return Result.skipped(noNodes(target, zone.getKey()));
      }
      List<long[]> rooms = zone.getValue().stream().map(n -> free.get(Json.name(n))).toList();
      target.plan().pods().stream()
          .filter(pod -> pod.zone().equals(zone.getKey()))
          .sorted(Comparator.comparingLong(PlannedPod::memoryBytes).reversed())
          .filter(pod -> !place(rooms, pod))
          .forEach(
              pod ->
                  findings.failure(
                      "zone " + zone.getKey(),
                      "no room for pod "
                          + pod.name()
                          + ", which requests "
                          + amounts(pod.cpuMillis(), pod.memoryBytes())
                          + "; free: "
                          + rooms.stream()
                              .map(room -> amounts(Math.max(0, room[0]), Math.max(0, room[1])))
                              .collect(Collectors.joining(", ")),
                      "add a node, remove other pods, or lower the requests"));
    }
    return findings.orOk("all brokers and quorum pods fit into the free CPU and memory");
  }

  private static boolean place(List<long[]> rooms, PlannedPod pod) {
    for (long[] room : rooms) {
      if (room[0] >= pod.cpuMillis() && room[1] >= pod.memoryBytes()) {
        room[0] -= pod.cpuMillis();
        room[1] -= pod.memoryBytes();
        return true;
      }
    }
    return false;
  }

  /** Returns the unrequested resources of each node: thousandths of a core, and bytes. */
  private static Map<String, long[]> free(Target target) {
    var free = new HashMap<String, long[]>();
    for (JsonNode node : nodes(target)) {
      JsonNode allocatable = node.at("/status/allocatable");
      free.put(
          Json.name(node),
          new long[] {Quantities.cpu(allocatable), Quantities.memory(allocatable)});
    }
    var own = target.plan().pods().stream().map(PlannedPod::name).collect(Collectors.toSet());
    for (JsonNode pod : target.cluster().list("/api/v1/pods")) {
      boolean isOwn =
          Json.namespace(pod).equals(target.plan().project()) && own.contains(Json.name(pod));
      boolean ended = pod.at("/status/phase").asText().matches("Succeeded|Failed");
      long[] room = free.get(pod.at("/spec/nodeName").asText());
      if (room != null && !isOwn && !ended) {
        Json.elements(pod.at("/spec/containers"))
            .map(container -> container.at("/resources/requests"))
            .forEach(
                requests -> {
                  room[0] -= Quantities.cpu(requests);
                  room[1] -= Quantities.memory(requests);
                });
      }
    }
    return free;
  }

  private static Result arch(Target target) {
    var found = new TreeSet<String>();
    usable(target).values().stream()
        .flatMap(List::stream)
        .forEach(node -> found.add(node.at("/status/nodeInfo/architecture").asText()));
    if (found.isEmpty()) {
      return Result.skipped(noNodes(target, target.plan().zones().get(0)));
    }
    if (!ARCHITECTURES.containsAll(found)) {
      return Result.failure(
          "nodes",
          "have the architectures " + String.join(", ", found),
          "use nodes of "
              + String.join(" or ", new TreeSet<>(ARCHITECTURES))
              + ": the images are published for no other");
    }
    if (found.size() > 1) {
      return Result.warning(
          "nodes",
          "have the architectures " + String.join(", ", found),
          "make sure that every image is published for both");
    }
    return Result.ok(found.first());
  }

  private static Result pressure(Target target) {
    var findings = Result.collect();
    int count = 0;
    for (JsonNode node : nodes(target)) {
      count++;
      PRESSURES.stream()
          .filter(pressure -> Json.is(node, pressure, "True"))
          .forEach(
              pressure ->
                  findings.failure(
                      "node " + Json.name(node),
                      "has " + pressure + ": " + Json.message(node, pressure),
                      "free resources on it: the kubelet evicts pods and admits no new ones"));
    }
    return findings.orOk(count + " nodes without pressure");
  }
}
