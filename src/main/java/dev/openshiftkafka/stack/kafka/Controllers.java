package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.MigrationPhase;
import dev.openshiftkafka.config.QuorumConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.Identity;
import dev.openshiftkafka.kubernetes.Listener;
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

/** The KRaft controllers, which run in their own pods. */
final class Controllers {
  /**
   * Node ids of brokers start at 0, so those of controllers start far above any number of brokers.
   */
  private static final int FIRST_NODE_ID = 1000;

  private Controllers() {}

  /**
   * The controllers.
   *
   * @param id the cluster id
   */
  static NodeSet of(StackConfig config, ClusterId id, QuorumForm form) {
    QuorumConfig quorum = config.controllers();
    NodeJvm jvm = NodeJvm.of(config);
    List<Listener> listeners = Listeners.of(config).controllers();
    List<Port> ports = Port.of(listeners);
    Map<String, String> files = new TreeMap<>();
    files.put(jvm.logFile(), jvm.logging());
    for (int i = 0; i < quorum.members(); i++) {
      files.put(Names.pod(Names.CONTROLLERS, i) + ".properties", properties(config, form, i));
    }
    Readiness readiness = Readiness.ofControllers(config);
    Optional<JmxExporter> exporter = JmxExporter.of(config, Names.CONTROLLER_COMPONENT);
    return NodeSet.builder(Names.CONTROLLERS, Names.CONTROLLER_COMPONENT)
        .placement(Placement.of(config, quorum.members(), false))
        .image(config.images().kafka(config.kafka().version()))
        .command(
            jvm.command(NodeJvm.flags(quorum.heap()), exporter, "kafka.Kafka", NodeJvm.OWN_FILE))
        .init(id.controllers(form))
        .files(files, ConfigHash.ofProperties(jvm.logging(), restartProperties(config, form)))
        .ports(ports)
        .services(NodeService.headless(Names.CONTROLLERS, exporter, ports))
        .probes(probes(listeners.get(0).port(), readiness))
        .certificates(NodeCertificates.ofControllers(config))
        .exporter(exporter)
        .readiness(readiness)
        .resources(quorum.resources())
        .volume(quorum.volume())
        .readyTimeoutSeconds(quorum.readyTimeoutSeconds())
        .stopped(!config.runsControllers())
        .build();
  }

  private static Probes probes(int port, Readiness readiness) {
    return readiness.requestsRestart()
        ? Probes.portWithout(Readiness.RESTART_FILE, port, Probes.QUORUM_STARTUP_SECONDS)
        : Probes.port(port, Probes.QUORUM_STARTUP_SECONDS);
  }

  /** The properties file of a controller. */
  static String properties(StackConfig config, QuorumForm form, int ordinal) {
    return properties(config, voters(config, form), form, ordinal, config.kafka().allSettings());
  }

  /** The properties whose change restarts the controllers. */
  private static String restartProperties(StackConfig config, QuorumForm form) {
    return properties(
        config, restartVoters(config, form), form, 0, config.kafka().restartSettings());
  }

  private static String properties(
      StackConfig config,
      Map<String, String> voters,
      QuorumForm form,
      int ordinal,
      Map<String, String> settings) {
    var identity = new LinkedHashMap<String, String>();
    identity.put("process.roles", "controller");
    identity.put("node.id", String.valueOf(nodeId(ordinal)));
    Listeners listeners = Listeners.of(config);
    var text =
        new PropertiesText()
            .section("Identity", identity)
            .section("Listeners", listeners(config, listeners, ordinal));
    SecurityProperties.addTo(
        text,
        config,
        Identity.CONTROLLER,
        NodeCertificates.ofControllers(config),
        listeners.controllers(),
        List.of(),
        ordinal);
    var metadata = new LinkedHashMap<>(voters);
    if (form.isDynamic()) {
      // An observer becomes a voter when it has caught up, and removes the voter with its id on a
      // volume that was lost.
      metadata.put("controller.quorum.auto.join.enable", "true");
    }
    if (config.hasZooKeeper() && !config.isIn(MigrationPhase.FINALIZE)) {
      metadata.putAll(ZooKeeper.ofMigratingNode(config));
    }
    text.section("Metadata", metadata)
        .section("Storage", Map.of("log.dirs", NodeSet.DATA_PATH + "/metadata"));
    TieredStorage.addToController(text, config);
    return text.section("Cluster", settings).toString();
  }

  /** The properties with which every node finds the controllers. */
  static Map<String, String> voters(StackConfig config, QuorumForm form) {
    return voters(config, form, config.controllers().members());
  }

  /**
   * As {@link #voters}, for the hash whose change restarts the pods: the nodes learn the voters of
   * a dynamic quorum from the metadata, so an added controller restarts none of them.
   */
  static Map<String, String> restartVoters(StackConfig config, QuorumForm form) {
    return voters(config, form, form.isDynamic() ? 1 : config.controllers().members());
  }

  private static Map<String, String> voters(StackConfig config, QuorumForm form, int members) {
    Listeners listeners = Listeners.of(config);
    var voters = new LinkedHashMap<String, String>();
    voters.put("controller.listener.names", ListenerProperties.names(listeners.controllers()));
    if (form.isDynamic()) {
      voters.put("controller.quorum.bootstrap.servers", listeners.controller().addresses(members));
    } else {
      voters.put(
          "controller.quorum.voters",
          BrokerAddresses.join(
              members, i -> nodeId(i) + "@" + listeners.controller().advertised().apply(i)));
    }
    return voters;
  }

  /** During a migration, controllers send requests to the ZooKeeper brokers. */
  private static Map<String, String> listeners(
      StackConfig config, Listeners listeners, int ordinal) {
    Map<String, String> properties = ListenerProperties.ofController(listeners, ordinal);
    if (config.hasZooKeeper() && !config.isIn(MigrationPhase.FINALIZE)) {
      properties.put("inter.broker.listener.name", listeners.interBroker().name().name());
    }
    return properties;
  }

  /** The node id of a controller. */
  static int nodeId(int ordinal) {
    return FIRST_NODE_ID + ordinal;
  }
}
