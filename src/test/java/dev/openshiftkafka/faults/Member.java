package dev.openshiftkafka.faults;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.LocalStack;
import dev.openshiftkafka.e2e.Shell;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * A broker or a member of the quorum, in its pod.
 *
 * @param number of the pod in its set, which also says its zone
 * @param container in which its process runs
 */
record Member(String set, int number, String container) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  static Member broker(int number) {
    return new Member("kafka-kafka", number, "broker");
  }

  static List<Member> brokers() {
    return IntStream.range(0, Scene.BROKERS).mapToObj(Member::broker).toList();
  }

  static Member ofQuorum(MetadataMode mode, int number) {
    return mode == MetadataMode.KRAFT
        ? new Member("kafka-controller", number, "controller")
        : new Member("kafka-zookeeper", number, "zookeeper");
  }

  /**
   * What the kubelet last said of the pod; empty while there is none.
   *
   * @param uid changes when the pod is made anew
   * @param containerId changes when the container is started again
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
        JsonParser.parseString(
                Shell.kubectl(
                    "get",
                    "pods",
                    "-n",
                    LocalStack.NAMESPACE,
                    "--field-selector=metadata.name=" + pod(),
                    "-o",
                    "json"))
            .getAsJsonObject()
            .getAsJsonArray("items");
    if (pods.isEmpty()) {
      return new State("", "", false);
    }
    JsonObject pod = pods.get(0).getAsJsonObject();
    JsonObject status = pod.getAsJsonObject("status");
    return new State(
        pod.getAsJsonObject("metadata").get("uid").getAsString(),
        named(status, "containerStatuses", "name", container, "containerID"),
        named(status, "conditions", "type", "Ready", "status").equals("True"));
  }

  private static String named(
      JsonObject status, String list, String key, String wanted, String value) {
    if (!status.has(list)) {
      return "";
    }
    return StreamSupport.stream(status.getAsJsonArray(list).spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(item -> item.get(key).getAsString().equals(wanted) && item.has(value))
        .map(item -> item.get(value).getAsString())
        .findFirst()
        .orElse("");
  }

  /** Its processes, as this machine sees them. */
  Processes processes() {
    return Processes.of(state().containerId());
  }

  /** Waits until the kubelet has started its container anew, and the pod is ready. */
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
   * Stops its pod in good order, does something, and waits until its next pod is ready. That one
   * finds what was done, because until then the node takes no pods.
   */
  void whileAway(Runnable work) {
    replaceAndAwait(120, work);
  }

  /** The same, but its process has no time for an orderly end. */
  void whileAwayAfterCrash(Runnable work) {
    replaceAndAwait(1, work);
  }

  /** Stops its pod in good order, does something, and lets its next pod come. */
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

  /** Runs a command in its container. */
  String exec(String script) {
    return Shell.kubectl(
        "exec", "-n", LocalStack.NAMESPACE, pod(), "-c", container, "--", "bash", "-c", script);
  }
}
