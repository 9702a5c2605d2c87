package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.MigrationPhase;
import dev.openshiftkafka.config.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Permits the changes of {@code metadata} and {@code migration.phase} that Kafka supports on a
 * running stack.
 *
 * <p>An update exports the phase only when it has reached what the phase waits for, so the phase in
 * a snapshot is done.
 */
public final class MigrationGuard {
  private static final String GUIDE = " (docs/migrate-to-kraft.md)";

  /** State of a stack with ZooKeeper and without a migration. */
  private static final String NONE = "none";

  private static final String KRAFT = "kraft";
  private static final String PROVISION = MigrationPhase.PROVISION.toString();
  private static final String MIGRATE = MigrationPhase.MIGRATE.toString();
  private static final String BROKERS = MigrationPhase.BROKERS.toString();
  private static final String FINALIZE = MigrationPhase.FINALIZE.toString();
  private static final String ROLLBACK = MigrationPhase.ROLLBACK.toString();

  /** The states that may follow each one, the usual one first. */
  private static final Map<String, List<String>> NEXT =
      Map.of(
          NONE, List.of(PROVISION),
          PROVISION, List.of(MIGRATE, ROLLBACK),
          MIGRATE, List.of(BROKERS, ROLLBACK),
          BROKERS, List.of(FINALIZE, MIGRATE),
          FINALIZE, List.of(KRAFT),
          ROLLBACK, List.of(NONE, PROVISION),
          KRAFT, List.of());

  private final Map<String, String> deployed;
  private final StackConfig config;
  private final String before;
  private final String after;
  private final List<String> reasons = new ArrayList<>();

  private MigrationGuard(Map<String, String> deployed, StackConfig config) {
    this.deployed = deployed;
    this.config = config;
    this.before = state(deployed);
    this.after = state(DeploymentSnapshot.of(config));
  }

  private static String state(Map<String, String> snapshot) {
    return KRAFT.equals(snapshot.get(DeploymentSnapshot.METADATA))
        ? KRAFT
        : snapshot.getOrDefault(DeploymentSnapshot.MIGRATION_PHASE, NONE);
  }

  /** The reasons to refuse a change, each with what to do; empty when it is permitted. */
  static List<String> refusals(Map<String, String> deployed, StackConfig config) {
    var guard = new MigrationGuard(deployed, config);
    if (deployed.isEmpty()) {
      guard.checkNew();
    } else if (guard.checkStep()) {
      guard.checkOtherChanges();
    }
    return List.copyOf(guard.reasons);
  }

  private void checkNew() {
    if (config.migration() != null) {
      reasons.add(
          "migration.phase: "
              + after
              + ": a new stack has no metadata to migrate; remove migration, or set metadata kraft"
              + " and a 4.x version");
    } else if (isMigratedVersion(config)) {
      reasons.add(
          "kafka.version: "
              + config.kafka().version()
              + ": runs with metadata kraft only after a migration, and this stack is new; set"
              + " a 4.x version");
    }
  }

  /** Whether the version is the last one with ZooKeeper, although the stack has none. */
  private static boolean isMigratedVersion(StackConfig config) {
    return config.metadata() == MetadataMode.KRAFT && config.kafka().isVersion3();
  }

  /** Whether the next state may follow the last one, apart from permissions. */
  private boolean checkStep() {
    List<String> next = NEXT.getOrDefault(before, List.of());
    if (before.equals(after)) {
      return true;
    }
    if (next.contains(after)) {
      checkReset();
      return true;
    }
    if (before.equals(KRAFT)) {
      refuse("the metadata in ZooKeeper are gone or stale; keep kraft");
    } else if (before.equals(FINALIZE)) {
      refuse(
          "the controllers no longer write to ZooKeeper, whose metadata are stale; keep finalize,"
              + " or set metadata kraft");
    } else if (before.equals(NONE) && after.equals(KRAFT)) {
      refuse(
          "the brokers would start without metadata: no topics, no offsets; keep zookeeper,"
              + " and set migration.phase provision first"
              + GUIDE);
    } else {
      refuse("this skips a step; set " + String.join(" or ", next) + GUIDE);
    }
    return false;
  }

  private void checkReset() {
    if (before.equals(ROLLBACK)
        && after.equals(PROVISION)
        && !config.migration().allowControllerReset()) {
      refuse(
          "the controllers' volumes have the metadata of the attempt that was rolled back; set"
              + " migration.allowControllerReset to true to delete them");
    }
  }

  /** During a migration, nodes of two modes run, and Kafka's metadata version must not change. */
  private void checkOtherChanges() {
    boolean migrating = !before.equals(after) || config.migration() != null;
    if (!migrating) {
      return;
    }
    keep("kafka.version", deployed.get(DeploymentSnapshot.VERSION), config.kafka().version());
    int brokers = DeploymentSnapshot.brokers(deployed);
    keep(
        "kafka.brokers",
        brokers == 0 ? null : String.valueOf(brokers),
        config.kafka().brokers().toString());
  }

  private void keep(String key, @Nullable String last, String now) {
    if (last != null && !last.equals(now)) {
      reasons.add(
          "%s: %s -> %s: cannot change during a migration; keep %s until metadata is kraft, or until"
                  .formatted(key, last, now, last)
              + " migration is removed after a rollback");
    }
  }

  private void refuse(String why) {
    boolean phases = !after.equals(KRAFT) && !before.equals(KRAFT);
    String from = phases || before.equals(KRAFT) ? before : phaseOf("zookeeper", before);
    String to = phases || after.equals(KRAFT) ? after : phaseOf("zookeeper", after);
    reasons.add((phases ? "migration.phase: " : "metadata: ") + from + " -> " + to + ": " + why);
  }

  private static String phaseOf(String metadata, String phase) {
    return phase.equals(NONE) ? metadata : metadata + " (migration.phase " + phase + ")";
  }

  /** What the update does to a running stack; empty unless it changes the phase. */
  public static Optional<String> advice(Map<String, String> deployed, StackConfig config) {
    var guard = new MigrationGuard(deployed, config);
    if (deployed.isEmpty() || guard.before.equals(guard.after)) {
      return Optional.empty();
    }
    return Optional.ofNullable(guard.effects())
        .map(effects -> "migration: " + guard.before + " -> " + guard.after + ": " + effects);
  }

  private @Nullable String effects() {
    if (after.equals(PROVISION)) {
      return "creates the KRaft controllers and restarts no broker; way back: rollback";
    } else if (after.equals(MIGRATE)) {
      return before.equals(BROKERS)
          ? "restarts all brokers, one at a time, as ZooKeeper brokers that the KRaft controllers"
              + " control; way back: rollback"
          : "restarts all brokers, one at a time; then the KRaft controllers copy the metadata from"
              + " ZooKeeper and control the brokers; way back: rollback";
    } else if (after.equals(BROKERS)) {
      return "restarts all brokers, one at a time, as KRaft brokers; way back: migrate";
    } else if (after.equals(FINALIZE)) {
      return "restarts all controllers, one at a time, without ZooKeeper; there is no way back";
    } else if (after.equals(ROLLBACK)) {
      return "stops the KRaft controllers, gives control back to a broker, and restarts all brokers"
          + " that know the controllers, one at a time";
    } else if (after.equals(KRAFT)) {
      return "deletes ZooKeeper with its volumes; there is no way back";
    } else if (after.equals(NONE)) {
      return "deletes the stopped KRaft controllers with their volumes";
    }
    return null;
  }
}
