package dev.openshiftkafka.stack.kafka;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apps.v1.StatefulSet;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.PersistentVolume;
import com.pulumi.kubernetes.core.v1.PersistentVolumeClaim;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudget;
import com.pulumi.kubernetes.storage.v1.StorageClass;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.kubernetes.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Declares a set of pods with everything that belongs to it: identity, files, volumes, Services.
 */
final class NodeSetComponent extends ComponentResource {
  private final NodeSet set;
  private final String namespace;
  private final boolean protect;
  private final Map<String, Output<String>> volumeIds;
  private final Map<String, Resource> classes = new HashMap<>();
  private final StatefulSet statefulSet;

  /**
   * Declares the set.
   *
   * @param surroundings what the set stands in, and what must hold before it is touched
   * @param after what must be ready before the pods are touched
   */
  NodeSetComponent(
      NodeSet set,
      DeploymentContext surroundings,
      List<Resource> after,
      ComponentResourceOptions options) {
    super("openshiftkafka:kafka:Members", set.name(), ResourceArgs.Empty, options);
    this.set = set;
    this.namespace = surroundings.namespace();
    this.protect = surroundings.protect();
    this.volumeIds = surroundings.volumeIds();
    var objects = new NodeSetObjects(namespace, set);
    var before = new ArrayList<Resource>();
    before.add(new ServiceAccount(set.name(), objects.serviceAccount(), child().build()));
    before.add(new ConfigMap(set.name(), objects.configMap(), child().build()));
    before.addAll(services(objects, true, List.of()));
    before.addAll(volumes());
    before.addAll(after);
    statefulSet = statefulSet(objects, surroundings, List.copyOf(before));
    // A Service that is not headless is ready with its pods, so it comes after them.
    services(objects, false, List.of(statefulSet));
    new PodDisruptionBudget(set.name(), objects.disruptionBudget(), child().build());
    this.registerOutputs(Map.of());
  }

  /** The pods: ready when all of them are. */
  Resource statefulSet() {
    return statefulSet;
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  private List<Resource> services(NodeSetObjects objects, boolean headless, List<Resource> after) {
    return set.services().stream()
        .filter(shape -> shape.headless() == headless)
        .<Resource>map(
            shape ->
                new Service(shape.name(), objects.service(shape), child().dependsOn(after).build()))
        .toList();
  }

  private List<Resource> volumes() {
    var volumes = new NodeSetVolumes(namespace, set);
    volumes
        .classes()
        .all()
        .forEach((name, args) -> classes.put(name, new StorageClass(name, args, child().build())));
    var claims = new ArrayList<Resource>();
    for (int i = 0; i < set.replicas(); i++) {
      claims.add(claim(volumes, i));
    }
    return claims;
  }

  private Resource claim(NodeSetVolumes volumes, int ordinal) {
    Resource bound = classes.get(volumes.classes().name(ordinal));
    if (volumes.isStatic()) {
      bound =
          new PersistentVolume(
              volumes.volumeName(ordinal),
              volumes.persistentVolume(ordinal, volumeIds),
              child()
                  .protect(protect)
                  .dependsOn(bound)
                  // Growing a claim makes the driver raise this; it is not for us to lower again.
                  .ignoreChanges("spec.capacity")
                  .build());
    }
    return new PersistentVolumeClaim(
        Names.claim(set.name(), ordinal),
        volumes.claim(ordinal),
        child().protect(protect).dependsOn(bound).build());
  }

  private StatefulSet statefulSet(
      NodeSetObjects objects, DeploymentContext surroundings, List<Resource> before) {
    Duration patience = Duration.ofSeconds(set.readyTimeoutSeconds());
    return new StatefulSet(
        set.name(),
        objects.statefulSet(
            new NodeSetVolumes(namespace, set).template(), surroundings.podAnnotations()),
        child()
            .protect(protect)
            .dependsOn(before)
            // The claims exist before the StatefulSet looks for them, so its template only names
            // them; an edit of it would replace the StatefulSet for nothing.
            .ignoreChanges("spec.volumeClaimTemplates")
            .customTimeouts(CustomTimeouts.builder().create(patience).update(patience).build())
            .build());
  }
}
