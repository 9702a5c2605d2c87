package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.Names;
import java.util.LinkedHashMap;
import java.util.Map;

/** Renders {@code server.properties} of a broker. */
final class BrokerProperties {
  /**
   * A subdirectory of the mount, because ext4 puts lost+found at its root and Kafka refuses that.
   */
  static final String LOG_DIR = NodeSet.DATA_PATH + "/logs";

  private BrokerProperties() {}

  static String render(StackConfig config, int ordinal) {
    boolean kraft = config.metadata() == MetadataMode.KRAFT;
    return new PropertiesText()
        .section("Identity", identity(config, ordinal, kraft))
        .section("Listeners", listeners(config, ordinal, kraft))
        .section("Metadata", kraft ? Controllers.voters(config) : zookeeper(config))
        .section("Storage", Map.of("log.dirs", LOG_DIR))
        .section("Cluster", ServerSettings.of(config))
        .section(
            "Consumers may read from the replica in their own zone",
            Map.of(
                "replica.selector.class",
                "org.apache.kafka.common.replica.RackAwareReplicaSelector"))
        .toString();
  }

  private static Map<String, String> identity(StackConfig config, int ordinal, boolean kraft) {
    var identity = new LinkedHashMap<String, String>();
    if (kraft) {
      identity.put("process.roles", "broker");
      identity.put("node.id", String.valueOf(ordinal));
    } else {
      identity.put("broker.id", String.valueOf(ordinal));
    }
    identity.put("broker.rack", config.zoneOf(ordinal));
    return identity;
  }

  private static Map<String, String> listeners(StackConfig config, int ordinal, boolean kraft) {
    String host = BrokerAddresses.pod(config, Names.BROKERS, ordinal);
    var listeners = new LinkedHashMap<String, String>();
    listeners.put("listeners", "PLAINTEXT://:" + Names.BROKER_PORT);
    listeners.put("advertised.listeners", "PLAINTEXT://" + host + ":" + Names.BROKER_PORT);
    listeners.put("inter.broker.listener.name", "PLAINTEXT");
    if (kraft) {
      listeners.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    }
    return listeners;
  }

  private static Map<String, String> zookeeper(StackConfig config) {
    var zookeeper = new LinkedHashMap<String, String>();
    zookeeper.put("zookeeper.connect", ZooKeeper.connect(config));
    // A broker started together with its ensemble must outwait the first election, not exit.
    zookeeper.put("zookeeper.connection.timeout.ms", "60000");
    return zookeeper;
  }
}
