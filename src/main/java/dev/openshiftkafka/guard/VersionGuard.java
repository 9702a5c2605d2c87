package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses downgrades of Kafka whose metadata the earlier version may not support.
 *
 * <p>Each minor version of 4.x supports the metadata of all earlier ones, so that an upgrade can
 * skip minor versions, and of no later one. They support that of 3.9 with KRaft, too, which a stack
 * runs after its migration ({@link MigrationGuard}).
 *
 * <p>Kafka 4.4 and later format the volume of a controller so that an earlier version runs on it,
 * but does not find the feature levels: all of them are 0 then, and the metadata.version is the
 * latest of the earlier version (KIP-1170). A stack that was created with such a version therefore
 * cannot go back, whatever was finalized.
 */
public final class VersionGuard {
  /** The first line of which KIP-1170 is a part. */
  private static final int KIP_1170 = line("4.4.0");

  private VersionGuard() {}

  /** The reason to refuse the change of the version; empty when there is none. */
  public static Optional<String> refusal(Map<String, String> deployed, StackConfig config) {
    String before = comparableVersion(deployed, config);
    String after = config.kafka().version();
    if (before == null || line(after) >= line(before)) {
      return Optional.empty();
    }
    String first = DeploymentSnapshot.firstVersion(deployed, config);
    if (line(first) >= KIP_1170 && line(after) < line(first)) {
      return Optional.of(
          ("kafka.version: %s -> %s: Kafka %s formatted the volumes of this stack's controllers,"
                  + " and Kafka %s does not find the feature levels in them (KIP-1170); keep %s")
              .formatted(before, after, first, minorVersion(after), before));
    }
    if (config.kafka().allowVersionDowngrade()) {
      return Optional.empty();
    }
    return Optional.of(
        ("kafka.version: %s -> %s: Kafka %s cannot read metadata whose metadata.version was"
                + " finalized for a later version, as in a cluster created with %s; keep %s, or"
                + " check the finalized metadata.version with %s and, if %s supports it, set"
                + " kafka.allowVersionDowngrade to true")
            .formatted(
                before,
                after,
                minorVersion(after),
                minorVersion(before),
                before,
                finalizeCommand(config),
                minorVersion(after)));
  }

  /** What to do after an upgrade to a later minor version; empty after any other change. */
  public static Optional<String> advice(Map<String, String> deployed, StackConfig config) {
    String before = comparableVersion(deployed, config);
    String after = config.kafka().version();
    if (before == null || line(after) <= line(before)) {
      return Optional.empty();
    }
    return Optional.of(
        ("kafka.version: %s -> %s: new features of %s stay disabled, and a downgrade to %s stays"
                + " possible, until you finalize them: %s")
            .formatted(
                before, after, minorVersion(after), minorVersion(before), finalizeCommand(config)));
  }

  /** The command that finalizes the features of the running version. */
  public static String finalizeCommand(StackConfig config) {
    return "bin/kafka-stack finalize-features --namespace=" + config.project().name();
  }

  /** The deployed version; null unless both versions run with KRaft. */
  private static @Nullable String comparableVersion(
      Map<String, String> deployed, StackConfig config) {
    boolean kraft =
        config.metadata() == MetadataMode.KRAFT
            && "kraft".equals(deployed.get(DeploymentSnapshot.METADATA));
    return kraft ? deployed.get(DeploymentSnapshot.VERSION) : null;
  }

  /** A number that grows with each minor version. */
  private static int line(String version) {
    String[] parts = version.split("\\.", 3);
    return 1000 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
  }

  private static String minorVersion(String version) {
    return version.substring(0, version.lastIndexOf('.'));
  }
}
