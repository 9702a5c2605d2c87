package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.core.v1.inputs.AffinityArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodAffinityTermArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodAntiAffinityArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.TolerationArgs;
import com.pulumi.kubernetes.core.v1.inputs.TopologySpreadConstraintArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.DedicatedNodes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The number of pods, their zones and priority: pod i runs in zone i modulo the number of zones.
 *
 * @param replicas number of pods
 * @param zones availability zones, in order
 * @param dedicated whether the pods run on dedicated nodes only
 * @param priorityClass PriorityClass of the pods; null for the default of the cluster
 * @param scalable whether pods may be added, so that a zone can have several
 */
record Placement(
    int replicas,
    List<String> zones,
    boolean dedicated,
    @Nullable String priorityClass,
    boolean scalable) {
  static final String ZONE_LABEL = "topology.kubernetes.io/zone";

  /** The placement of a StatefulSet in a configuration. */
  static Placement of(StackConfig config, int replicas, boolean scalable) {
    return new Placement(
        replicas, config.zones(), config.dedicatedNodes(), config.priorityClass(), scalable);
  }

  String zoneOf(int ordinal) {
    return zones.get(ordinal % zones.size());
  }

  /**
   * Adds scheduling constraints. The volumes already imply the zones; with the constraints, a
   * volume in the wrong zone causes an unschedulable pod instead of two nodes in one zone. The
   * constraints do not depend on the number of pods, so that an added pod does not restart the
   * existing ones.
   */
  void applyTo(PodSpecArgs.Builder pod, Map<String, String> labels) {
    if (dedicated) {
      pod.nodeSelector(Map.of(DedicatedNodes.KEY, ""))
          .tolerations(
              TolerationArgs.builder()
                  .key(DedicatedNodes.KEY)
                  .operator("Exists")
                  .effect(DedicatedNodes.EFFECT)
                  .build());
    }
    if (priorityClass != null) {
      pod.priorityClassName(priorityClass);
    }
    LabelSelectorArgs selector = LabelSelectorArgs.builder().matchLabels(labels).build();
    if (!scalable) {
      pod.affinity(
          AffinityArgs.builder()
              .podAntiAffinity(
                  PodAntiAffinityArgs.builder()
                      .requiredDuringSchedulingIgnoredDuringExecution(
                          PodAffinityTermArgs.builder()
                              .labelSelector(selector)
                              .topologyKey(ZONE_LABEL)
                              .build())
                      .build())
              .build());
    } else {
      pod.topologySpreadConstraints(
          TopologySpreadConstraintArgs.builder()
              .labelSelector(selector)
              .topologyKey(ZONE_LABEL)
              .maxSkew(1)
              // Otherwise the empty failed zone would keep pods of other zones pending.
              .nodeTaintsPolicy("Honor")
              .whenUnsatisfiable("DoNotSchedule")
              .build());
    }
  }
}
