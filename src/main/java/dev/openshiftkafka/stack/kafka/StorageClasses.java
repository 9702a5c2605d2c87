package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.core.v1.inputs.TopologySelectorLabelRequirementArgs;
import com.pulumi.kubernetes.core.v1.inputs.TopologySelectorTermArgs;
import com.pulumi.kubernetes.storage.v1.StorageClassArgs;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.config.VolumeSource;
import dev.openshiftkafka.kubernetes.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Renders the StorageClasses of a {@link NodeSet}: one without provisioner for volumes that
 * exist, or one per zone for volumes that the driver makes, which puts each where its pod belongs.
 */
final class StorageClasses {
  private final String namespace;
  private final NodeSet set;
  private final VolumeConfig volume;

  StorageClasses(String namespace, NodeSet set) {
    this.namespace = namespace;
    this.set = set;
    this.volume = set.volume();
  }

  /** The class of one pod's claim. */
  String name(int ordinal) {
    String name = namespace + "-" + set.name();
    return volume.source() == VolumeSource.DYNAMIC
        ? name + "-" + set.placement().zoneOf(ordinal)
        : name;
  }

  /** All classes, by name. */
  Map<String, StorageClassArgs> all() {
    var classes = new LinkedHashMap<String, StorageClassArgs>();
    IntStream.range(0, set.replicas())
        .forEach(ordinal -> classes.computeIfAbsent(name(ordinal), name -> of(name, ordinal)));
    return classes;
  }

  private StorageClassArgs of(String name, int ordinal) {
    StorageClassArgs.Builder storageClass =
        StorageClassArgs.builder()
            .metadata(Labels.clusterMeta(name, set.component()))
            // The scheduler chooses the node first; a volume made before may lie in another zone.
            .volumeBindingMode("WaitForFirstConsumer")
            .reclaimPolicy("Retain")
            .allowVolumeExpansion(volume.source() != VolumeSource.LOCAL);
    if (volume.source() != VolumeSource.DYNAMIC) {
      return storageClass.provisioner("kubernetes.io/no-provisioner").build();
    }
    return storageClass
        .provisioner("ebs.csi.aws.com")
        .parameters(parameters())
        .allowedTopologies(
            TopologySelectorTermArgs.builder()
                .matchLabelExpressions(
                    TopologySelectorLabelRequirementArgs.builder()
                        .key(Placement.ZONE_LABEL)
                        .values(set.placement().zoneOf(ordinal))
                        .build())
                .build())
        .build();
  }

  private Map<String, String> parameters() {
    var parameters = new TreeMap<String, String>();
    parameters.put("type", volume.typeOrDefault());
    parameters.put("csi.storage.k8s.io/fstype", volume.fsType());
    parameters.put("encrypted", volume.encrypted().toString());
    if (volume.iops() != null) {
      parameters.put("iops", volume.iops().toString());
    }
    if (volume.throughput() != null) {
      parameters.put("throughput", volume.throughput().toString());
    }
    if (volume.kmsKeyId() != null) {
      parameters.put("kmsKeyId", volume.kmsKeyId());
    }
    return parameters;
  }
}
