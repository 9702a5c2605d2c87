package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.Names;
import java.util.LinkedHashMap;
import java.util.Map;

/** Renders the {@code server.properties} of a broker. */
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
        .section("Cluster", clusterSettings(config))
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
    // A broker that starts together with its ensemble waits for the first election and does not
    // exit.
    zookeeper.put("zookeeper.connection.timeout.ms", "60000");
    return zookeeper;
  }

  /**
   * The settings that every Kafka node of a cluster must agree on.
   *
   * <p>Controllers need them, too: they choose the replication factor of a topic that is created
   * without one, and decide about unclean leader elections.
   */
  static Map<String, String> clusterSettings(StackConfig config) {
    var defaults = new LinkedHashMap<String, String>();
    defaults.put("default.replication.factor", "3");
    defaults.put("min.insync.replicas", "2");
    defaults.put("offsets.topic.replication.factor", "3");
    defaults.put("transaction.state.log.replication.factor", "3");
    defaults.put("transaction.state.log.min.isr", "2");
    defaults.put("unclean.leader.election.enable", "false");
    defaults.put("auto.create.topics.enable", "false");
    // Only brokers read it. Until this time has passed since a follower was last in sync, its
    // leader waits for it before it acknowledges: Kafka's default of 30 s delays writes while a
    // restarted broker catches up (docs/faults.md).
    defaults.put("replica.lag.time.max.ms", "10000");
    return PropertiesText.merged(defaults, config.kafka().settings());
  }
}
