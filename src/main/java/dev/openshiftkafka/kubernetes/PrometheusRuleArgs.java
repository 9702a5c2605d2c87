package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;

/** The fields of a {@link PrometheusRule}. */
public final class PrometheusRuleArgs extends ResourceArgs {
  static final String API_VERSION = "monitoring.coreos.com/v1";

  @Import private final Output<String> apiVersion = Output.of(API_VERSION);
  @Import private final Output<String> kind = Output.of("PrometheusRule");
  @Import private final Output<ObjectMetaArgs> metadata;
  @Import private final Output<Map<String, Object>> spec;

  /** Takes the groups of rules as a Prometheus reads them. */
  public PrometheusRuleArgs(ObjectMetaArgs metadata, Map<String, Object> spec) {
    this.metadata = Output.of(metadata);
    this.spec = Output.of(spec);
  }
}
