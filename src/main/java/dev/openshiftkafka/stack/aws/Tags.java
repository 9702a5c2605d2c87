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
  /** Tag of the volumes that a snapshot policy backs up. */
  static final String SNAPSHOT = "openshift-kafka:snapshot";

  /**
   * Tag of the volumes that the EBS CSI driver of ROSA may attach (AWS managed policy
   * ROSAAmazonEBSCSIDriverOperatorPolicy).
   */
  private static final String RED_HAT_MANAGED = "red-hat-managed";

  /**
   * Name of a resource; it begins with OpenShift's infrastructure name, like all of the cluster.
   */
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
   * Tags of a resource that OpenShift must recognize as part of the cluster. The value is {@code
   * shared}, because OpenShift's uninstaller deletes resources with the value {@code owned}.
   */
  Map<String, String> ofCluster(String suffix) {
    var tags = new TreeMap<>(of(suffix));
    tags.put("kubernetes.io/cluster/" + config.infrastructureName(), "shared");
    return Map.copyOf(tags);
  }

  /** Tags of a data volume, which the EBS CSI driver of the cluster attaches. */
  Map<String, String> ofVolume(String suffix) {
    var tags = new TreeMap<>(ofCluster(suffix));
    if (config.clusterType().isRosa()) {
      tags.put(RED_HAT_MANAGED, "true");
    }
    return Map.copyOf(tags);
  }

  /** Value of the snapshot tag; it contains the stack, so that stacks do not share volumes. */
  String snapshotValue() {
    return name(stack);
  }
}
