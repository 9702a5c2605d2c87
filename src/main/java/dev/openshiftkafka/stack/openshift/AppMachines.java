package dev.openshiftkafka.stack.openshift;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.AppNodesConfig;
import dev.openshiftkafka.config.AwsConfig;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.NodeHealthCheckConfig;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One MachineSet per zone, and a MachineHealthCheck for all of them.
 *
 * <p>OpenShift creates the instances and approves their certificate signing requests. A MachineSet
 * only replaces Machines that are deleted: the MachineHealthCheck deletes the Machine of a node
 * that stays not ready, which detaches the node's volumes and lets its pods start on the next one.
 */
public final class AppMachines extends ComponentResource {
  private static final String GROUP = "machine.openshift.io";
  private static final String API_VERSION = GROUP + "/v1beta1";
  private static final String NAMESPACE = "openshift-machine-api";
  private static final String SET_LABEL = "machine.openshift.io/cluster-api-machineset";

  /** With more unhealthy nodes than this, such as in a network fault, none is replaced. */
  private static final int MAX_UNHEALTHY = 1;

  /** Declares the MachineSets and their health check. */
  public AppMachines(
      StackConfig config, NodePlacement placement, ComponentResourceOptions options) {
    super(
        "openshiftkafka:openshift:AppMachines",
        config.aws().infrastructureName() + "-kafka",
        ResourceArgs.Empty,
        options);
    var sets = new ArrayList<Resource>();
    for (String zone : config.zones()) {
      var machines = new MachineSpec(config, zone);
      sets.add(
          new CustomKind(
              API_VERSION,
              "MachineSet",
              machines.name(),
              metadata(machines.name(), config),
              spec(machines, placement, zone),
              CustomResourceOptions.builder()
                  .parent(this)
                  .protect(config.protect())
                  // OpenShift updates the boot image itself; existing Machines keep theirs.
                  .ignoreChanges("spec.template.spec.providerSpec.value.ami")
                  .build()));
    }
    if (config.aws().nodes().healthCheck().enabled()) {
      new CustomKind(
          API_VERSION,
          "MachineHealthCheck",
          healthCheckName(config),
          metadata(healthCheckName(config), config),
          Output.of(healthCheck(config)),
          CustomResourceOptions.builder().parent(this).dependsOn(sets).build());
    }
    this.registerOutputs(Map.of());
  }

  private static ObjectMetaArgs metadata(String name, StackConfig config) {
    return ObjectMetaArgs.builder()
        .name(name)
        .namespace(NAMESPACE)
        .labels(Map.of(MachineSpec.CLUSTER_LABEL, config.aws().infrastructureName()))
        .build();
  }

  private static String healthCheckName(StackConfig config) {
    return config.aws().infrastructureName() + "-kafka";
  }

  private static Map<String, Object> healthCheck(StackConfig config) {
    NodeHealthCheckConfig health = config.aws().nodes().healthCheck();
    List<String> sets =
        config.zones().stream().map(zone -> new MachineSpec(config, zone).name()).toList();
    return Map.of(
        "selector",
        Map.of(
            "matchExpressions",
            List.of(Map.of("key", SET_LABEL, "operator", "In", "values", sets))),
        "maxUnhealthy",
        MAX_UNHEALTHY,
        "nodeStartupTimeout",
        health.nodeStartupTimeoutMinutes() + "m",
        "unhealthyConditions",
        Stream.of("False", "Unknown")
            .map(
                status ->
                    Map.of(
                        "type",
                        "Ready",
                        "status",
                        status,
                        "timeout",
                        health.timeoutMinutes() + "m"))
            .toList());
  }

  /** Whether OpenShift creates the app nodes of a configuration. */
  public static boolean isEnabled(StackConfig config) {
    return config.has(Layer.AWS) && config.aws().nodes().mode() == NodeMode.MACHINESETS;
  }

  /** Adds the MachineSets and their health check, for the rights of the deployer. */
  public static void addTo(ResourceInventory inventory, StackConfig config) {
    if (!isEnabled(config)) {
      return;
    }
    var resource = ApiResource.inNamespace(GROUP, "machinesets", NAMESPACE);
    config.zones().forEach(zone -> inventory.add(resource, new MachineSpec(config, zone).name()));
    if (config.aws().nodes().healthCheck().enabled()) {
      inventory.add(
          ApiResource.inNamespace(GROUP, "machinehealthchecks", NAMESPACE),
          healthCheckName(config));
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

    String name() {
      return aws().infrastructureName() + "-kafka-" + zone;
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
      provider.put("apiVersion", API_VERSION);
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
