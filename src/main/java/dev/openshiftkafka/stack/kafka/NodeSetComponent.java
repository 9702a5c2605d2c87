package dev.openshiftkafka.stack.kafka;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apps.v1.StatefulSet;
import com.pulumi.kubernetes.apps.v1.StatefulSetArgs;
import com.pulumi.kubernetes.apps.v1.inputs.StatefulSetPersistentVolumeClaimRetentionPolicyArgs;
import com.pulumi.kubernetes.apps.v1.inputs.StatefulSetSpecArgs;
import com.pulumi.kubernetes.apps.v1.inputs.StatefulSetUpdateStrategyArgs;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.PersistentVolumeClaim;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.ServiceAccountArgs;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.inputs.PersistentVolumeClaimArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudget;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudgetArgs;
import com.pulumi.kubernetes.policy.v1.inputs.PodDisruptionBudgetSpecArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.NodeSetPlan;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.stack.kafka.NodeSet.NodeService;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import dev.openshiftkafka.stack.monitoring.Monitoring;
import dev.openshiftkafka.stack.security.NodeCertificates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The resources of a {@link NodeSet}: service account, ConfigMap, volumes, Services, StatefulSet
 * and PodDisruptionBudget.
 */
final class NodeSetComponent extends ComponentResource {
  private static final Duration STOP_MARGIN = Duration.ofMinutes(2);

  private final NodeSet set;
  private final StackConfig config;
  private final String namespace;
  private final NodeSetVolumes volumes;
  private final StatefulSet statefulSet;

  /**
   * Declares the resources.
   *
   * @param after resources that must be ready before the pods are created or changed
   */
  NodeSetComponent(
      NodeSet set,
      StackConfig config,
      Map<String, Output<String>> volumeIds,
      List<Resource> after,
      ComponentResourceOptions options) {
    // The type token is part of the URNs of deployed resources.
    super("openshiftkafka:kafka:Members", set.name(), ResourceArgs.Empty, options);
    this.set = set;
    this.config = config;
    this.namespace = config.project().name();
    this.volumes = new NodeSetVolumes(namespace, set);
    var before = new ArrayList<Resource>();
    before.add(new ServiceAccount(set.name(), serviceAccountArgs(), child().build()));
    before.add(new ConfigMap(set.name(), configMapArgs(), child().build()));
    before.addAll(services(true, List.of()));
    before.addAll(claims(volumeIds));
    before.addAll(after);
    statefulSet = statefulSet(List.copyOf(before));
    // Pulumi waits until a Service with a cluster IP has ready pods, so it is declared after them.
    services(false, List.of(statefulSet));
    new PodDisruptionBudget(set.name(), disruptionBudgetArgs(), child().build());
    this.registerOutputs(Map.of());
  }

  /** The StatefulSet: ready when all of its pods are. */
  Resource statefulSet() {
    return statefulSet;
  }

  /** Adds its objects, except the service account. */
  static void addTo(ResourceInventory inventory, String namespace, NodeSet set) {
    inventory
        .add(inProject("", "configmaps"), set.name())
        .add(inProject("apps", "statefulsets"), set.name())
        .add(inProject("policy", "poddisruptionbudgets"), set.name());
    set.services().forEach(service -> inventory.add(inProject("", "services"), service.name()));
    ClusterStorage.addTo(inventory, new NodeSetVolumes(namespace, set));
    for (int i = 0; i < set.replicas(); i++) {
      inventory.add(inProject("", "persistentvolumeclaims"), Names.claim(set.name(), i));
    }
  }

