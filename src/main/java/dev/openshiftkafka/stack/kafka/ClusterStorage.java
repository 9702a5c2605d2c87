package dev.openshiftkafka.stack.kafka;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inCluster;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.PersistentVolume;
import com.pulumi.kubernetes.storage.v1.StorageClass;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The cluster-scoped objects behind the PersistentVolumeClaims of a node set: its StorageClasses
 * and, unless a driver provisions the volumes, its PersistentVolumes.
 *
 * @param protect whether the PersistentVolumes are protected
 * @param parent component of the objects
 */
record ClusterStorage(NodeSetVolumes volumes, boolean protect, Resource parent) {
  /**
   * Declares the objects.
   *
   * @param volumeIds ids of the EBS volumes that the stack declares, by PersistentVolumeClaim
   * @return for each pod, in order, the object that its claim depends on
   */
  List<Resource> declare(Map<String, Output<String>> volumeIds) {
    var classes = new HashMap<String, Resource>();
    volumes
        .classes()
        .forEach((name, args) -> classes.put(name, new StorageClass(name, args, child().build())));
    var bound = new ArrayList<Resource>();
    for (int i = 0; i < volumes.replicas(); i++) {
      Resource storageClass = Objects.requireNonNull(classes.get(volumes.className(i)));
      bound.add(volumes.isStatic() ? volume(i, storageClass, volumeIds) : storageClass);
    }
    return bound;
  }

  private Resource volume(
      int ordinal, Resource storageClass, Map<String, Output<String>> volumeIds) {
    return new PersistentVolume(
        volumes.volumeName(ordinal),
        volumes.persistentVolume(ordinal, volumeIds),
        child()
            .protect(protect)
            .dependsOn(storageClass)
            // The CSI driver raises it when a claim is expanded; an update must not lower it.
            .ignoreChanges("spec.capacity")
            .build());
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(parent);
  }

  /** Adds the objects. */
  static void addTo(ResourceInventory inventory, NodeSetVolumes volumes) {
    volumes
        .classes()
        .keySet()
        .forEach(name -> inventory.add(inCluster("storage.k8s.io", "storageclasses"), name));
    for (int i = 0; volumes.isStatic() && i < volumes.replicas(); i++) {
      inventory.add(inCluster("", "persistentvolumes"), volumes.volumeName(i));
    }
  }
}
