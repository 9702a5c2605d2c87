package dev.openshiftkafka.stack.kafka;

import static dev.openshiftkafka.kubernetes.ApiResource.inCluster;
import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.stack.readiness.Readiness;

/** Names the objects that {@link KafkaCluster} declares, for the rights of its deployer. */
public final class ClusterObjects {
  private ClusterObjects() {}

  /** Adds the names of all objects of the cluster. */
  public static void addTo(ResourceInventory objects, StackConfig config) {
    new NetworkRules(config)
        .all()
        .keySet()
        .forEach(name -> objects.add(inProject("networking.k8s.io", "networkpolicies"), name));
    objects.add(inProject("", "configmaps"), Readiness.NAME);
    KafkaCluster.sets(config).forEach(set -> add(objects, config.project().name(), set));
  }

  private static void add(ResourceInventory objects, String namespace, NodeSet set) {
    objects
        .add(inProject("", "serviceaccounts"), set.name())
        .add(inProject("", "configmaps"), set.name())
        .add(inProject("apps", "statefulsets"), set.name())
        .add(inProject("policy", "poddisruptionbudgets"), set.name());
    set.services().forEach(service -> objects.add(inProject("", "services"), service.name()));
    var volumes = new NodeSetVolumes(namespace, set);
    volumes
        .classes()
        .all()
        .keySet()
        .forEach(name -> objects.add(inCluster("storage.k8s.io", "storageclasses"), name));
    for (int i = 0; i < set.replicas(); i++) {
      objects.add(inProject("", "persistentvolumeclaims"), Names.claim(set.name(), i));
      if (volumes.isStatic()) {
        objects.add(inCluster("", "persistentvolumes"), volumes.volumeName(i));
      }
    }
  }
}
