package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes settings that brokers can change while they run, and reads them back from each broker.
 */
final class DynamicSettings {
  /** The setting, its value and its source, in a line of kafka-configs.sh. */
  private static final Pattern LINE =
      Pattern.compile("^\\s*(\\S+)=(\\S*) sensitive=\\S+ synonyms=\\{([A-Z_]*)[:}].*");

  private static final String DEFAULT_OF_CLUSTER = "DYNAMIC_DEFAULT_BROKER_CONFIG";

  /** The number of I/O threads needs three steps, because Kafka at most doubles it at once. */
  private static final Map<String, String> CHANGED =
      Map.ofEntries(
          Map.entry("background.threads", "12"),
          Map.entry("log.cleaner.threads", "2"),
          Map.entry("log.retention.ms", "7200000"),
          Map.entry("log.segment.bytes", "104857600"),
          Map.entry("max.connections", "5000"),
          Map.entry("message.max.bytes", "2000000"),
          Map.entry("min.insync.replicas", "1"),
          Map.entry("num.io.threads", "40"),
          Map.entry("num.network.threads", "6"),
          Map.entry("num.recovery.threads.per.data.dir", "4"),
          Map.entry("num.replica.fetchers", "2"),
          Map.entry("unclean.leader.election.enable", "true"));

  private final LocalStack stack;
  private final ClientPod client;
  private final String quorum;

  /**
   * Creates the check.
   *
   * @param quorum component of the quorum's pods
   */
  DynamicSettings(LocalStack stack, ClientPod client, String quorum) {
    this.stack = stack;
    this.client = client;
    this.quorum = quorum;
  }

  /** Twelve settings change in one update: no pod restarts, and each is in force. */
  void change() {
    Map<String, String> pods = pods();
    String output = stack.edit(edit(CHANGED)).up();

    assertTrue(output.contains("kafka.settings: changed without a restart: "), output);
    assertTrue(output.contains("unclean.leader.election.enable is true"), output);
    assertEquals(pods, pods());
    for (int broker = 0; broker < 3; broker++) {
      var found = new TreeMap<>(settings(broker));
      found.keySet().retainAll(CHANGED.keySet());
      var expected = new TreeMap<String, String>();
      CHANGED.forEach((name, value) -> expected.put(name, value + " " + DEFAULT_OF_CLUSTER));
      assertEquals(expected, found, "broker " + broker);
    }
    stack.run("up", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
  }

  /** What is removed from the configuration is Kafka's or the stack's default again. */
  void remove() {
    Map<String, String> pods = pods();
    stack.edit(Map.of("kafka/settings", Map.of(), "kafka/allowUncleanLeaderElection", false)).up();

    assertEquals(pods, pods());
    for (int broker = 0; broker < 3; broker++) {
      Map<String, String> found = settings(broker);
      assertEquals("8 DEFAULT_CONFIG", found.get("num.io.threads"));
      assertEquals("1048588 DEFAULT_CONFIG", found.get("message.max.bytes"));
      assertEquals("2 " + DEFAULT_OF_CLUSTER, found.get("min.insync.replicas"));
      assertEquals("false " + DEFAULT_OF_CLUSTER, found.get("unclean.leader.election.enable"));
      assertTrue(!found.get("log.retention.ms").startsWith("7200000"), found.toString());
    }
  }

  /** Brokers that restarted meanwhile have the setting from their file as well. */
  void removeAfterRestart() {
    Map<String, String> pods = pods();
    stack.edit(edit(Map.of("message.max.bytes", "3000000", "queued.max.requests", "400"))).up();
    Map<String, String> restarted = pods();
    pods.forEach((pod, uid) -> assertNotEquals(uid, restarted.get(pod), pod));
    assertEquals("3000000 " + DEFAULT_OF_CLUSTER, settings(0).get("message.max.bytes"));

    stack.edit(Map.of("kafka/settings", Map.of("queued.max.requests", "400"))).up();
    assertEquals(restarted, pods());
    for (int broker = 0; broker < 3; broker++) {
      assertEquals("1048588 " + DEFAULT_OF_CLUSTER, settings(broker).get("message.max.bytes"));
    }
  }

  private static Map<String, Object> edit(Map<String, String> settings) {
    return Map.of("kafka/settings", settings, "kafka/allowUncleanLeaderElection", true);
  }

  private Map<String, String> pods() {
    var pods = new TreeMap<>(Pods.identities("broker"));
    if (quorum.equals("controller")) {
      pods.putAll(Pods.identities(quorum));
    }
    return pods;
  }

  private Map<String, String> settings(int broker) {
    var settings = new HashMap<String, String>();
    client
        .adminTool(
            "ConfigCommand",
            "--describe",
            "--all",
            "--entity-type",
            "brokers",
            "--entity-name",
            String.valueOf(broker))
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> settings.put(line.group(1), line.group(2) + " " + line.group(3)));
    return settings;
  }
}
