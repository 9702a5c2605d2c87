package dev.openshiftkafka.kubernetes;

import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/**
 * A build of an image inside the cluster, which the Kubernetes SDK for Java lacks.
 *
 * <p>Its pods are privileged. OpenShift's own build controller makes them, whom OpenShift exempts
 * from the restricted level of a project; nobody in the project gets this right.
 */
public final class BuildConfig extends CustomResource {
  /**
   * Declares the build.
   *
   * <p>OpenShift starts one when a BuildConfig is made, and never when it is changed. So every
   * change makes it anew.
   */
  public BuildConfig(String name, BuildConfigArgs args, CustomResourceOptions options) {
    super(
        "kubernetes:" + BuildConfigArgs.API_VERSION + ":BuildConfig",
        name,
        args,
        CustomResourceOptions.merge(
            options,
            CustomResourceOptions.builder()
                .replaceOnChanges("spec")
                .deleteBeforeReplace(true)
                .build()));
  }
}
