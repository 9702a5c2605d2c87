package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.BrokersConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.Identity;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.kafka.NodeSet.NodeService;
import dev.openshiftkafka.stack.kafka.NodeSet.Port;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import dev.openshiftkafka.stack.readiness.Readiness;
import dev.openshiftkafka.stack.security.NodeCertificates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** The Kafka brokers. */
final class Brokers {
  /** A subdirectory of the mount: ext4 creates lost+found at the root, which Kafka rejects. */
  private static final String LOG_DIR = NodeSet.DATA_PATH + "/logs";

  private Brokers() {}

  /**
   * The brokers.
   *
   * @param id the cluster id
   */
  static NodeSet of(StackConfig config, ClusterId id, QuorumForm form) {
    BrokersConfig kafka = config.kafka();
    NodeJvm jvm = NodeJvm.of(config);
    Listeners listeners = Listeners.of(config);
    List<Port> ports = Port.of(listeners.brokers());
    Map<String, String> files = new TreeMap<>();
    files.put(jvm.logFile(), jvm.logging());
    for (int i = 0; i < kafka.brokers(); i++) {
      files.put(Names.pod(Names.BROKERS, i) + ".properties", properties(config, form, i));
    }
    Optional<JmxExporter> exporter = JmxExporter.of(config, Names.BROKER_COMPONENT);
    return NodeSet.builder(Names.BROKERS, Names.BROKER_COMPONENT)
        .placement(Placement.of(config, kafka.brokers(), true))
        .image(config.images().kafka(kafka.version()))
        .command(jvm.command(NodeJvm.flags(kafka.jvm()), exporter, "kafka.Kafka", NodeJvm.OWN_FILE))
        .init(id.brokers())
        .files(
            files,
            ConfigHash.ofProperties(
                jvm.logging(),
                properties(
                    config,
                    metadata(config, Controllers::restartVoters, form),
                    0,
                    kafka.restartSettings())))
        .ports(ports)
        .services(
            NodeService.headless(Names.BROKERS, exporter, ports),
            // A broker that is unready while its replicas catch up still serves clients, and they
            // must reach the cluster even if no broker is ready.
            new NodeService(Names.BROKERS, false, true, Port.of(listeners.ofClients())))
        .probes(Probes.port(listeners.brokers().get(0).port(), 60 * kafka.startupTimeoutMinutes()))
        .certificates(NodeCertificates.ofBrokers(config))
        .tieredStorage(TieredStorage.of(config))
        .exporter(exporter)
        .readiness(Readiness.ofBrokers(config))
        .resources(kafka.resources())
        .volume(kafka.volume())
        .terminationGracePeriodSeconds(kafka.terminationGracePeriodSeconds())
        .readyTimeoutSeconds(kafka.readyTimeoutSeconds())
        .build();
  }

  /** The file {@code server.properties} of a broker. */
  static String properties(StackConfig config, QuorumForm form, int ordinal) {
    return properties(
        config, metadata(config, Controllers::voters, form), ordinal, config.kafka().allSettings());
  }

  private static String properties(
      StackConfig config, Map<String, String> metadata, int ordinal, Map<String, String> settings) {
    Listeners listeners = Listeners.of(config);
    var text =
        new PropertiesText()
            .section("Identity", identity(config, ordinal))
            .section(
                "Listeners",
                ListenerProperties.ofBroker(listeners, ordinal, config.brokersKnowControllers()));
    SecurityProperties.addTo(
        text,
        config,
        Identity.BROKER,
        NodeCertificates.ofBrokers(config),
        listeners.brokers(),
        listeners.controllers(),
        ordinal);
    text.section("Metadata", metadata).section("Storage", Map.of("log.dirs", LOG_DIR));
    TieredStorage.addToBroker(text, config, ordinal);
    return text.section("Cluster", settings)
        .section(
            "Consumers may read from the replica in their own zone",
            Map.of(
                "replica.selector.class",
                "org.apache.kafka.common.replica.RackAwareReplicaSelector"))
        .toString();
  }

  private static Map<String, String> identity(StackConfig config, int ordinal) {
    var identity = new LinkedHashMap<String, String>();
    if (config.brokersAreKraft()) {
      identity.put("process.roles", "broker");
      identity.put("node.id", String.valueOf(ordinal));
    } else {
      identity.put("broker.id", String.valueOf(ordinal));
    }
    identity.put("broker.rack", config.zoneOf(ordinal));
    return identity;
  }

  /**
   * The properties with which a broker finds the metadata.
   *
   * @param voters returns those with which it finds the controllers
   */
  private static Map<String, String> metadata(
      StackConfig config,
      BiFunction<StackConfig, QuorumForm, Map<String, String>> voters,
      QuorumForm form) {
    if (config.brokersAreKraft()) {
      return voters.apply(config, form);
    }
    if (!config.brokersKnowControllers()) {
      return ZooKeeper.ofBroker(config);
    }
    var metadata = new LinkedHashMap<>(ZooKeeper.ofMigratingNode(config));
    metadata.putAll(voters.apply(config, form));
    // Kafka's default in 3.9; the controllers copy the metadata in this version.
    metadata.put("inter.broker.protocol.version", "3.9");
    return metadata;
  }
}
