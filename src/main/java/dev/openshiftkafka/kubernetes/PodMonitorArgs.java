package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.MonitoringConfig;
import java.util.List;
import java.util.Map;

/**
 * The fields of a {@link PodMonitor} of pods of this stack.
 *
 * <p>The operator itself labels each series with namespace, pod and container; what the job is and
 * which component is said here. The metrics have no labels of these names, so that honorLabels
 * stays off, as OpenShift wants it anyway.
 */
public final class PodMonitorArgs extends ResourceArgs {
  static final String API_VERSION = "monitoring.coreos.com/v1";

  @Import private final Output<String> apiVersion = Output.of(API_VERSION);
  @Import private final Output<String> kind = Output.of("PodMonitor");
  @Import private final Output<ObjectMetaArgs> metadata;
  @Import private final Output<Map<String, Object>> spec;

  /**
   * Takes which pods are scraped, and under which name.
   *
   * @param job value of the label {@code job}
   * @param components the components whose pods are meant
   */
  public PodMonitorArgs(
      ObjectMetaArgs metadata, String job, List<String> components, MonitoringConfig monitoring) {
    this.metadata = Output.of(metadata);
    this.spec =
        Output.of(
            Map.of(
                "selector",
                Map.of("matchExpressions", Labels.selector(components)),
                "podMetricsEndpoints",
                List.of(endpoint(job, monitoring))));
  }

  private static Map<String, Object> endpoint(String job, MonitoringConfig monitoring) {
    return Map.of(
        "port",
        Names.METRICS_PORT,
        "interval",
        monitoring.interval(),
        "scrapeTimeout",
        monitoring.scrapeTimeout(),
        "relabelings",
        List.of(
            Map.of("targetLabel", "job", "replacement", job),
            Map.of(
                "sourceLabels",
                List.of("__meta_kubernetes_pod_label_app_kubernetes_io_component"),
                "targetLabel",
                "component")));
  }
}
