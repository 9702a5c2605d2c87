package dev.openshiftkafka.stack.openshift;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.NodeMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ApiResource;
import dev.openshiftkafka.kubernetes.CustomKind;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.stack.aws.NodePlacement;
import java.util.List;
import java.util.Map;

/**
 * One MachineSet per zone. OpenShift creates the instances, approves their certificate signing
 * requests, and replaces a deleted Machine.
 */
public final class AppMachines extends ComponentResource {
  private static final String NAMESPACE = "openshift-machine-api";

  /** Declares the MachineSets. */
  public AppMachines(StackConfig config, NodePlacement places, ComponentResourceOptions options) {
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
          spec(machines, places, zone),
          CustomResourceOptions.builder()
              .parent(this)
              .protect(config.protect())
              // OpenShift updates the boot image itself; existing machines keep theirs.
              .ignoreChanges("spec.template.spec.providerSpec.value.ami")
              .build());
    }
    this.registerOutputs(Map.of());
  }

  /** Whether OpenShift creates the nodes of a configuration. */
  public static boolean isWanted(StackConfig config) {
    return config.has(Layer.AWS) && config.aws().nodes().mode() == NodeMode.MACHINESETS;
  }

  /** Adds the MachineSets, for the rights of the deployer. */
  public static void addTo(ResourceInventory objects, StackConfig config) {
    if (isWanted(config)) {
      var resource = ApiResource.inNamespace("machine.openshift.io", "machinesets", NAMESPACE);
      config.zones().forEach(zone -> objects.add(resource, new MachineSpec(config, zone).name()));
    }
  }

  private static Output<Map<String, Object>> spec(
      MachineSpec machines, NodePlacement places, String zone) {
    Output<String> key = places.keyArn() == null ? Output.of("") : places.keyArn();
    return Output.tuple(places.subnets().get(zone), places.groups(), key)
        .applyValue(
            given ->
                machines.spec(
                    given.t1, List.copyOf(given.t2), given.t3.isEmpty() ? null : given.t3));
  }
}
