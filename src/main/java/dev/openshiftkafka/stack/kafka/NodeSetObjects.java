package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.apps.v1.StatefulSetArgs;
import com.pulumi.kubernetes.apps.v1.inputs.StatefulSetPersistentVolumeClaimRetentionPolicyArgs;
import com.pulumi.kubernetes.apps.v1.inputs.StatefulSetSpecArgs;
import com.pulumi.kubernetes.apps.v1.inputs.StatefulSetUpdateStrategyArgs;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccountArgs;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.inputs.PersistentVolumeClaimArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudgetArgs;
import com.pulumi.kubernetes.policy.v1.inputs.PodDisruptionBudgetSpecArgs;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import java.util.Map;
import java.util.TreeMap;

/** Renders the objects of a {@link NodeSet}. */
final class NodeSetObjects {
  private final String namespace;
  private final NodeSet set;

  NodeSetObjects(String namespace, NodeSet set) {
    this.namespace = namespace;
    this.set = set;
  }

  private ObjectMetaArgs meta(String name) {
    return Labels.meta(namespace, name, set.component());
  }

  private LabelSelectorArgs selector() {
    return LabelSelectorArgs.builder().matchLabels(set.selector()).build();
  }

  ServiceAccountArgs serviceAccount() {
    return ServiceAccountArgs.builder()
        .metadata(meta(set.name()))
        .automountServiceAccountToken(false)
        .build();
  }

  ConfigMapArgs configMap() {
    return ConfigMapArgs.builder().metadata(meta(set.name())).data(files()).build();
  }

  private Map<String, String> files() {
    var files = new TreeMap<>(set.files());
    set.exporter().ifPresent(exporter -> files.put(JmxExporter.FILE, exporter.rules()));
    return files;
  }

  ServiceArgs service(NodeSet.ServiceShape shape) {
    ServiceSpecArgs.Builder spec =
        ServiceSpecArgs.builder()
            .selector(set.selector())
            .ports(
                shape.ports().stream()
                    .map(
                        port ->
                            ServicePortArgs.builder()
                                .name(port.name())
                                .port(port.number())
                                .targetPort(port.number())
                                .protocol("TCP")
                                .build())
                    .toList());
    if (shape.headless()) {
      spec.clusterIP("None");
    } else {
      spec.type("ClusterIP");
    }
    if (shape.publishNotReady()) {
      spec.publishNotReadyAddresses(true);
    }
    return ServiceArgs.builder().metadata(meta(shape.name())).spec(spec.build()).build();
  }

  PodDisruptionBudgetArgs disruptionBudget() {
    return PodDisruptionBudgetArgs.builder()
        .metadata(meta(set.name()))
        .spec(
            PodDisruptionBudgetSpecArgs.builder()
                .maxUnavailable(1)
                .selector(selector())
                // A member that is catching up is not ready, and just then must not be evicted.
                .unhealthyPodEvictionPolicy("IfHealthyBudget")
                .build())
        .build();
  }

  /**
   * The StatefulSet.
   *
   * <p>All members start at once: one whose zone is lost must not hold up the others, and an
   * ensemble that starts from nothing needs a majority to become ready.
   */
  StatefulSetArgs statefulSet(
      PersistentVolumeClaimArgs claimTemplate, Map<String, String> podAnnotations) {
    return StatefulSetArgs.builder()
        .metadata(meta(set.name()))
        .spec(
            StatefulSetSpecArgs.builder()
                .replicas(set.replicas())
                .serviceName(set.services().get(0).name())
                .podManagementPolicy("Parallel")
                .revisionHistoryLimit(10)
                .selector(selector())
                .updateStrategy(
                    StatefulSetUpdateStrategyArgs.builder().type("RollingUpdate").build())
                .persistentVolumeClaimRetentionPolicy(
                    StatefulSetPersistentVolumeClaimRetentionPolicyArgs.builder()
                        .whenDeleted("Retain")
                        .whenScaled("Retain")
                        .build())
                .template(NodeSetPods.template(set, podAnnotations))
                .volumeClaimTemplates(claimTemplate)
                .build())
        .build();
  }
}
