package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;

/** Losses of broker processes and data under load. */
final class Losses {
  private Losses() {}

  /** Kills all brokers at once, as a power failure would. */
  static void killAll(ClientPod client) throws Exception {
    var traffic = Traffic.start(client, "kill-all");
    Shell.kubectl(
        "delete",
        "pods",
        "-n",
        LocalStack.NAMESPACE,
        "-l",
        "app.kubernetes.io/component=broker",
        "--grace-period=0",
        "--force");
    Pods.awaitReady("kafka-kafka");
    traffic.awaitProgress();
    traffic.stopAndVerify();
    assertEquals("", client.underReplicated());
  }

  /** Deletes a broker's data; it is ready when it has replicated everything from the others. */
  static void emptyVolume(ClientPod client) throws Exception {
    var traffic = Traffic.start(client, "empty-volume");
    Shell.run(
        Duration.ofMinutes(1),
        Map.of(),
        "bash",
        "-c",
        "find \"$OPENSHIFT_KAFKA_STATE\"/volumes/c/kafka-2 -mindepth 1 -delete");
    Shell.kubectl("delete", "pod", "-n", LocalStack.NAMESPACE, "kafka-kafka-2", "--grace-period=1");
    Pods.awaitReady("kafka-kafka");
    assertEquals("", client.underReplicated());
    traffic.awaitProgress();
    traffic.stopAndVerify();
    assertEquals(0, traffic.starved(), "requests refused for want of replicas in sync");
  }
}
