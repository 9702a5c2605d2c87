package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;

/** The broker settings that the stack derives from the rest of its configuration. */
final class ManagedSettings {
  static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("broker.id", "follows from the pod's number"),
          Map.entry("node.id", "follows from the pod's number"),
          Map.entry("broker.rack", "follows from zones"),
          Map.entry("log.dir", "follows from the volume"),
          Map.entry("log.dirs", "follows from the volume"),
          Map.entry("metadata.log.dir", "follows from the volume"),
          Map.entry("process.roles", "follows from metadata"),
          Map.entry("inter.broker.listener.name", "follows from the listeners"),
          Map.entry("security.inter.broker.protocol", "follows from the listeners"),
          Map.entry("replica.selector.class", "follows from zones"),
          Map.entry("listeners", "follows from the Services"),
          Map.entry("advertised.listeners", "follows from the Services"),
          Map.entry("listener.security.protocol.map", "follows from the listeners"),
          Map.entry("port", "was removed from Kafka"),
          Map.entry("host.name", "was removed from Kafka"));
  static final List<String> PREFIXES =
      List.of("controller.", "zookeeper.", "broker.id.", "advertised.", "listener.name.");

  /** Settings are written to a ConfigMap, which everybody in the project may read. */
  private static final String SECRET = "(?i).*([._](password|secret|key)|jaas[._]config)";

  private ManagedSettings() {}

  static void check(Checks checks, String key, String value) {
    String path = "settings." + key;
    if (key.matches(SECRET)) {
      checks.fault(
          path, null, "is a secret, and settings are written to a readable ConfigMap; remove it");
    } else if (!key.matches("[a-z][a-z0-9]*([._-][a-zA-Z0-9]+)*")) {
      checks.fault(path, value, "is not the name of a broker setting, such as num.partitions");
    } else if (KEYS.containsKey(key)) {
      checks.fault(path, value, "cannot be set here: it " + KEYS.get(key) + "; remove it");
    } else if (PREFIXES.stream().anyMatch(key::startsWith)) {
      checks.fault(path, value, "cannot be set here: the stack writes it itself; remove it");
    } else if (value == null || !value.strip().equals(value) || value.matches("(?s).*[\\r\\n].*")) {
      checks.fault(path, value, "must be one line without blanks at its ends");
    }
  }
}
