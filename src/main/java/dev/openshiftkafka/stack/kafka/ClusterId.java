package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.MigrationPhase;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.kafka.NodeSet.Init;
import dev.openshiftkafka.stack.readiness.Readiness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The cluster id, with which the init containers of KRaft nodes format empty volumes.
 *
 * <p>The id of a new stack is computed. A stack that was created with ZooKeeper keeps the random id
 * that Kafka stored there: its init containers never format a volume that has an id, and read the
 * id for an empty one from ZooKeeper or, when the node does not use it, from the controllers.
 *
 * @param kept whether the id was ZooKeeper's
 */
record ClusterId(StackConfig config, boolean kept) {
  /** The init container of controllers. */
  Optional<Init> controllers() {
    // They use ZooKeeper until finalize, so that no other phase changes their pods.
    boolean useZooKeeper = config.hasZooKeeper() && !config.isIn(MigrationPhase.FINALIZE);
    return Optional.of(kept ? keeping(useZooKeeper) : computing());
  }

  /** The init container of brokers, which ZooKeeper brokers do not have. */
  Optional<Init> brokers() {
    if (!config.brokersAreKraft()) {
      return Optional.empty();
    }
    return Optional.of(kept ? keeping(false) : computing());
  }

  /** Formats an empty volume with the computed id, and skips a formatted one. */
  private Init computing() {
    return new Init(
        NodeJvm.java(
            List.of("-Xmx128M", NodeJvm.of(config).loggingFlag()),
            "kafka.tools.StorageTool",
            "format",
            "--ignore-formatted",
            "--cluster-id=" + computed(config),
            "--config=" + NodeJvm.OWN_FILE),
        List.of());
  }

  private Init keeping(boolean fromZooKeeper) {
    var arguments = new ArrayList<>(List.of("--server-properties=" + NodeJvm.OWN_FILE));
    if (fromZooKeeper) {
      arguments.add("--zookeeper=" + ZooKeeper.connect(config));
    }
    if (config.isIn(MigrationPhase.PROVISION) && config.migration().allowControllerReset()) {
      arguments.add("--allow-reset");
    }
    return new Init(
        Readiness.formatCommand(
            List.of("-Xmx128M", NodeJvm.of(config).loggingFlag()), List.copyOf(arguments)),
        List.of(Readiness.programMount()));
  }

  /**
   * The cluster id, derived from the project name. A stack that is created again has the same id,
   * so it accepts the volumes that were retained by {@code pulumi destroy}.
   */
  static String computed(StackConfig config) {
    String seed = "openshift-kafka/" + config.project().name() + "/" + Names.BROKERS;
    UUID uuid = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
