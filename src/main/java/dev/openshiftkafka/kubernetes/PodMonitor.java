package dev.openshiftkafka.kubernetes;

import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/** What a Prometheus operator reads to find pods, a kind that the Kubernetes SDK for Java lacks. */
public final class PodMonitor extends CustomResource {
  /** Declares the monitor. */
  public PodMonitor(String name, PodMonitorArgs args, CustomResourceOptions options) {
    super("kubernetes:" + PodMonitorArgs.API_VERSION + ":PodMonitor", name, args, options);
  }
}
