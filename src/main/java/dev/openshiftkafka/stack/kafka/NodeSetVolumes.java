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
import com.pulumi.kubernetes.core.v1.inputs.VolumeNodeAffinityArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.config.VolumeSource;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import java.util.Map;

/**
 * Renders one claim per pod, and what it is bound to.
 *
 * <p>The claims are declared and not left to the StatefulSet, so that the zone of each is known
 * beforehand, its growth is a diff in review, and `pulumi destroy` knows it. The StatefulSet finds
 * them by their names.
 */
final class NodeSetVolumes {
  private static final String EBS_DRIVER = "ebs.csi.aws.com";
  private static final String ACCESS = "ReadWriteOnce";

  /**
   * A claim of a class that waits for its first pod is bound only after this resource exists, and
   * one of a declared volume at once; the plugin expects either the one or the other. The pods say
   * it when a claim is not bound, and the StatefulSet waits for them.
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

  boolean isStatic() {
    return volume.source() != VolumeSource.DYNAMIC;
  }

  /** Objects outside projects carry the project in their names, lest two stacks collide. */
  String volumeName(int ordinal) {
    return namespace + "-" + Names.claim(set.name(), ordinal);
  }

  StorageClasses classes() {
    return new StorageClasses(namespace, set);
  }

  /**
   * The volume of one pod, reserved for its claim and tied to its zone.
   *
   * @param declared ids of the EBS volumes that the stack declares itself, by claim
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
                .storageClassName(classes().name(ordinal))
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

  /** The template that gives the claims their names. */
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
        .storageClassName(classes().name(ordinal))
        .resources(
            ResourceRequirementsArgs.builder().requests(Map.of("storage", volume.size())).build());
  }
}
