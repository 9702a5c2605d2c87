package dev.openshiftkafka.kubernetes;

import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/** A way from outside the cluster to a Service, which the Kubernetes SDK for Java lacks. */
public final class Route extends CustomResource {
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
}
