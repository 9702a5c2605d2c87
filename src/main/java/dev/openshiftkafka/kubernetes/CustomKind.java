package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;

/** An object with a spec, of a kind that the Kubernetes SDK for Java lacks, such as a Route. */
public final class CustomKind extends CustomResource {
  /**
   * Declares the object.
   *
   * @param apiVersion group and version, such as {@code route.openshift.io/v1}
   * @param name name of the resource in the stack
   */
  public CustomKind(
      String apiVersion,
      String kind,
      String name,
      ObjectMetaArgs metadata,
      Output<Map<String, Object>> spec,
      CustomResourceOptions options) {
    super(
        "kubernetes:" + apiVersion + ":" + kind,
        name,
        new Args(apiVersion, kind, metadata, spec),
        options);
  }

  /** The SDK reads the fields by reflection. */
  @SuppressWarnings("UnusedVariable")
  private static final class Args extends ResourceArgs {
    @Import private final Output<String> apiVersion;
    @Import private final Output<String> kind;
    @Import private final Output<ObjectMetaArgs> metadata;
    @Import private final Output<Map<String, Object>> spec;

    Args(
        String apiVersion, String kind, ObjectMetaArgs metadata, Output<Map<String, Object>> spec) {
      this.apiVersion = Output.of(apiVersion);
      this.kind = Output.of(kind);
      this.metadata = Output.of(metadata);
      this.spec = spec;
    }
  }
}
