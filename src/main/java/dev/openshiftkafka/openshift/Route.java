package dev.openshiftkafka.openshift;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** A way from outside the cluster to a Service, which the Kubernetes SDK for Java lacks. */
public final class Route extends CustomResource {
  @Export(
      name = "metadata",
      refs = {Map.class, String.class, Object.class},
      tree = "[0,1,2]")
  private Output<Map<String, Object>> metadata;

  /**
   * Declares the Route.
   *
   * <p>Who may choose the host of a new Route may not yet change that of another. So a changed host
   * makes it anew, and the deployer needs one right less.
   */
  public Route(String name, RouteArgs args, CustomResourceOptions options) {
    super(
        "kubernetes:" + RouteArgs.API_VERSION + ":Route",
        name,
        args,
        CustomResourceOptions.merge(
            options,
            CustomResourceOptions.builder()
                .replaceOnChanges("spec.host")
                .deleteBeforeReplace(true)
                .build()));
  }

  /** The object's metadata as the cluster keeps it. */
  public Output<Map<String, Object>> metadata() {
    return metadata;
  }
}
