package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;

/** The broker settings that the stack derives from the rest of its configuration. */
final class ManagedSettings {
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("broker.id", "follows from the pod's number"),
          Map.entry("node.id", "follows from the pod's number"),
          Map.entry("broker.rack", "follows from zones"),
          Map.entry("log.dir", "follows from the volume"),
          Map.entry("log.dirs", "follows from the volume"),
          Map.entry("metadata.log.dir", "follows from the volume"),
          Map.entry("process.roles", "follows from metadata"),
          Map.entry("inter.broker.listener.name", "follows from the listeners"),
          Map.entry("listeners", "follow from the Services"),
          Map.entry("advertised.listeners", "follow from the Services"),
          Map.entry("listener.security.protocol.map", "follows from the listeners"),
          Map.entry("port", "was removed from Kafka"),
          Map.entry("host.name", "was removed from Kafka"));
  private static final List<String> PREFIXES =
      List.of("controller.", "zookeeper.", "broker.id.", "advertised.", "listener.name.");

  private ManagedSettings() {}

  static void check(Checks checks, String key, String value) {
    String path = "settings." + key;
    if (!key.matches("[a-z][a-z0-9]*([._-][a-zA-Z0-9]+)*")) {
      checks.fault(path, value, "is not the name of a broker setting");
    } else if (KEYS.containsKey(key)) {
      checks.fault(path, value, "cannot be set here: it " + KEYS.get(key) + "; remove it");
    } else if (PREFIXES.stream().anyMatch(key::startsWith)) {
      checks.fault(path, value, "cannot be set here: the stack writes it itself; remove it");
    } else if (value == null || !value.strip().equals(value) || value.matches("(?s).*[\\r\\n].*")) {
      checks.fault(path, value, "must be one line without blanks at its ends");
    }
  }
}
