package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.QuorumConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.kafka.NodeSet.NodeService;
import dev.openshiftkafka.stack.kafka.NodeSet.Port;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ZooKeeper ensemble, with the article's settings. */
final class ZooKeeper {
  private static final String CONFIG_FILE = "zoo.cfg";
  private static final String ID_SUFFIX = ".myid";
  private static final Port CLIENT = new Port("client", Names.ZOOKEEPER_CLIENT_PORT);
  private static final List<Port> PORTS =
      List.of(
          CLIENT,
          new Port("peer", Names.ZOOKEEPER_PEER_PORT),
          new Port("election", Names.ZOOKEEPER_ELECTION_PORT));

  private ZooKeeper() {}

  static NodeSet of(StackConfig config) {
    QuorumConfig quorum = config.quorum();
    NodeJvm jvm = NodeJvm.of(config);
    Map<String, String> files = new TreeMap<>();
    files.put(jvm.logFile(), jvm.logging());
    files.put(CONFIG_FILE, zooCfg(config));
    for (int i = 0; i < quorum.members(); i++) {
      files.put(Names.pod(Names.ZOOKEEPER, i) + ID_SUFFIX, id(i) + "\n");
    }
    Optional<JmxExporter> exporter = JmxExporter.of(config, Names.ZOOKEEPER_COMPONENT);
    return NodeSet.builder(Names.ZOOKEEPER, Names.ZOOKEEPER_COMPONENT)
        .placement(Placement.of(config, quorum.members(), false))
        .image(config.images().kafka(config.kafka().version()))
        .command(
            jvm.command(
                NodeJvm.flags(quorum.heap()),
                exporter,
                "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                NodeSet.CONFIG_PATH + "/" + CONFIG_FILE))
        .files(files, ConfigHash.ofProperties(jvm.logging(), zooCfg(config)))
        // A server reads its id from the file myid in its data directory.
        .perPodMounts(Map.of(NodeSet.DATA_PATH + "/myid", ID_SUFFIX))
        .ports(PORTS)
        .services(
            NodeService.headless(Names.ZOOKEEPER, exporter, PORTS),
            new NodeService(Names.ZOOKEEPER, false, false, List.of(CLIENT)))
        // A server reports a mode only while it is in the quorum: as a leader with a synchronized
        // majority, or as a synchronized follower.
        .probes(
            Probes.shell(
                fourLetterWord("srvr", "Mode: (leader|follower)"),
                fourLetterWord("ruok", "imok"),
                Probes.QUORUM_STARTUP_SECONDS))
        .stopHook(stopHook(config))
        .exporter(exporter)
        .resources(quorum.resources())
        .volume(quorum.volume())
        .readyTimeoutSeconds(quorum.readyTimeoutSeconds())
        .build();
  }

  /** A bash command that sends a four letter word over the loopback interface. */
  private static String fourLetterWord(String word, String expected) {
    return "exec 3<>/dev/tcp/127.0.0.1/%d && printf %s >&3 && grep -qE '^%s' <&3"
        .formatted(Names.ZOOKEEPER_CLIENT_PORT, word, expected);
  }

  /** The preStop hook; a single server has no others to wait for. */
  private static Optional<StopHook> stopHook(StackConfig config) {
    int seconds = config.readiness().stopSeconds();
    if (seconds == 0 || config.quorum().members() == 1) {
      return Optional.empty();
    }
    var servers = new LinkedHashMap<String, String>();
    for (int i = 0; i < config.quorum().members(); i++) {
      servers.put(
          Names.pod(Names.ZOOKEEPER, i),
          BrokerAddresses.pod(config, Names.ZOOKEEPER, i) + "/" + Names.ZOOKEEPER_CLIENT_PORT);
    }
    return Optional.of(StopHook.of(servers, "127.0.0.1/" + Names.ZOOKEEPER_CLIENT_PORT, seconds));
  }

  /** Value of {@code zookeeper.connect}. */
  static String connect(StackConfig config) {
    return BrokerAddresses.join(
        config.quorum().members(),
        i -> BrokerAddresses.pod(config, Names.ZOOKEEPER, i) + ":" + Names.ZOOKEEPER_CLIENT_PORT);
  }

  /** The properties of a node that takes part in a migration: brokers and controllers. */
  static Map<String, String> ofMigratingNode(StackConfig config) {
    var properties = new LinkedHashMap<>(ofBroker(config));
    properties.put("zookeeper.metadata.migration.enable", "true");
    return properties;
  }

  /** The properties with which a broker finds its metadata. */
  static Map<String, String> ofBroker(StackConfig config) {
    var properties = new LinkedHashMap<String, String>();
    properties.put("zookeeper.connect", connect(config));
    // A broker that starts together with its ensemble waits for the first election.
    properties.put("zookeeper.connection.timeout.ms", "60000");
    return properties;
  }

  /** The configuration file of the servers. */
  static String zooCfg(StackConfig config) {
    QuorumConfig quorum = config.quorum();
    return new PropertiesText()
        .section("Server", PropertiesText.merged(server(), quorum.settings()))
        .section("Ensemble", ensemble(config))
        .toString();
  }

  private static Map<String, String> server() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("tickTime", String.valueOf(QuorumConfig.DEFAULT_TICK_MILLIS));
    settings.put("initLimit", "10");
    settings.put("syncLimit", "5");
    settings.put("maxClientCnxns", "60");
    settings.put("dataDir", NodeSet.DATA_PATH);
    settings.put("clientPort", String.valueOf(Names.ZOOKEEPER_CLIENT_PORT));
    settings.put("autopurge.snapRetainCount", "3");
    settings.put("autopurge.purgeInterval", "1");
    settings.put("4lw.commands.whitelist", "ruok,srvr,mntr");
    settings.put("admin.enableServer", "false");
    return settings;
  }

  private static Map<String, String> ensemble(StackConfig config) {
    var members = new LinkedHashMap<String, String>();
    // The DNS name of a server may not resolve yet when it starts to listen.
    members.put("quorumListenOnAllIPs", "true");
    for (int i = 0; i < config.quorum().members(); i++) {
      members.put(
          "server." + id(i),
          BrokerAddresses.pod(config, Names.ZOOKEEPER, i)
              + ":"
              + Names.ZOOKEEPER_PEER_PORT
              + ":"
              + Names.ZOOKEEPER_ELECTION_PORT);
    }
    return members;
  }

  private static int id(int ordinal) {
    return ordinal + 1;
  }
}
