package dev.openshiftkafka.openshift;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** Nodes that OpenShift's Machine API makes, which the Kubernetes SDK for Java lacks. */
public final class MachineSet extends CustomResource {
  @Export(
      name = "metadata",
      refs = {Map.class, String.class, Object.class},
      tree = "[0,1,2]")
  private Output<Map<String, Object>> metadata;

  /** Declares the nodes of one zone. */
  public MachineSet(String name, MachineSetArgs args, CustomResourceOptions options) {
    super("kubernetes:" + MachineSetArgs.API_VERSION + ":MachineSet", name, args, options);
  }

  /** The object's metadata as the cluster keeps it. */
  public Output<Map<String, Object>> metadata() {
    return metadata;
  }
}
