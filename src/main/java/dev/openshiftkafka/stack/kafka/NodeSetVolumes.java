package dev.openshiftkafka.stack.kafka;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.PersistentVolumeArgs;
import com.pulumi.kubernetes.core.v1.PersistentVolumeClaimArgs;
import com.pulumi.kubernetes.core.v1.inputs.CSIPersistentVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.LocalVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.NodeSelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.NodeSelectorRequirementArgs;
import com.pulumi.kubernetes.core.v1.inputs.NodeSelectorTermArgs;
import com.pulumi.kubernetes.core.v1.inputs.ObjectReferenceArgs;
import com.pulumi.kubernetes.core.v1.inputs.PersistentVolumeClaimSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PersistentVolumeSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceRequirementsArgs;
import com.pulumi.kubernetes.core.v1.inputs.TopologySelectorLabelRequirementArgs;
import com.pulumi.kubernetes.core.v1.inputs.TopologySelectorTermArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeNodeAffinityArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.storage.v1.StorageClassArgs;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.config.VolumeSource;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Builds the PersistentVolumeClaim of each pod, with its PersistentVolume or StorageClass.
 *
 * <p>The stack declares the claims instead of the StatefulSet. The zone of each claim is therefore
 * known in advance, an expansion is a diff in the preview, and {@code pulumi destroy} includes
 * them. The StatefulSet finds them by name.
 */
final class NodeSetVolumes {
  private static final String EBS_DRIVER = "ebs.csi.aws.com";
  private static final String ACCESS = "ReadWriteOnce";

  /**
   * A claim of a class with WaitForFirstConsumer is bound when the pod exists, a claim of a
   * declared volume immediately; the plugin supports only one of the two. The StatefulSet waits for
   * its pods instead, whose events report an unbound claim.
   */
  private static final Map<String, String> NOT_AWAITED = Map.of("pulumi.com/skipAwait", "true");

  private final String namespace;
  private final NodeSet set;
  private final VolumeConfig volume;

  NodeSetVolumes(String namespace, NodeSet set) {
    this.namespace = namespace;
    this.set = set;
    this.volume = set.volume();
  }

  int replicas() {
    return set.replicas();
  }

  boolean isStatic() {
    return volume.source() != VolumeSource.DYNAMIC;
  }

  /**
   * The name of a cluster-scoped object contains the project, so that two stacks do not collide.
   */
  String volumeName(int ordinal) {
    return namespace + "-" + Names.claim(set.name(), ordinal);
  }

  /**
   * The volume of one pod, with a reference to its claim and an affinity to its zone.
   *
   * @param declared ids of the EBS volumes that the stack declares, by PersistentVolumeClaim
   */
  PersistentVolumeArgs persistentVolume(int ordinal, Map<String, Output<String>> declared) {
    return PersistentVolumeArgs.builder()
        .metadata(Labels.clusterMeta(volumeName(ordinal), set.component()))
        .spec(
            source(ordinal, declared)
                .capacity(Map.of("storage", volume.size()))
                .accessModes(ACCESS)
                .volumeMode("Filesystem")
                .persistentVolumeReclaimPolicy("Retain")
                .storageClassName(className(ordinal))
                .claimRef(
                    ObjectReferenceArgs.builder()
                        .apiVersion("v1")
                        .kind("PersistentVolumeClaim")
                        .namespace(namespace)
                        .name(Names.claim(set.name(), ordinal))
                        .build())
                .nodeAffinity(inZone(set.placement().zoneOf(ordinal)))
                .build())
        .build();
  }

  private PersistentVolumeSpecArgs.Builder source(
      int ordinal, Map<String, Output<String>> declared) {
    PersistentVolumeSpecArgs.Builder spec = PersistentVolumeSpecArgs.builder();
    return volume.source() == VolumeSource.LOCAL
        ? spec.local(LocalVolumeSourceArgs.builder().path(volume.paths().get(ordinal)).build())
        : spec.csi(
            CSIPersistentVolumeSourceArgs.builder()
                .driver(EBS_DRIVER)
                .volumeHandle(
                    volume.isDeclared()
                        ? declared.get(Names.claim(set.name(), ordinal))
                        : Output.of(volume.handles().get(ordinal)))
                .fsType(volume.fsType())
                .build());
  }

  private static VolumeNodeAffinityArgs inZone(String zone) {
    return VolumeNodeAffinityArgs.builder()
        .required(
            NodeSelectorArgs.builder()
                .nodeSelectorTerms(
                    NodeSelectorTermArgs.builder()
                        .matchExpressions(
                            NodeSelectorRequirementArgs.builder()
                                .key(Placement.ZONE_LABEL)
                                .operator("In")
                                .values(zone)
                                .build())
                        .build())
                .build())
        .build();
  }

  /** The claim of one pod. */
  PersistentVolumeClaimArgs claim(int ordinal) {
    PersistentVolumeClaimSpecArgs.Builder spec = claimSpec(ordinal);
    if (isStatic()) {
      spec.volumeName(volumeName(ordinal));
    }
    return PersistentVolumeClaimArgs.builder()
        .metadata(
            ObjectMetaArgs.builder()
                .namespace(namespace)
                .name(Names.claim(set.name(), ordinal))
                .labels(Labels.of(set.component()))
                .annotations(NOT_AWAITED)
                .build())
        .spec(spec.build())
        .build();
  }

  /** The claim template of the StatefulSet, which defines the names of the claims. */
  com.pulumi.kubernetes.core.v1.inputs.PersistentVolumeClaimArgs template() {
    return com.pulumi.kubernetes.core.v1.inputs.PersistentVolumeClaimArgs.builder()
        .metadata(
            ObjectMetaArgs.builder().name(Names.CLAIM_TEMPLATE).labels(set.selector()).build())
        .spec(claimSpec(0).build())
        .build();
  }

  private PersistentVolumeClaimSpecArgs.Builder claimSpec(int ordinal) {
    return PersistentVolumeClaimSpecArgs.builder()
        .accessModes(ACCESS)
        .volumeMode("Filesystem")
        .storageClassName(className(ordinal))
        .resources(
            ResourceRequirementsArgs.builder().requests(Map.of("storage", volume.size())).build());
  }

  /** Name of the StorageClass of a pod's claim. */
  String className(int ordinal) {
    String name = namespace + "-" + set.name();
    return volume.source() == VolumeSource.DYNAMIC
        ? name + "-" + set.placement().zoneOf(ordinal)
        : name;
  }

  /** All StorageClasses, by name. */
  Map<String, StorageClassArgs> classes() {
    var classes = new LinkedHashMap<String, StorageClassArgs>();
    IntStream.range(0, set.replicas())
        .forEach(
            ordinal ->
                classes.computeIfAbsent(className(ordinal), name -> storageClass(name, ordinal)));
    return classes;
  }

  private StorageClassArgs storageClass(String name, int ordinal) {
    StorageClassArgs.Builder storageClass =
        StorageClassArgs.builder()
            .metadata(Labels.clusterMeta(name, set.component()))
            // The scheduler selects the node first; a volume created before could be in another
            // zone.
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
