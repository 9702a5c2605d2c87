package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;

/** The fields of an {@link ImageStream}. */
public final class ImageStreamArgs extends ResourceArgs {
  static final String API_VERSION = "image.openshift.io/v1";

  @Import private final Output<String> apiVersion = Output.of(API_VERSION);
  @Import private final Output<String> kind = Output.of("ImageStream");
  @Import private final Output<ObjectMetaArgs> metadata;

  /** Pods name the registry in full, and so mean the same image whatever else has its name. */
  @Import
  private final Output<Map<String, Object>> spec =
      Output.of(Map.of("lookupPolicy", Map.of("local", false)));

  /** Takes what tells one from another; builds and pushes fill it. */
  public ImageStreamArgs(ObjectMetaArgs metadata) {
    this.metadata = Output.of(metadata);
  }
}
