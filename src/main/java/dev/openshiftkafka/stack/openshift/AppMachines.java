package dev.openshiftkafka.stack.openshift;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AppNodesConfig;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.NodeMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.CustomKind;
import dev.openshiftkafka.kubernetes.DedicatedNodes;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource;
import dev.openshiftkafka.stack.aws.AwsLayer.NodePlacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One MachineSet per zone. OpenShift creates the instances, approves their certificate signing
 * requests, and replacement a deleted Machine.
 */
public final class AppMachines extends ComponentResource {
  private static final String NAMESPACE = "openshift-machine-api";

  /** Declares the MachineSets. */
  public AppMachines(
      StackConfig config, NodePlacement placement, ComponentResourceOptions options) {
    super(
        "openshiftkafka:openshift:AppMachines",
        config.aws().infrastructureName() + "-kafka",
        ResourceArgs.Empty,
        options);
    for (String zone : config.zones()) {
      var machines = new MachineSpec(config, zone);
      new CustomKind(
          "machine.openshift.io/v1beta1",
          "MachineSet",
          machines.name(),
          ObjectMetaArgs.builder()
              .name(machines.name())
              .namespace(NAMESPACE)
              .labels(machines.labels())
              .build(),
          spec(machines, placement, zone),
          CustomResourceOptions.builder()
              .parent(this)
              .protect(config.protect())
              // OpenShift updates the boot image itself; existing Machines keep theirs.
              .ignoreChanges("spec.template.spec.providerSpec.value.ami")
              .build());
    }
    this.registerOutputs(Map.of());
  }

  /** Whether OpenShift creates the app nodes of a configuration. */
  public static boolean isEnabled(StackConfig config) {
    return config.has(Layer.AWS) && config.aws().nodes().mode() == NodeMode.MACHINESETS;
  }

  /** Adds the MachineSets, for the rights of the deployer. */
  public static void addTo(ResourceInventory inventory, StackConfig config) {
    if (isEnabled(config)) {
      var resource = ApiResource.inNamespace("machine.openshift.io", "machinesets", NAMESPACE);
      config.zones().forEach(zone -> inventory.add(resource, new MachineSpec(config, zone).name()));
    }
  }

  private static Output<Map<String, Object>> spec(
      MachineSpec machines, NodePlacement placement, String zone) {
    Output<String> key = placement.keyArn() == null ? Output.of("") : placement.keyArn();
    return Output.tuple(placement.subnets().get(zone), placement.securityGroups(), key)
        .applyValue(
            given ->
                machines.spec(
                    given.t1, List.copyOf(given.t2), given.t3.isEmpty() ? null : given.t3));
  }

  /**
   * Renders the MachineSet of one zone, as openshift/installer documents it for dynamic compute on
   * user-provisioned infrastructure (docs/user/aws/install_upi.md).
   */
  private record MachineSpec(StackConfig config, String zone) {
    private static final String CLUSTER_LABEL = "machine.openshift.io/cluster-api-cluster";
    private static final String SET_LABEL = "machine.openshift.io/cluster-api-machineset";

    String name() {
      return aws().infrastructureName() + "-kafka-" + zone;
    }

    Map<String, String> labels() {
      return Map.of(CLUSTER_LABEL, aws().infrastructureName());
    }

    Map<String, Object> spec(String subnet, List<String> groups, @Nullable String keyArn) {
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

    private Map<String, Object> provider(
        String subnet, List<String> groups, @Nullable String keyArn) {
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

    private Map<String, Object> rootDisk(@Nullable String keyArn) {
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
}
