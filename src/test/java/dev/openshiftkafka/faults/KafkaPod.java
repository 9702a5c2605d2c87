package dev.openshiftkafka.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.LocalStack;
import dev.openshiftkafka.e2e.Shell;
import dev.openshiftkafka.testing.TestJson;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The pod of a broker, KRaft controller or ZooKeeper server.
 *
 * @param set name of the StatefulSet
 * @param number ordinal of the pod, which determines its zone
 * @param container container of the process
 */
record KafkaPod(String set, int number, String container) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  static KafkaPod broker(int number) {
    return new KafkaPod("kafka-kafka", number, "broker");
  }

  static List<KafkaPod> brokers() {
    return IntStream.range(0, FaultContext.BROKERS).mapToObj(KafkaPod::broker).toList();
  }

  static KafkaPod quorumNode(MetadataMode mode, int number) {
    return mode == MetadataMode.KRAFT
        ? new KafkaPod("kafka-controller", number, "controller")
        : new KafkaPod("kafka-zookeeper", number, "zookeeper");
  }

  /**
   * The status of the pod; empty while it does not exist.
   *
   * @param uid changes when the pod is recreated
   * @param containerId changes when the container is restarted
   */
  record State(String uid, String containerId, boolean ready) {}

  String pod() {
    return set + "-" + number;
  }

  String zone() {
    return String.valueOf((char) ('a' + number));
  }

  String node() {
    return "node-" + zone();
  }

  State state() {
    var pods =
        TestJson.parse(
                Shell.kubectl(
                    "get",
                    "pods",
                    "-n",
                    LocalStack.NAMESPACE,
                    "--field-selector=metadata.name=" + pod(),
                    "-o",
                    "json"))
            .get("items");
    if (pods.isEmpty()) {
      return new State("", "", false);
    }
    JsonNode pod = pods.get(0);
    JsonNode status = pod.get("status");
    return new State(
        pod.get("metadata").get("uid").asText(),
        named(status, "containerStatuses", "name", container, "containerID"),
        named(status, "conditions", "type", "Ready", "status").equals("True"));
  }

  private static String named(
      JsonNode status, String list, String key, String wanted, String value) {
    if (!status.has(list)) {
      return "";
    }
    return StreamSupport.stream(status.get(list).spliterator(), false)
        .filter(item -> item.get(key).asText().equals(wanted) && item.has(value))
        .map(item -> item.get(value).asText())
        .findFirst()
        .orElse("");
  }

  /** Returns the processes of the container, in the host's PID namespace. */
  Processes processes() {
    return Processes.of(state().containerId());
  }

  /** Waits until the kubelet has restarted the container and the pod is ready. */
  void awaitRestart(State before) {
    await("restart of " + pod())
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              State now = state();
              return now.ready() && !now.containerId().equals(before.containerId());
            });
  }

  /**
   * Stops the pod gracefully, runs an action, and waits until the next pod is ready. The node is
   * cordoned meanwhile, so the next pod starts after the action.
   */
  void whileAway(Runnable work) {
    replaceAndAwait(120, work);
  }

  /** Does the same without a graceful shutdown. */
  void whileAwayAfterCrash(Runnable work) {
    replaceAndAwait(1, work);
  }

  /** Stops the pod gracefully, runs an action, and lets the next pod start. */
  void replace(Runnable work) {
    replace(120, work);
  }

  private void replace(int graceSeconds, Runnable work) {
    Shell.kubectl("cordon", node());
    try {
      Shell.kubectl(
          "delete", "pod", "-n", LocalStack.NAMESPACE, pod(), "--grace-period=" + graceSeconds);
      work.run();
    } finally {
      Shell.kubectl("uncordon", node());
    }
  }

  private void replaceAndAwait(int graceSeconds, Runnable work) {
    State before = state();
    replace(graceSeconds, work);
    await("return of " + pod())
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              State now = state();
              return now.ready() && !now.uid().equals(before.uid());
            });
  }

  /** Runs a command in the container. */
  String exec(String script) {
    return Shell.kubectl(
        "exec", "-n", LocalStack.NAMESPACE, pod(), "-c", container, "--", "bash", "-c", script);
  }
}
