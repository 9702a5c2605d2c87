package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.QuorumConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.kafka.NodeSet.Port;
import dev.openshiftkafka.stack.kafka.NodeSet.ServiceShape;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import dev.openshiftkafka.stack.readiness.Readiness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The KRaft controllers as a set of pods, apart from the brokers. */
final class Controllers {
  static final String COMPONENT = "controller";

  /** Brokers count from 0, so controllers begin far above any number of them. */
  private static final int FIRST_NODE_ID = 1000;

  private static final Port CONTROLLER = new Port("controller", Names.CONTROLLER_PORT);

  private Controllers() {}

  static NodeSet of(StackConfig config) {
    QuorumConfig quorum = config.quorum();
    Logging logging = Logging.of(config);
    Map<String, String> files = new TreeMap<>();
    files.put(logging.file(), logging.text());
    for (int i = 0; i < quorum.members(); i++) {
      files.put(Names.pod(Names.CONTROLLERS, i) + ".properties", properties(config, i));
    }
    Optional<JmxExporter> exporter = JmxExporter.of(config, COMPONENT);
    List<String> flags = JvmFlags.with(JvmFlags.ofHeap(quorum.heap()), logging, exporter);
    return new NodeSet(
        Names.CONTROLLERS,
        COMPONENT,
        new Placement(quorum.members(), config.zones(), config.dedicatedNodes(), false),
        config.images().kafka(config.kafka().version()),
        JavaCommand.of(flags, "kafka.Kafka", JavaCommand.OWN_FILE),
        format(config),
        files,
        ConfigHash.of(logging.text(), properties(config, 0)),
        Map.of(),
        List.of(CONTROLLER),
        List.of(ServiceShape.headless(Names.CONTROLLERS, exporter, CONTROLLER)),
        Probes.port(Names.CONTROLLER_PORT),
        exporter,
        Optional.of(Readiness.ofControllers(config)),
        quorum.resources(),
        quorum.volume(),
        60,
        quorum.readyTimeoutSeconds());
  }

  static String properties(StackConfig config, int ordinal) {
    var identity = new LinkedHashMap<String, String>();
    identity.put("process.roles", "controller");
    identity.put("node.id", String.valueOf(nodeId(ordinal)));
    var listeners = new LinkedHashMap<String, String>();
    listeners.put("listeners", "CONTROLLER://:" + Names.CONTROLLER_PORT);
    listeners.put("advertised.listeners", "CONTROLLER://" + address(config, ordinal));
    listeners.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    return new PropertiesText()
        .section("Identity", identity)
        .section("Listeners", listeners)
        .section("Metadata", voters(config))
        .section("Storage", Map.of("log.dirs", NodeSet.DATA_PATH + "/metadata"))
        .section("Cluster", ServerSettings.of(config))
        .toString();
  }

  /** How every node finds the quorum. */
  static Map<String, String> voters(StackConfig config) {
    var voters = new LinkedHashMap<String, String>();
    voters.put("controller.listener.names", "CONTROLLER");
    voters.put(
        "controller.quorum.voters",
        BrokerAddresses.join(config.quorum().members(), i -> nodeId(i) + "@" + address(config, i)));
    return voters;
  }

  /** Writes the cluster's id into an empty volume, and leaves one that has it as it is. */
  static List<String> format(StackConfig config) {
    return JavaCommand.of(
        List.of("-Xmx128M", Logging.of(config).jvmFlag()),
        "kafka.tools.StorageTool",
        "format",
        "--ignore-formatted",
        "--cluster-id=" + clusterId(config),
        "--config=" + JavaCommand.OWN_FILE);
  }

  /**
   * The same for the same project and brokers, so that retained volumes are taken up again after
   * the stack was destroyed and made anew.
   */
  static String clusterId(StackConfig config) {
    String seed = "openshift-kafka/" + config.project().name() + "/" + Names.BROKERS;
    UUID uuid = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static int nodeId(int ordinal) {
    return FIRST_NODE_ID + ordinal;
  }

  private static String address(StackConfig config, int ordinal) {
    return BrokerAddresses.pod(config, Names.CONTROLLERS, ordinal) + ":" + Names.CONTROLLER_PORT;
  }
}
