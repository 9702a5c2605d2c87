package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.SecurityPhase;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.config.VolumeSource;
import dev.openshiftkafka.kubernetes.IdentityAuthentication;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.NodeSetPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The immutable part of a configuration, as flat keys and texts.
 *
 * <p>The stack exports it as the output {@code declaredShape}, with which the next preview compares
 * the configuration.
 */
public final class DeploymentSnapshot {
  static final String METADATA = "metadata";
  static final String VERSION = "version";
  static final String SECURITY_PHASE = "security.phase";

  /** Key of a stack with security whose brokers and controllers log in with passwords. */
  static final String IDENTITIES = "security.identities";

  static final String MIGRATION_PHASE = "migration.phase";
  static final String PROJECT = "project";
  static final String SIZE = "size";
  static final String LOCATIONS = "places";
  static final String SOURCE = "source";
  static final String FILE_SYSTEM = "fsType";

  /** Key that a stack keeps for good whose cluster id was ZooKeeper's. */
  private static final String CLUSTER_ID = "cluster.id";

  /** Key of the version that the stack was created with. */
  private static final String FIRST_VERSION = "version.first";

  private DeploymentSnapshot() {}

  /** The entry of a stack whose cluster id was ZooKeeper's, not the computed one. */
  public static Map<String, String> keptClusterId() {
    return Map.of(CLUSTER_ID, "kept");
  }

  /** Whether a snapshot has {@link #keptClusterId}. */
  public static boolean keepsClusterId(Map<String, String> deployed) {
    return deployed.containsKey(CLUSTER_ID);
  }

  /** The snapshot of a configuration. */
  public static Map<String, String> of(StackConfig config) {
    var snapshot = new TreeMap<String, String>();
    snapshot.put(METADATA, config.metadata().name().toLowerCase(Locale.ROOT));
    snapshot.put(PROJECT, config.project().name());
    snapshot.put(VERSION, config.kafka().version());
    snapshot.put("clusterDomain", config.project().clusterDomain());
    if (config.security() != null) {
      snapshot.put(SECURITY_PHASE, SecurityGuard.phase(config));
      if (IdentityAuthentication.of(config) == IdentityAuthentication.PASSWORD) {
        snapshot.put(IDENTITIES, SecurityGuard.PASSWORDS);
      }
    }
    if (config.migration() != null) {
      snapshot.put(MIGRATION_PHASE, config.migration().phase().toString());
    }
    for (NodeSetPlan set : NodeSetPlan.of(config)) {
      volumes(set, config).forEach((key, value) -> snapshot.put(set.name() + "." + key, value));
    }
    return snapshot;
  }

  /**
   * The snapshot of a configuration with additional entries.
   *
   * @param additional entries whose keys have another prefix
   */
  public static Map<String, String> of(StackConfig config, Map<String, String> additional) {
    var snapshot = new TreeMap<>(of(config));
    snapshot.putAll(additional);
    return snapshot;
  }

  /**
   * The snapshot after an update.
   *
   * @param deployed snapshot of the update before; empty before the first
   * @param additional entries whose keys have another prefix
   */
  public static Map<String, String> after(
      Map<String, String> deployed, StackConfig config, Map<String, String> additional) {
    var snapshot = new TreeMap<>(of(config, additional));
    if (config.metadata() == MetadataMode.KRAFT) {
      snapshot.put(FIRST_VERSION, firstVersion(deployed, config));
    }
    return snapshot;
  }

  /**
   * The version that formatted the volumes of the controllers when the stack was created.
   *
   * <p>The snapshot of an earlier release of this program does not have it. The version that was
   * deployed then takes its place, the latest that it can be.
   */
  static String firstVersion(Map<String, String> deployed, StackConfig config) {
    String version = deployed.getOrDefault(VERSION, config.kafka().version());
    return deployed.getOrDefault(FIRST_VERSION, version);
  }

  /** Number of brokers in a snapshot; 0 before the first update. */
  public static int brokers(Map<String, String> deployed) {
    return nodes(deployed, Names.BROKERS);
  }

  /** Number of KRaft controllers in a snapshot; 0 before the first update, and with ZooKeeper. */
  public static int controllers(Map<String, String> deployed) {
    return nodes(deployed, Names.CONTROLLERS);
  }

  private static int nodes(Map<String, String> deployed, String set) {
    String locations = deployed.get(set + "." + LOCATIONS);
    return locations == null ? 0 : locations.split(" ").length;
  }

  /** Whether brokers in a snapshot have the listener without TLS; not before the first update. */
  public static boolean hasPlainListener(Map<String, String> deployed) {
    return !deployed.isEmpty()
        && !SecurityGuard.name(SecurityPhase.CLOSED).equals(deployed.get(SECURITY_PHASE));
  }

  private static Map<String, String> volumes(NodeSetPlan set, StackConfig config) {
    VolumeConfig volume = set.volume();
    var snapshot = new LinkedHashMap<String, String>();
    snapshot.put(SOURCE, volume.source().name().toLowerCase(Locale.ROOT));
    snapshot.put(SIZE, volume.size());
    if (volume.source() != VolumeSource.LOCAL) {
      snapshot.put(FILE_SYSTEM, volume.fsType());
    }
    if (volume.source() == VolumeSource.DYNAMIC) {
      snapshot.put("type", volume.typeOrDefault());
      snapshot.put("iops", String.valueOf(volume.iops()));
      snapshot.put("throughput", String.valueOf(volume.throughput()));
      snapshot.put("encrypted", volume.encrypted().toString());
      snapshot.put("kmsKeyId", String.valueOf(volume.kmsKeyId()));
    }
    if (volume.isDeclared()) {
      snapshot.put("kmsKey", kmsKey(config.aws()));
    }
    List<String> locations =
        IntStream.range(0, set.replicas()).mapToObj(i -> location(set, i)).toList();
    snapshot.put(LOCATIONS, String.join(" ", locations));
    return snapshot;
  }

  private static String location(NodeSetPlan set, int ordinal) {
    VolumeConfig volume = set.volume();
    String zone = set.zoneOf(ordinal);
    return switch (volume.source()) {
      case EBS -> zone + "/" + (volume.isDeclared() ? "declared" : volume.handles().get(ordinal));
      case LOCAL -> zone + volume.paths().get(ordinal);
      case DYNAMIC -> zone;
    };
  }

  /** The KMS key, which EBS cannot change after a volume has been created. */
  private static String kmsKey(AwsConfig aws) {
    if (aws.createKey()) {
      return "the stack's own";
    }
    return aws.kmsKeyArn() == null ? "the account's default" : aws.kmsKeyArn();
  }
}
