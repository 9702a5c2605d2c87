package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.preflight.Check.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks of running pods: why a pod is missing or not ready. Pulumi reports only how many are
 * ready.
 */
final class PodChecks {
  private PodChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofCluster(
            "pods-made", "the pods of existing StatefulSets are created", PodChecks::made),
        Check.ofCluster(
            "pods-ready", "the stack's existing pods are scheduled and ready", PodChecks::ready));
  }

  private static Stream<JsonNode> managed(Target target, String path) {
    return target.cluster().list(path).stream().filter(Json::isManaged);
  }

  private static Result made(Target target) {
    var findings = Result.collect();
    String project = target.plan().project();
    var sets = managed(target, "/apis/apps/v1/namespaces/" + project + "/statefulsets").toList();
    for (JsonNode set : sets) {
      int wanted = set.at("/spec/replicas").asInt(1);
      int found = set.at("/status/replicas").asInt(0);
      Optional<String> refusal = found < wanted ? refusal(target, set) : Optional.empty();
      if (refusal.isPresent()) {
        findings.failure(
            "StatefulSet " + Json.name(set),
            found + " of " + wanted + " pods exist: " + refusal.get(),
            "oc describe statefulset/" + Json.name(set) + " --namespace=" + project);
      }
    }
    return findings.orOk(sets.isEmpty() ? "no StatefulSet exists yet" : "no pod was rejected");
  }

  /** Returns the last event that says why a pod of a StatefulSet was not created. */
  private static Optional<String> refusal(Target target, JsonNode set) {
    String events = "/api/v1/namespaces/" + target.plan().project() + "/events";
    return target.cluster().list(events).stream()
        .filter(event -> event.path("reason").asText().equals("FailedCreate"))
        .filter(event -> event.at("/involvedObject/kind").asText().equals("StatefulSet"))
        .filter(event -> event.at("/involvedObject/name").asText().equals(Json.name(set)))
        .max(Comparator.comparing(event -> event.path("lastTimestamp").asText("")))
        .map(event -> event.path("message").asText());
  }

  private static Result ready(Target target) {
    var findings = Result.collect();
    var pods =
        managed(target, "/api/v1/namespaces/" + target.plan().project() + "/pods")
            .filter(PodChecks::isLongRunning)
            .toList();
    pods.stream()
        .filter(pod -> !Json.is(pod, "Ready", "True"))
        .forEach(pod -> notReady(findings, pod));
    return findings.orOk(pods.isEmpty() ? "no pod exists yet" : pods.size() + " pods are ready");
  }

  /** Whether a pod belongs to a StatefulSet or ReplicaSet; pods of Jobs complete. */
  private static boolean isLongRunning(JsonNode pod) {
    return Json.elements(pod.at("/metadata/ownerReferences"))
        .anyMatch(owner -> owner.path("kind").asText().matches("StatefulSet|ReplicaSet"));
  }

  private static void notReady(Result.Builder findings, JsonNode pod) {
    String name = "pod " + Json.name(pod);
    if (Json.is(pod, "PodScheduled", "False")) {
      findings.failure(
          name,
          "is not scheduled: " + Json.message(pod, "PodScheduled"),
          "see the checks cluster.nodes-* and cluster.storage-*");
      return;
    }
    Optional<String> fault = containers(pod).flatMap(c -> fault(c).stream()).findFirst();
    if (fault.isPresent()) {
      findings.failure(
          name,
          fault.get(),
          "oc describe pod/" + Json.name(pod) + " --namespace=" + Json.namespace(pod));
      return;
    }
    findings.warning(
        name,
        "is not ready: " + Json.message(pod, "Ready"),
        "wait, or oc logs " + Json.name(pod) + " --namespace=" + Json.namespace(pod));
  }

  private static Stream<JsonNode> containers(JsonNode pod) {
    return Stream.of("/status/initContainerStatuses", "/status/containerStatuses")
        .flatMap(list -> Json.elements(pod.at(list)));
  }

  /** Returns why a container does not run: it terminates repeatedly, or cannot start. */
  private static Optional<String> fault(JsonNode container) {
    String name = "container " + container.path("name").asText();
    JsonNode ended = container.at("/lastState/terminated");
    if (!ended.isMissingNode() && !container.path("ready").asBoolean()) {
      return Optional.of(
          "%s has terminated %d times, the last time with exit code %d (%s)"
              .formatted(
                  name,
                  container.path("restartCount").asInt(),
                  ended.path("exitCode").asInt(),
                  ended.path("reason").asText("no reason")));
    }
    JsonNode waiting = container.at("/state/waiting");
    String reason = waiting.path("reason").asText("");
    // Every container has these two states while it starts.
    return reason.isEmpty() || reason.matches("ContainerCreating|PodInitializing")
        ? Optional.empty()
        : Optional.of(
            name + " is waiting: " + reason + ": " + waiting.path("message").asText("no message"));
  }
}
