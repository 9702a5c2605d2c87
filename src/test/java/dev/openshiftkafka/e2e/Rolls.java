package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Rolling restarts of all brokers under load. */
final class Rolls {
  private Rolls() {}

  /** Changes a broker config and checks that brokers restart one by one without losing records. */
  static void changeSetting(LocalStack stack, ClientPod client) throws Exception {
    roll(
        client, "roll", () -> stack.edit(Map.of("kafka/settings/queued.max.requests", "400")).up());
  }

  /** Restarts the brokers with kubectl, without the stack. */
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

  /**
   * Rolls out a config with which no broker starts. The roll stops at the first broker, the others
   * keep serving, and the next valid config repairs it.
   */
  static void brokenSetting(LocalStack stack, ClientPod client) throws Exception {
    var before = Pods.identities("broker");
    var traffic = Traffic.start(client, "broken-setting");
    var result =
        stack.attemptEdited(
            Map.of(
                "kafka/settings/authorizer.class.name",
                "no.such.Authorizer",
                "kafka/readyTimeoutSeconds",
                45),
            "up",
            "--yes",
            "--non-interactive",
            "--skip-preview");

    assertFalse(result.ok(), result.output());
    String reasons = stack.preflight("cluster.pods").output();
    assertTrue(reasons.contains("pod kafka-kafka-2: container broker has terminated"), reasons);
    var broken = Pods.identities("broker");
    assertEquals(before.get("kafka-kafka-0"), broken.get("kafka-kafka-0"));
    assertEquals(before.get("kafka-kafka-1"), broken.get("kafka-kafka-1"));
    assertNotEquals(before.get("kafka-kafka-2"), broken.get("kafka-kafka-2"));
    traffic.awaitProgress();

    var refused = stack.attempt("up", "--yes", "--non-interactive", "--skip-preview");
    assertFalse(refused.ok(), refused.output());
    assertTrue(refused.output().contains("pod kafka-kafka-2: is not ready"), refused.output());
    assertTrue(refused.output().contains("allowDegradedUpdate"), refused.output());
    assertEquals(broken, Pods.identities("broker"));
    stack.edit(Map.of("allowDegradedUpdate", true)).up();
    stack.edit(Map.of("allowDegradedUpdate", false));
    var healed = Pods.identities("broker");
    assertEquals(before.get("kafka-kafka-0"), healed.get("kafka-kafka-0"), "it was never wrong");
    traffic.awaitProgress();
    traffic.stopAndVerify();
    assertEquals("", client.underReplicated());
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
      // If a broker stopped before the previous one was back in sync, min ISR would be violated.
      assertEquals(0, traffic.starved(), "requests rejected with NOT_ENOUGH_REPLICAS");
    }
    var after = Pods.identities("broker");
    assertEquals(before.keySet(), after.keySet());
    assertFalse(
        after.values().stream().anyMatch(Set.copyOf(before.values())::contains),
        "a broker was not restarted");
  }
}
