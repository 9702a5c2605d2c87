package dev.openshiftkafka.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.testing.TestJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The stack's pods, as the API server reports them. */
public final class Pods {
  private Pods() {}

  /** Returns the zone of each running pod of a component, by pod name. */
  static Map<String, String> zones(String component) {
    var nodes = new TreeMap<String, String>();
    items("get", "nodes", "-o", "json")
        .forEach(
            node ->
                nodes.put(
                    text(node, "metadata", "name"),
                    text(node, "metadata", "labels", "topology.kubernetes.io/zone")));
    return byName(component, pod -> nodes.get(text(pod, "spec", "nodeName")));
  }

  /** Returns the UID of each pod, which changes when it is recreated. */
  public static Map<String, String> identities(String component) {
    return byName(component, pod -> text(pod, "metadata", "uid"));
  }

  /** Returns the names of the stack's StatefulSets. */
  static List<String> statefulSets() {
    return Shell.kubectl(
            "get",
            "statefulsets",
            "-n",
            LocalStack.NAMESPACE,
            "-o",
            "jsonpath={range .items[*]}{.metadata.name}{\"\\n\"}{end}")
        .lines()
        .toList();
  }

  /** Whether the update revision of a StatefulSet differs from the current one. */
  static boolean isRolling(String set) {
    String revisions =
        Shell.kubectl(
            "get",
            "statefulset",
            set,
            "-n",
            LocalStack.NAMESPACE,
            "-o",
            "jsonpath={.status.currentRevision} {.status.updateRevision}");
    String[] both = revisions.split(" ");
    return !both[0].equals(both[1]);
  }

  /** Waits until a StatefulSet's roll is complete and all its pods are ready. */
  public static void awaitReady(String set) {
    Shell.run(
        Duration.ofMinutes(6),
        Map.of(),
        "kubectl",
        "rollout",
        "status",
        "-n",
        LocalStack.NAMESPACE,
        "--timeout=300s",
        "statefulset/" + set);
  }

  /** Returns the IP address of each pod. */
  static Map<String, String> addresses(String component) {
    return byName(component, pod -> text(pod, "status", "podIP"));
  }

  /** Returns the sum of container restarts of each pod. */
  static Map<String, Integer> restarts(String component) {
    return byName(
        component,
        pod ->
            StreamSupport.stream(pod.get("status").get("containerStatuses").spliterator(), false)
                .mapToInt(container -> container.get("restartCount").asInt())
                .sum());
  }

  /** Returns the names of the pods that are ready. */
  static Set<String> ready(String component) {
    var conditions = byName(component, pod -> pod.get("status").get("conditions"));
    return conditions.entrySet().stream()
        .filter(
            pod ->
                StreamSupport.stream(pod.getValue().spliterator(), false)
                    .anyMatch(
                        condition ->
                            text(condition, "type").equals("Ready")
                                && text(condition, "status").equals("True")))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static <T> Map<String, T> byName(String component, Function<JsonNode, T> property) {
    var found = new TreeMap<String, T>();
    items(
            "get",
            "pods",
            "-o",
            "json",
            "-n",
            LocalStack.NAMESPACE,
            "-l",
            "app.kubernetes.io/component=" + component)
        .forEach(pod -> found.put(text(pod, "metadata", "name"), property.apply(pod)));
    return found;
  }

  private static Iterable<JsonNode> items(String... arguments) {
    JsonNode list = TestJson.parse(Shell.kubectl(arguments));
    return StreamSupport.stream(list.get("items").spliterator(), false)::iterator;
  }

  private static String text(JsonNode object, String... path) {
    JsonNode value = object;
    for (String step : path) {
      value = value.get(step);
    }
    return value.asText();
  }
}
