package dev.openshiftkafka.openshift;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** A repository of OpenShift's own registry, which the Kubernetes SDK for Java lacks. */
public final class ImageStream extends CustomResource {
  @Export(
      name = "metadata",
      refs = {Map.class, String.class, Object.class},
      tree = "[0,1,2]")
  private Output<Map<String, Object>> metadata;

  /** Declares the repository. */
  public ImageStream(String name, ImageStreamArgs args, CustomResourceOptions options) {
    super("kubernetes:" + ImageStreamArgs.API_VERSION + ":ImageStream", name, args, options);
  }

  /** The object's metadata as the cluster keeps it. */
  public Output<Map<String, Object>> metadata() {
    return metadata;
  }

  /** The image of a tag as pods name it: each cluster has its registry at this address. */
  public static String reference(String project, String stream, String tag) {
    return "image-registry.openshift-image-registry.svc:5000/" + project + "/" + stream + ":" + tag;
  }
}
