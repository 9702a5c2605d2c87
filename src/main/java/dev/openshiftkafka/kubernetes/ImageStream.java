package dev.openshiftkafka.kubernetes;

import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/** A repository of OpenShift's own registry, which the Kubernetes SDK for Java lacks. */
public final class ImageStream extends CustomResource {
  /** Declares the repository. */
  public ImageStream(String name, ImageStreamArgs args, CustomResourceOptions options) {
    super("kubernetes:" + ImageStreamArgs.API_VERSION + ":ImageStream", name, args, options);
  }

  /** The image of a tag as pods name it: each cluster has its registry at this address. */
  public static String reference(String project, String stream, String tag) {
    return "image-registry.openshift-image-registry.svc:5000/" + project + "/" + stream + ":" + tag;
  }
}
