package dev.openshiftkafka.stack.openshift;

import dev.openshiftkafka.config.AppNodesConfig;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.DedicatedNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Renders the MachineSet of one zone, as openshift/installer describes it for dynamic compute on
 * user-provided infrastructure (docs/user/aws/install_upi.md).
 */
record MachineSpec(StackConfig config, String zone) {
  private static final String CLUSTER_LABEL = "machine.openshift.io/cluster-api-cluster";
  private static final String SET_LABEL = "machine.openshift.io/cluster-api-machineset";

  String name() {
    return aws().infrastructureName() + "-kafka-" + zone;
  }

  Map<String, String> labels() {
    return Map.of(CLUSTER_LABEL, aws().infrastructureName());
  }

  Map<String, Object> spec(String subnet, List<String> groups, String keyArn) {
    Map<String, String> selector =
        Map.of(CLUSTER_LABEL, aws().infrastructureName(), SET_LABEL, name());
    var machineLabels = new TreeMap<>(selector);
    machineLabels.put("machine.openshift.io/cluster-api-machine-role", "worker");
    machineLabels.put("machine.openshift.io/cluster-api-machine-type", "worker");
    var machine = new TreeMap<String, Object>();
    machine.put("providerSpec", Map.of("value", provider(subnet, groups, keyArn)));
    if (config.dedicatedNodes()) {
      machine.put("metadata", Map.of("labels", Map.of(DedicatedNodes.KEY, "")));
      machine.put(
          "taints", List.of(Map.of("key", DedicatedNodes.KEY, "effect", DedicatedNodes.EFFECT)));
    }
    return Map.of(
        "replicas",
        nodes().perZone(),
        "selector",
        Map.of("matchLabels", selector),
        "template",
        Map.of("metadata", Map.of("labels", machineLabels), "spec", machine));
  }

  private Map<String, Object> provider(String subnet, List<String> groups, String keyArn) {
    var provider = new TreeMap<String, Object>();
    provider.put("apiVersion", "machine.openshift.io/v1beta1");
    provider.put("kind", "AWSMachineProviderConfig");
    provider.put("ami", Map.of("id", nodes().ami()));
    provider.put("instanceType", nodes().instanceType());
    provider.put("placement", Map.of("region", aws().region(), "availabilityZone", zone));
    provider.put("subnet", Map.of("id", subnet));
    provider.put("securityGroups", groups.stream().map(id -> Map.of("id", id)).toList());
    provider.put("publicIp", false);
    provider.put("metadataServiceOptions", Map.of("authentication", "Required"));
    provider.put("blockDevices", List.of(Map.of("ebs", rootDisk(keyArn))));
    provider.put("iamInstanceProfile", Map.of("id", profile()));
    provider.put("credentialsSecret", Map.of("name", "aws-cloud-credentials"));
    provider.put("userDataSecret", Map.of("name", "worker-user-data"));
    provider.put("deviceIndex", 0);
    provider.put("tags", tags());
    return provider;
  }

  private Map<String, Object> rootDisk(String keyArn) {
    var disk = new TreeMap<String, Object>();
    disk.put("volumeSize", nodes().rootVolumeGiB());
    disk.put("volumeType", "gp3");
    disk.put("encrypted", true);
    if (keyArn != null) {
      disk.put("kmsKey", Map.of("arn", keyArn));
    }
    return disk;
  }

  private String profile() {
    return nodes().instanceProfile() == null
        ? aws().infrastructureName() + "-worker-profile"
        : nodes().instanceProfile();
  }

  private List<Map<String, String>> tags() {
    var tags = new ArrayList<Map<String, String>>();
    tags.add(
        Map.of("name", "kubernetes.io/cluster/" + aws().infrastructureName(), "value", "owned"));
    aws().tags().forEach((tag, value) -> tags.add(Map.of("name", tag, "value", value)));
    return tags;
  }

  private AwsConfig aws() {
    return config.aws();
  }

  private AppNodesConfig nodes() {
    return aws().nodes();
  }
}
