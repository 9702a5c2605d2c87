package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/**
 * OpenShift's rule for what pods may ask of their node, which the Kubernetes SDK for Java lacks.
 */
public final class SecurityContextConstraints extends CustomResource {
  @Export(
      name = "metadata",
      refs = {Map.class, String.class, Object.class},
      tree = "[0,1,2]")
  private Output<Map<String, Object>> metadata;

  /** Declares the constraints. */
  public SecurityContextConstraints(
      String name, SecurityContextConstraintsArgs args, CustomResourceOptions options) {
    super(
        "kubernetes:" + SecurityContextConstraintsArgs.API_VERSION + ":SecurityContextConstraints",
        name,
        args,
        options);
  }

  /** The object's metadata as the cluster keeps it. */
  public Output<Map<String, Object>> metadata() {
    return metadata;
  }
}
