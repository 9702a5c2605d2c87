package dev.openshiftkafka.cli.preflight;

import static dev.openshiftkafka.cli.preflight.PreflightCase.failure;
import static dev.openshiftkafka.cli.preflight.PreflightCase.ok;
import static dev.openshiftkafka.cli.preflight.PreflightCase.warning;

import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link PodChecks}. */
final class PodCases {
  private static final String NO_NODE =
      "0/3 nodes are available: 3 node(s) did not match the node affinity.";
  private static final String REFUSED =
      "create Pod kafka-kafka-0 in StatefulSet kafka-kafka failed: unable to validate against any security context constraint";

  private PodCases() {}

  static List<PreflightCase> all() {
    return Stream.of(made(), ready(), notReady()).flatMap(List::stream).toList();
  }

  private static List<PreflightCase> made() {
    return List.of(
        ok("cluster.pods-made", "no StatefulSet exists yet", w -> {}),
        ok("cluster.pods-made", "no pod was rejected", w -> w.apply(set(3))),
        failure(
            "cluster.pods-made",
            "StatefulSet kafka-kafka: 1 of 3 pods exist: " + REFUSED,
            w -> w.apply(set(1)).apply(event())));
  }

  private static List<PreflightCase> ready() {
    return List.of(
        ok("cluster.pods-ready", "no pod exists yet", w -> {}),
        ok(
            "cluster.pods-ready",
            "1 pods are ready",
            w -> w.apply(pod("StatefulSet", "conditions: [{type: Ready, status: 'True'}]"))),
        ok(
            "cluster.pods-ready",
            "no pod exists yet",
            w -> w.apply(pod("Job", "conditions: [{type: Ready, status: 'False'}]"))));
  }

  private static List<PreflightCase> notReady() {
    return List.of(
        failure(
            "cluster.pods-ready",
            "pod kafka-kafka-0: is not scheduled: " + NO_NODE,
            w ->
                w.apply(
                    pod(
                        "StatefulSet",
                        "conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: '"
                            + NO_NODE
                            + "'}]"))),
        failure(
            "cluster.pods-ready",
            "container kafka is waiting: ImagePullBackOff: Back-off pulling image",
            w ->
                w.apply(
                    pod(
                        "StatefulSet",
                        "containerStatuses: [{name: kafka, ready: false, restartCount: 0, image: i, imageID: i,"
                            + " state: {waiting: {reason: ImagePullBackOff, message: Back-off pulling image}}}]"))),
        failure(
            "cluster.pods-ready",
            "container kafka has terminated 3 times, the last time with exit code 137 (OOMKilled)",
            w ->
                w.apply(
                    pod(
                        "StatefulSet",
                        "containerStatuses: [{name: kafka, ready: false, restartCount: 3, image: i, imageID: i,"
                            + " lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}]"))),
        warning(
            "cluster.pods-ready",
            "pod kafka-kafka-0: is not ready: containers with unready status: [kafka]",
            w ->
                w.apply(
                    pod(
                        "StatefulSet",
                        "conditions: [{type: Ready, status: 'False', message: 'containers with unready status: [kafka]'}]"))));
  }

  private static String pod(String owner, String status) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: kafka-kafka-0
          namespace: PROJECT
          labels: {app.kubernetes.io/part-of: openshift-kafka}
          ownerReferences: [{apiVersion: apps/v1, kind: %s, name: kafka-kafka, uid: "1"}]
        spec: {containers: [{name: kafka, image: example.com/kafka:1}]}
        status: {%s}
        """
        .formatted(owner, status);
  }

  private static String set(int found) {
    return """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: kafka-kafka, namespace: PROJECT, labels: {app.kubernetes.io/part-of: openshift-kafka}}
        spec:
          replicas: 3
          serviceName: kafka
          selector: {matchLabels: {a: b}}
          template:
            metadata: {labels: {a: b}}
            spec: {containers: [{name: kafka, image: example.com/kafka:1}]}
        status: {replicas: %d}
        """
        .formatted(found);
  }

  private static String event() {
    return """
        apiVersion: v1
        kind: Event
        metadata: {name: refused, namespace: PROJECT}
        involvedObject: {apiVersion: apps/v1, kind: StatefulSet, name: kafka-kafka, namespace: PROJECT}
        type: Warning
        reason: FailedCreate
        lastTimestamp: "2026-01-01T00:00:00Z"
        message: "%s"
        """
        .formatted(REFUSED);
  }
}
