package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.core.v1.inputs.AffinityArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodAffinityTermArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodAntiAffinityArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.TolerationArgs;
import com.pulumi.kubernetes.core.v1.inputs.TopologySpreadConstraintArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import dev.openshiftkafka.kubernetes.DedicatedNodes;
import java.util.List;
import java.util.Map;

/**
 * How many pods there are and in which zones they run: pod i in zone i modulo the number of zones.
 *
 * @param replicas number of pods
 * @param zones the zones, in the order that decides
 * @param dedicated whether they run on nodes of their own only
 * @param growing whether pods may be added, and then be more than there are zones
 */
record Placement(int replicas, List<String> zones, boolean dedicated, boolean growing) {
  static final String ZONE_LABEL = "topology.kubernetes.io/zone";

  String zoneOf(int ordinal) {
    return zones.get(ordinal % zones.size());
  }

  /**
   * Requires the spread of the scheduler, too, although the volumes imply it: a volume in the wrong
   * zone then shows as an unschedulable pod, and not as two nodes in one zone. The constraints do
   * not depend on the number of pods: an added pod must not restart the existing ones.
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
    LabelSelectorArgs selector = LabelSelectorArgs.builder().matchLabels(labels).build();
    if (!growing) {
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
              // A failed zone has no pods, which must not keep pods of other zones pending.
              .nodeTaintsPolicy("Honor")
              .whenUnsatisfiable("DoNotSchedule")
              .build());
    }
  }
}
