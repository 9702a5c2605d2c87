package dev.openshiftkafka.stack.aws;

import dev.openshiftkafka.config.AwsConfig;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tags of AWS resources.
 *
 * @param config the layer's configuration
 * @param stack name of the Pulumi stack
 */
record Tags(AwsConfig config, String stack) {
  /** Which volumes a snapshot policy takes. */
  static final String SNAPSHOT = "openshift-kafka:snapshot";

  /** Name of a resource, which begins with the cluster's as all of its resources do. */
  String name(String suffix) {
    return config.infrastructureName() + "-" + suffix;
  }

  /** Tags of a resource of this stack. */
  Map<String, String> of(String suffix) {
    var tags = new TreeMap<>(config.tags());
    tags.put("Name", name(suffix));
    tags.put("openshift-kafka:stack", stack);
    return Map.copyOf(tags);
  }

  /**
   * Tags of a resource that OpenShift must know as its own. Shared and not owned: the uninstaller
   * of OpenShift deletes what is owned.
   */
  Map<String, String> ofCluster(String suffix) {
    var tags = new TreeMap<>(of(suffix));
    tags.put("kubernetes.io/cluster/" + config.infrastructureName(), "shared");
    return Map.copyOf(tags);
  }

  /** The snapshot tag's value: two stacks never take one another's volumes. */
  String snapshotValue() {
    return name(stack);
  }
}
