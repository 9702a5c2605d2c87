package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.MigrationPhase;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.QuorumForm;
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
 * <p>The init containers of controllers also decide whether an empty volume may be formatted
 * (docs/quorum.md), except with {@link QuorumForm#STATIC}: the pods of such a stack are those of an
 * earlier release, and must not restart without an edit.
 *
 * @param kept whether the id was ZooKeeper's
 */
record ClusterId(StackConfig config, boolean kept) {
  /** The init container of controllers. */
  Optional<Init> controllers(QuorumForm form) {
    if (kept) {
      // They use ZooKeeper until finalize, so that no other phase changes their pods.
      boolean useZooKeeper = config.hasZooKeeper() && !config.isIn(MigrationPhase.FINALIZE);
      return Optional.of(keeping(useZooKeeper));
    }
    if (form == QuorumForm.STATIC) {
      return Optional.of(computing());
    }
    var arguments = new ArrayList<>(List.of("--cluster-id=" + computed(config)));
    if (form == QuorumForm.DYNAMIC) {
      arguments.add("--found-quorum");
    }
    return Optional.of(asking(arguments));
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
    var arguments = new ArrayList<String>();
    if (fromZooKeeper) {
      arguments.add("--zookeeper=" + ZooKeeper.connect(config));
    }
    if (config.isIn(MigrationPhase.PROVISION) && config.migration().allowControllerReset()) {
      arguments.add("--allow-reset");
    }
    return asking(arguments);
  }

  /** Formats an empty volume when ZooKeeper or the other controllers permit it. */
  private Init asking(List<String> options) {
    var arguments = new ArrayList<>(List.of("--server-properties=" + NodeJvm.OWN_FILE));
    arguments.addAll(options);
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
