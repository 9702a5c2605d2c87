package dev.openshiftkafka.stack.monitoring;

import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.ScrapeMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.PodMonitor;
import dev.openshiftkafka.kubernetes.PodMonitorArgs;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Declares what a Prometheus scrapes, and the exporter of consumer lag. */
public final class Monitoring extends ComponentResource {
  private static final String NAME = "kafka-monitoring";
  private static final String COMPONENT = "monitoring";

  /** Whose pods have a JMX exporter. */
  private static final List<String> MEMBERS = List.of("broker", "controller", "zookeeper");

  /** Name and job of the monitor of the cluster's own pods. */
  private static final String CLUSTER = "kafka";

  /** The same of the exporter of consumer lag. */
  private static final String LAG = "kafka-lag";

  /**
   * Declares it.
   *
   * @param brokers what the exporter of consumer lag waits for
   */
  public Monitoring(
      StackConfig config,
      Map<String, String> podAnnotations,
      Resource brokers,
      ComponentResourceOptions options) {
    super("openshiftkafka:observability:Monitoring", NAME, ResourceArgs.Empty, options);
    monitors(config)
        .forEach(
            (name, args) ->
                new PodMonitor(name, args, CustomResourceOptions.builder().parent(this).build()));
    if (config.monitoring().lag().enabled()) {
      new LagExporter(
          config, podAnnotations, brokers, ComponentResourceOptions.builder().parent(this).build());
    }
    this.registerOutputs(Map.of());
  }

  private static Map<String, PodMonitorArgs> monitors(StackConfig config) {
    var monitors = new LinkedHashMap<String, PodMonitorArgs>();
    if (config.monitoring().scrape() != ScrapeMode.POD_MONITOR) {
      return monitors;
    }
    if (config.exporter().enabled()) {
      monitors.put(CLUSTER, monitor(config, CLUSTER, MEMBERS));
    }
    if (config.monitoring().lag().enabled()) {
      monitors.put(LAG, monitor(config, LAG, List.of(LagExporter.COMPONENT)));
    }
    return monitors;
  }

  private static PodMonitorArgs monitor(StackConfig config, String name, List<String> components) {
    return new PodMonitorArgs(
        Labels.meta(config.project().name(), name, COMPONENT),
        name,
        components,
        config.monitoring());
  }

  /** Service accounts of its pods. */
  public static List<String> serviceAccounts(StackConfig config) {
    return config.monitoring().lag().enabled() ? List.of(LagExporter.NAME) : List.of();
  }

  /** Adds the names of its objects, for the rights of the deployer. */
  public static void addTo(ResourceInventory objects, StackConfig config) {
    monitors(config)
        .keySet()
        .forEach(name -> objects.add(inProject("monitoring.coreos.com", "podmonitors"), name));
    if (config.monitoring().lag().enabled()) {
      LagExporter.addTo(objects);
    }
  }
}
