package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Rolls of all brokers under load. */
final class Rolls {
  private Rolls() {}

  /** Changes a broker setting and checks that the brokers roll one by one and lose nothing. */
  static void changeSetting(LocalStack stack, ClientPod client) throws Exception {
    roll(client, "roll", () -> stack.edit(Map.of("kafka/settings/log.cleaner.threads", "2")).up());
  }

  /** Restarts them as an operator would, without the stack. */
  static void restart(ClientPod client) throws Exception {
    roll(
        client,
        "restart",
        () -> {
          Shell.kubectl(
              "rollout", "restart", "-n", LocalStack.NAMESPACE, "statefulset/kafka-kafka");
          Pods.awaitReady("kafka-kafka");
        });
  }

  private static void roll(ClientPod client, String topic, Runnable change) throws Exception {
    var before = Pods.identities("broker");
    try (var watch = new RollWatch("broker", before.size())) {
      var traffic = Traffic.start(client, topic);
      change.run();
      traffic.awaitProgress();
      traffic.stopAndVerify();

      assertEquals(1, watch.mostNotReadyAtOnce(), "brokers not ready at once");
      assertEquals(before.keySet(), new TreeSet<>(watch.restarted()));
      // A broker that stops before the one before is in sync again leaves leaders alone.
      assertEquals(0, traffic.starved(), "requests refused for want of replicas in sync");
    }
    var after = Pods.identities("broker");
    assertEquals(before.keySet(), after.keySet());
    assertFalse(
        after.values().stream().anyMatch(Set.copyOf(before.values())::contains),
        "a broker was not restarted");
  }
}
