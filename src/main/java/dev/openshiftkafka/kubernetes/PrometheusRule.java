package dev.openshiftkafka.kubernetes;

import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/** Rules that a Prometheus operator reads, a kind that the Kubernetes SDK for Java lacks. */
public final class PrometheusRule extends CustomResource {
  /** Declares the rules. */
  public PrometheusRule(String name, PrometheusRuleArgs args, CustomResourceOptions options) {
    super("kubernetes:" + PrometheusRuleArgs.API_VERSION + ":PrometheusRule", name, args, options);
  }
}
