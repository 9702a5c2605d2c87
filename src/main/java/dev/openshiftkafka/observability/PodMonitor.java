package dev.openshiftkafka.observability;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** What a Prometheus operator reads to find pods, a kind that the Kubernetes SDK for Java lacks. */
public final class PodMonitor extends CustomResource {
  @Export(
      name = "metadata",
      refs = {Map.class, String.class, Object.class},
      tree = "[0,1,2]")
  private Output<Map<String, Object>> metadata;

  /** Declares the monitor. */
  public PodMonitor(String name, PodMonitorArgs args, CustomResourceOptions options) {
    super("kubernetes:" + PodMonitorArgs.API_VERSION + ":PodMonitor", name, args, options);
  }

  /** The object's metadata as the cluster keeps it. */
  public Output<Map<String, Object>> metadata() {
    return metadata;
  }
}
