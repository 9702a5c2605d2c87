package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;

/**
 * The settings of a program that the stack derives from the rest of its configuration.
 *
 * @param kind what a setting is called in a message
 * @param names what a name looks like
 * @param example of a name
 * @param keys why each cannot be set
 * @param prefixes of those that the stack writes itself
 */
record ManagedSettings(
    String kind, String names, String example, Map<String, String> keys, List<String> prefixes) {
  /** Of server.properties. */
  static final ManagedSettings KAFKA =
      new ManagedSettings(
          "a broker setting",
          "[a-z][a-z0-9]*([._-][a-zA-Z0-9]+)*",
          "num.partitions",
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
              Map.entry("host.name", "was removed from Kafka")),
          List.of("controller.", "zookeeper.", "broker.id.", "advertised.", "listener.name."));

  /** Of zoo.cfg. */
  static final ManagedSettings ZOOKEEPER =
      new ManagedSettings(
          "a ZooKeeper setting",
          "[a-zA-Z0-9]+([._][a-zA-Z0-9]+)*",
          "syncLimit",
          Map.of(
              "clientPort", "follows from the Services",
              "clientPortAddress", "follows from the Services",
              "dataDir", "follows from the volume",
              "dataLogDir", "follows from the volume",
              "dynamicConfigFile", "follows from quorum.members",
              "quorumListenOnAllIPs", "follows from the Services"),
          // The probes ask by four-letter words.
          List.of("server.", "admin.", "4lw."));

  /** How long to wait is not derived from anything. */
  private static final String TIMES = "(controller|zookeeper)\\..*\\.ms";

  /** Settings are written to a ConfigMap, which everybody in the project may read. */
  private static final String SECRET = "(?i).*([._](password|secret|key)|jaas[._]config)";

  /** Whether the stack leaves a setting to whoever declares one. */
  boolean isFree(String key) {
    return !keys.containsKey(key)
        && (key.matches(TIMES) || prefixes.stream().noneMatch(key::startsWith));
  }

  /** Checks all that a configuration gives; absent ones pass. */
  void check(Checks checks, Map<String, String> settings) {
    if (settings != null) {
      settings.forEach((key, value) -> check(checks, key, value));
    }
  }

  private void check(Checks checks, String key, String value) {
    String path = "settings." + key;
    if (key.matches(SECRET)) {
      checks.fault(
          path, null, "is a secret, and settings are written to a readable ConfigMap; remove it");
    } else if (!key.matches(names)) {
      checks.fault(path, value, "is not the name of " + kind + ", such as " + example);
    } else if (keys.containsKey(key)) {
      checks.fault(path, value, "cannot be set here: it " + keys.get(key) + "; remove it");
    } else if (!isFree(key)) {
      checks.fault(path, value, "cannot be set here: the stack writes it itself; remove it");
    } else if (value == null || !value.strip().equals(value) || value.matches("(?s).*[\\r\\n].*")) {
      checks.fault(path, value, "must be one line without blanks at its ends");
    }
  }
}
