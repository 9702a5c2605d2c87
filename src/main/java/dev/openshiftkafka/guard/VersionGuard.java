package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses what cannot be done to the Kafka version of a running cluster, and tells what follows a
 * change of it.
 *
 * <p>Kafka reads the metadata of every line of 4.x before its own, so that lines may be skipped on
 * the way up, and of none after it. From 3.9 to 4.x the metadata moves from ZooKeeper to KRaft,
 * which {@link ImmutableChangeGuard} refuses.
 */
public final class VersionGuard {
  private VersionGuard() {}

  /** The reason why the version must not be changed so; empty when it may. */
  public static Optional<String> refusal(Map<String, String> deployed, StackConfig config) {
    String before = deployed.get(DeploymentSnapshot.VERSION);
    String after = config.kafka().version();
    if (!comparable(deployed, config)
        || minor(after) >= minor(before)
        || config.kafka().allowVersionDowngrade()) {
      return Optional.empty();
    }
    return Optional.of(
        "kafka.version: %s -> %s: Kafka %s cannot read metadata that was made final for a later line,"
                .formatted(before, after, line(after))
            + " as that of a cluster that began with %s is; keep %s, or see the metadata.version that is"
                .formatted(line(before), before)
            + " final with %s: when %s knows it, set kafka.allowVersionDowngrade to true"
                .formatted(finalizeCommand(config), line(after)));
  }

  /** What remains to be done after an upgrade to another line. */
  public static Optional<String> advice(Map<String, String> deployed, StackConfig config) {
    String before = deployed.get(DeploymentSnapshot.VERSION);
    String after = config.kafka().version();
    if (!comparable(deployed, config) || minor(after) <= minor(before)) {
      return Optional.empty();
    }
    return Optional.of(
        "Kafka %s -> %s: what is new in the metadata of %s stays off, and %s can come back, until its"
                .formatted(before, after, line(after), line(before))
            + " features are made final: "
            + finalizeCommand(config));
  }

  /** The command that makes the features of the running version final. */
  public static String finalizeCommand(StackConfig config) {
    return "bin/finalize-features --namespace=" + config.project().name();
  }

  /** Whether both versions are of KRaft: then they differ in their line of 4.x at most. */
  private static boolean comparable(Map<String, String> deployed, StackConfig config) {
    return deployed.containsKey(DeploymentSnapshot.VERSION)
        && config.metadata() == MetadataMode.KRAFT
        && "kraft".equals(deployed.get(DeploymentSnapshot.METADATA));
  }

  private static int minor(String version) {
    return Integer.parseInt(version.split("\\.")[1]);
  }

  private static String line(String version) {
    return version.substring(0, version.lastIndexOf('.'));
  }
}
