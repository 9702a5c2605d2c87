package dev.openshiftkafka.kubernetes;

import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/** Nodes that OpenShift's Machine API makes, which the Kubernetes SDK for Java lacks. */
public final class MachineSet extends CustomResource {
  /** Declares the nodes of one zone. */
  public MachineSet(String name, MachineSetArgs args, CustomResourceOptions options) {
    super("kubernetes:" + MachineSetArgs.API_VERSION + ":MachineSet", name, args, options);
  }
}
