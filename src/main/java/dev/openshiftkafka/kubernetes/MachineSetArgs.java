package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;

/** The fields of a {@link MachineSet}. */
public final class MachineSetArgs extends ResourceArgs {
  static final String API_VERSION = "machine.openshift.io/v1beta1";

  @Import private final Output<String> apiVersion = Output.of(API_VERSION);
  @Import private final Output<String> kind = Output.of("MachineSet");
  @Import private final Output<ObjectMetaArgs> metadata;
  @Import private final Output<Map<String, Object>> spec;

  public MachineSetArgs(ObjectMetaArgs metadata, Output<Map<String, Object>> spec) {
    this.metadata = Output.of(metadata);
    this.spec = spec;
  }
}