  private boolean isProtected() {
    return NodeSetPlan.isProtected(config, set.name());
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  private List<Resource> services(boolean headless, List<Resource> after) {
    return set.services().stream()
        .filter(service -> service.headless() == headless)
        .<Resource>map(
            service ->
                new Service(service.name(), serviceArgs(service), child().dependsOn(after).build()))
        .toList();
  }

  private List<Resource> claims(Map<String, Output<String>> volumeIds) {
    // Without this layer, the administrator's stack has declared what the claims are bound to.
    List<Resource> bound =
        config.declaresAdminObjects()
            ? new ClusterStorage(volumes, isProtected(), this).declare(volumeIds)
            : List.of();
    var claims = new ArrayList<Resource>();
    for (int i = 0; i < set.replicas(); i++) {
      claims.add(
          new PersistentVolumeClaim(
              Names.claim(set.name(), i),
              volumes.claim(i),
              child()
                  .protect(isProtected())
                  .dependsOn(bound.isEmpty() ? List.of() : List.of(bound.get(i)))
                  .build()));
    }
    return claims;
  }

  private StatefulSet statefulSet(List<Resource> before) {
    Duration timeout = Duration.ofSeconds(set.readyTimeoutSeconds());
    // All pods stop at the same time, each within its grace period; the margin is the kubelet's.
    Duration stopped = Duration.ofSeconds(set.podGracePeriodSeconds()).plus(STOP_MARGIN);
    return new StatefulSet(
        set.name(),
        statefulSetArgs(volumes.template(), podAnnotations()),
        child()
            .protect(isProtected())
            .dependsOn(before)
            // The claims exist already, so the template only defines their names. An edit of the
            // template would replace the StatefulSet without any effect.
            .ignoreChanges("spec.volumeClaimTemplates")
            .customTimeouts(
                CustomTimeouts.builder().create(timeout).update(timeout).delete(stopped).build())
            .build());
  }

  private Map<String, String> podAnnotations() {
    var annotations = new TreeMap<>(Names.podAnnotations(config.project()));
    annotations.putAll(Monitoring.nodeAnnotations(config));
    return annotations;
  }

  private ObjectMetaArgs meta(String name) {
    return Labels.meta(namespace, name, set.component());
  }

  private LabelSelectorArgs selector() {
    return LabelSelectorArgs.builder().matchLabels(set.selector()).build();
  }

  private ServiceAccountArgs serviceAccountArgs() {
    return ServiceAccountArgs.builder()
        .metadata(meta(set.name()))
        .automountServiceAccountToken(false)
        .build();
  }

  private ConfigMapArgs configMapArgs() {
    return ConfigMapArgs.builder().metadata(meta(set.name())).data(files()).build();
  }

  private Map<String, String> files() {
    var files = new TreeMap<>(set.files());
    set.exporter().ifPresent(exporter -> files.put(JmxExporter.FILE, exporter.rules()));
    return files;
  }

  private ServiceArgs serviceArgs(NodeService service) {
    ServiceSpecArgs.Builder spec =
        ServiceSpecArgs.builder()
            .selector(set.selector())
            .ports(
                service.ports().stream()
                    .map(
                        port ->
                            ServicePortArgs.builder()
                                .name(port.name())
                                .port(port.number())
                                .targetPort(port.number())
                                .protocol("TCP")
                                .build())
                    .toList());
    if (service.headless()) {
      spec.clusterIP("None");
    } else {
      spec.type("ClusterIP");
    }
    if (service.publishNotReady()) {
      spec.publishNotReadyAddresses(true);
    }
    return ServiceArgs.builder().metadata(serviceMeta(service)).spec(spec.build()).build();
  }

  private ObjectMetaArgs serviceMeta(NodeService service) {
    Map<String, String> annotations =
        set.certificates()
            .filter(certificates -> service.headless())
            .map(NodeCertificates::serviceAnnotations)
            .orElse(Map.of());
    return annotations.isEmpty()
        ? meta(service.name())
        : Labels.meta(namespace, service.name(), set.component(), annotations);
  }

  private PodDisruptionBudgetArgs disruptionBudgetArgs() {
    return PodDisruptionBudgetArgs.builder()
        .metadata(meta(set.name()))
        .spec(
            PodDisruptionBudgetSpecArgs.builder()
                .maxUnavailable(1)
                .selector(selector())
                // A node that is catching up is unready, and must not be evicted.
                .unhealthyPodEvictionPolicy("IfHealthyBudget")
                .build())
        .build();
  }

  /**
   * The StatefulSet.
   *
   * <p>All pods start in parallel: a pod of a failed zone must not block the others, and the pods
   * of a new quorum become ready only when a majority runs.
   */
  private StatefulSetArgs statefulSetArgs(
      PersistentVolumeClaimArgs claimTemplate, Map<String, String> podAnnotations) {
    return StatefulSetArgs.builder()
        .metadata(meta(set.name()))
        .spec(
            StatefulSetSpecArgs.builder()
                .replicas(set.stopped() ? 0 : set.replicas())
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
                .template(NodeSetPods.template(set, podAnnotations, config.images()))
                .volumeClaimTemplates(claimTemplate)
                .build())
        .build();
  }
}
