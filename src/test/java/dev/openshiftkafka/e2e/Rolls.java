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
    var before = Pods.identities("broker");
    try (var watch = new RollWatch("broker", before.size())) {
      var traffic = Traffic.start(client, "roll");
      stack.edit(Map.of("kafka/settings/log.cleaner.threads", "2")).up();
      traffic.awaitProgress();
      traffic.stopAndVerify();

      assertEquals(1, watch.mostNotReadyAtOnce(), "brokers not ready at once");
      assertEquals(before.keySet(), new TreeSet<>(watch.restarted()));
    }
    var after = Pods.identities("broker");
    assertEquals(before.keySet(), after.keySet());
    assertFalse(
        after.values().stream().anyMatch(Set.copyOf(before.values())::contains),
        "a broker was not restarted");
  }
}
