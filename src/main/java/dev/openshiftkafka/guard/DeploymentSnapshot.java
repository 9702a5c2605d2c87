package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.config.VolumeSource;
import dev.openshiftkafka.kubernetes.NodeSetPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What of a stack cannot be edited afterwards without losing data, as flat keys and texts.
 *
 * <p>The stack exports it, and the next preview compares.
 */
public final class DeploymentSnapshot {
  static final String METADATA = "metadata";
  static final String VERSION = "version";
  static final String PROJECT = "project";
  static final String SIZE = "size";
  static final String PLACES = "places";
  static final String SOURCE = "source";
  static final String FILE_SYSTEM = "fsType";

  private DeploymentSnapshot() {}

  /** The shape of a configuration. */
  public static Map<String, String> of(StackConfig config) {
    var shape = new TreeMap<String, String>();
    shape.put(METADATA, config.metadata().name().toLowerCase(Locale.ROOT));
    shape.put(PROJECT, config.project().name());
    shape.put(VERSION, config.kafka().version());
    shape.put("clusterDomain", config.project().clusterDomain());
    for (NodeSetPlan set : NodeSetPlan.of(config)) {
      volumes(set, config).forEach((key, value) -> shape.put(set.name() + "." + key, value));
    }
    return shape;
  }

  /**
   * The shape of a configuration, and what else the next edit is compared with.
   *
   * @param further keys of another prefix
   */
  public static Map<String, String> of(StackConfig config, Map<String, String> further) {
    var shape = new TreeMap<>(of(config));
    shape.putAll(further);
    return shape;
  }

  private static Map<String, String> volumes(NodeSetPlan set, StackConfig config) {
    VolumeConfig volume = set.volume();
    var shape = new LinkedHashMap<String, String>();
    shape.put(SOURCE, volume.source().name().toLowerCase(Locale.ROOT));
    shape.put(SIZE, volume.size());
    if (volume.source() != VolumeSource.LOCAL) {
      shape.put(FILE_SYSTEM, volume.fsType());
    }
    if (volume.source() == VolumeSource.DYNAMIC) {
      shape.put("type", volume.typeOrDefault());
      shape.put("iops", String.valueOf(volume.iops()));
      shape.put("throughput", String.valueOf(volume.throughput()));
      shape.put("encrypted", volume.encrypted().toString());
      shape.put("kmsKeyId", String.valueOf(volume.kmsKeyId()));
    }
    if (volume.isDeclared()) {
      shape.put("kmsKey", key(config.aws()));
    }
    List<String> places = IntStream.range(0, set.replicas()).mapToObj(i -> place(set, i)).toList();
    shape.put(PLACES, String.join(" ", places));
    return shape;
  }

  private static String place(NodeSetPlan set, int ordinal) {
    VolumeConfig volume = set.volume();
    String zone = set.zoneOf(ordinal);
    return switch (volume.source()) {
      case EBS -> zone + "/" + (volume.isDeclared() ? "declared" : volume.handles().get(ordinal));
      case LOCAL -> zone + volume.paths().get(ordinal);
      case DYNAMIC -> zone;
    };
  }

  /** EBS cannot change the key of a volume. */
  private static String key(AwsConfig aws) {
    if (aws.createKey()) {
      return "the stack's own";
    }
    return aws.kmsKeyArn() == null ? "the account's default" : aws.kmsKeyArn();
  }
}
