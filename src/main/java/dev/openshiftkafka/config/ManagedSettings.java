package dev.openshiftkafka.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a program that the stack sets, so that the configuration cannot.
 *
 * @param kind what a setting is called in a message
 * @param names regular expression of the names of settings
 * @param example name of a setting
 * @param keys settings that cannot be set, each with the reason
 * @param prefixes prefixes of settings that the stack sets
 */
record ManagedSettings(
    String kind, String names, String example, Map<String, String> keys, List<String> prefixes) {
  private static final String PER_POD = "is derived from the pod's ordinal";
  private static final String VOLUME = "is derived from the volume";
  private static final String ZONES = "is derived from zones";
  private static final String LISTENERS = "is derived from the listeners";
  private static final String SERVICES = "is derived from the Services";
  private static final String TIERED = "is derived from kafka.tieredStorage";
  private static final String REMOVED = "was removed from Kafka";

  private static final String TIERED_METADATA = "rlmm.config.remote.log.metadata.topic.";

  /** Prefix of the settings of the plugin for tiered storage. */
  private static final String PLUGIN = "rsm.config.";

  /** Settings of server.properties. */
  static final ManagedSettings KAFKA =
      new ManagedSettings(
          "a broker setting",
          "[a-z][a-z0-9]*([._-][a-zA-Z0-9]+)*",
          "num.partitions",
          Map.ofEntries(
              Map.entry("broker.id", PER_POD),
              Map.entry("node.id", PER_POD),
              Map.entry("broker.rack", ZONES),
              Map.entry("log.dir", VOLUME),
              Map.entry("log.dirs", VOLUME),
              Map.entry("metadata.log.dir", VOLUME),
              Map.entry("process.roles", "is derived from metadata"),
              Map.entry("inter.broker.listener.name", LISTENERS),
              Map.entry("security.inter.broker.protocol", LISTENERS),
              Map.entry("replica.selector.class", ZONES),
              Map.entry("listeners", SERVICES),
              Map.entry("advertised.listeners", SERVICES),
              Map.entry("listener.security.protocol.map", LISTENERS),
              Map.entry("early.start.listeners", LISTENERS),
              Map.entry("control.plane.listener.name", LISTENERS),
              Map.entry("cordoned.log.dirs", "keeps all brokers from getting new partitions"),
              Map.entry("remote.log.storage.system.enable", TIERED),
              Map.entry("remote.log.storage.manager.class.name", TIERED),
              Map.entry("remote.log.storage.manager.class.path", TIERED),
              Map.entry("remote.log.storage.manager.impl.prefix", TIERED),
              Map.entry("remote.log.metadata.manager.class.name", TIERED),
              Map.entry("remote.log.metadata.manager.class.path", TIERED),
              Map.entry("remote.log.metadata.manager.impl.prefix", TIERED),
              Map.entry("remote.log.metadata.manager.listener.name", TIERED),
              Map.entry(TIERED_METADATA + "replication.factor", TIERED),
              Map.entry(TIERED_METADATA + "min.isr", TIERED),
              Map.entry("port", REMOVED),
              Map.entry("host.name", REMOVED)),
          List.of(
              "controller.",
              "zookeeper.",
              "broker.id.",
              "advertised.",
              "listener.name.",
              PLUGIN,
              "rlmm.config.remote.log.metadata.common.client."));

  /** Settings of zoo.cfg. */
  static final ManagedSettings ZOOKEEPER =
      new ManagedSettings(
          "a ZooKeeper setting",
          "[a-zA-Z0-9]+([._][a-zA-Z0-9]+)*",
          "syncLimit",
          Map.of(
              "clientPort", SERVICES,
              "clientPortAddress", SERVICES,
              "dataDir", VOLUME,
              "dataLogDir", VOLUME,
              "dynamicConfigFile", "is derived from quorum.members",
              "quorumListenOnAllIPs", SERVICES),
          // The probes use four-letter words.
          List.of("server.", "admin.", "4lw."));

  private static final String CIPHER_SUITES = "ssl.cipher.suites";

  /** What the stack sets when security is configured, besides the settings above. */
  private static final List<String> SECURITY_KEYS =
      List.of(
          "authorizer.class.name",
          "super.users",
          "allow.everyone.if.no.acl.found",
          "principal.builder.class");

  private static final List<String> SECURITY_PREFIXES = List.of("ssl.", "sasl.");

  /** Timeouts under the prefixes above, which the stack does not set. */
  private static final String TIMEOUTS = "(controller|zookeeper)\\..*\\.ms";

  /** Limits of connections to one of the listeners of clients, under a prefix above. */
  private static final Pattern LISTENER_LIMIT =
      Pattern.compile(
          "listener\\.name\\.(clients|mtls|external)"
              + "\\.(max\\.connections|max\\.connection\\.creation\\.rate)");

  /** Settings are written to a ConfigMap, which every user of the project can read. */
  private static final String SECRET = "(?i).*([._](password|secret|key)|jaas[._]config)";

  /** Whether the configuration can set a setting. */
  boolean isFree(String key) {
    return !keys.containsKey(key)
        && (key.matches(TIMEOUTS)
            || limitedListener(key).isPresent()
            || prefixes.stream().noneMatch(key::startsWith));
  }

  /** The listener whose connections a setting limits, in lower case; empty for other settings. */
  static Optional<String> limitedListener(String key) {
    Matcher limit = LISTENER_LIMIT.matcher(key);
    return limit.matches() ? Optional.of(limit.group(1)) : Optional.empty();
  }

  /** The setting of a broker that a setting of a single listener limits further. */
  static String ofBroker(String key) {
    Matcher limit = LISTENER_LIMIT.matcher(key);
    return limit.matches() ? limit.group(2) : key;
  }

  /**
   * Checks that settings leave TLS, authentication and authorization to the stack.
   *
   * @param path path of the settings
   */
  static void checkSecurity(Checks checks, String path, Map<String, String> settings) {
    settings.forEach(
        (key, value) -> {
          boolean managed =
              SECURITY_KEYS.contains(key)
                  || (SECURITY_PREFIXES.stream().anyMatch(key::startsWith)
                      && !key.equals(CIPHER_SUITES));
          if (managed) {
            checks.fault(
                path + "." + key,
                value,
                "cannot be set with security: the stack sets it; remove it");
          }
        });
  }

  /** Checks the key {@code settings} of a record, and returns the settings with faults. */
  Set<String> check(Checks checks, @Nullable Map<String, String> settings) {
    var faulty = new HashSet<String>();
    if (settings != null) {
      settings.forEach(
          (key, value) -> {
            if (!isValid(checks, key, value)) {
              faulty.add(key);
            }
          });
    }
    return faulty;
  }

  private boolean isValid(Checks checks, String key, String value) {
    String path = "settings." + key;
    if (key.matches(SECRET)) {
      checks.fault(
          path, null, "is a secret, but settings are written to a readable ConfigMap; remove it");
    } else if (!key.matches(names)) {
      checks.fault(path, value, "is not the name of " + kind + " such as " + example);
    } else if (keys.containsKey(key)) {
      checks.fault(path, value, "cannot be set: it " + keys.get(key) + "; remove it");
    } else if (key.startsWith(PLUGIN)) {
      checks.fault(
          path,
          value,
          "is a setting of the plugin for tiered storage; move it to kafka.tieredStorage.settings");
    } else if (!isFree(key)) {
      checks.fault(path, value, "cannot be set: the stack sets it; remove it");
    } else if (value == null || !isOneLine(value)) {
      checks.fault(path, value, "must be one line without leading or trailing whitespace");
    } else {
      return true;
    }
    return false;
  }

  /** Whether a value can be written to a properties file as it is. */
  static boolean isOneLine(String value) {
    return value.strip().equals(value) && !value.matches("(?s).*[\\r\\n].*");
  }
}
