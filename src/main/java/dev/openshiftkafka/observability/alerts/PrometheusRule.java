package dev.openshiftkafka.observability.alerts;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** Rules that a Prometheus operator reads, a kind that the Kubernetes SDK for Java lacks. */
public final class PrometheusRule extends CustomResource {
  @Export(
      name = "metadata",
      refs = {Map.class, String.class, Object.class},
      tree = "[0,1,2]")
  private Output<Map<String, Object>> metadata;

  /** Declares the rules. */
  public PrometheusRule(String name, PrometheusRuleArgs args, CustomResourceOptions options) {
    super("kubernetes:" + PrometheusRuleArgs.API_VERSION + ":PrometheusRule", name, args, options);
  }

  /** The object's metadata as the cluster keeps it. */
  public Output<Map<String, Object>> metadata() {
    return metadata;
  }
}
