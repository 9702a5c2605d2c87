package dev.openshiftkafka.stack.monitoring;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.networking.v1.NetworkPolicyArgs;
import dev.openshiftkafka.config.MonitoringConfig;
import dev.openshiftkafka.config.ScrapeMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.CustomKind;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How Prometheus finds the exporters (PodMonitors or annotations), and the consumer lag exporter.
 */
public final class Monitoring implements Operand {
  private static final String NAME = "kafka-monitoring";
  private static final String COMPONENT = "monitoring";

  /** Components whose pods have a JMX exporter. */
  private static final List<String> JMX_COMPONENTS =
      List.of(Names.BROKER_COMPONENT, Names.CONTROLLER_COMPONENT, Names.ZOOKEEPER_COMPONENT);

  /** Name and job of the PodMonitor of brokers and quorum. */
  private static final String CLUSTER = "kafka";

  /** Name and job of the PodMonitor of the consumer lag exporter. */
  private static final String LAG = "kafka-lag";

  private final StackConfig config;
  private final LagExporter lagExporter;

  /** Creates the operand of a configuration. */
  public Monitoring(StackConfig config) {
    this.config = config;
    this.lagExporter = new LagExporter(config);
  }

  /** Always: the component is part of every stack, even without content. */
  @Override
  public boolean enabled() {
    return true;
  }

  /** The identity of the lag exporter, also when there is none. */
  @Override
  public Optional<ClientIdentity> identity() {
    return Optional.of(exportsLag() ? LagExporter.IDENTITY : LagExporter.IDENTITY.withoutAcls());
  }

  private boolean exportsLag() {
    return config.monitoring().lag().enabled();
  }

  @Override
  public List<String> serviceAccounts() {
    return exportsLag() ? List.of(LagExporter.NAME) : List.of();
  }

  @Override
  public Map<String, NetworkPolicyArgs> networkPolicies() {
    return exportsLag() ? Map.of(LagExporter.NAME, lagExporter.networkPolicy()) : Map.of();
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    monitors()
        .keySet()
        .forEach(name -> inventory.add(inProject("monitoring.coreos.com", "podmonitors"), name));
    if (exportsLag()) {
      lagExporter.addTo(inventory);
    }
  }

  @Override
  public void declare(DeploymentContext context) {
    new OperandComponent(
        "openshiftkafka:observability:Monitoring",
        NAME,
        context.inProject(),
        component -> {
          monitors()
              .forEach(
                  (name, spec) ->
                      new CustomKind(
                          "monitoring.coreos.com/v1",
                          "PodMonitor",
                          name,
                          Labels.meta(config.project().name(), name, COMPONENT),
                          Output.of(spec),
                          component.child().build()));
          if (exportsLag()) {
            lagExporter.declare(component, context.brokers());
          }
        });
  }

  private Map<String, Map<String, Object>> monitors() {
    var monitors = new LinkedHashMap<String, Map<String, Object>>();
    if (config.monitoring().scrape() != ScrapeMode.POD_MONITOR) {
      return monitors;
    }
    if (config.exporter().enabled()) {
      monitors.put(CLUSTER, monitor(CLUSTER, JMX_COMPONENTS));
    }
    if (exportsLag()) {
      monitors.put(LAG, monitor(LAG, List.of(LagExporter.COMPONENT)));
    }
    return monitors;
  }

  /**
   * The spec of a PodMonitor.
   *
   * <p>The Prometheus operator labels each series with namespace, pod and container; job and
   * component are added here. The metrics have no labels of these names, so honorLabels stays off,
   * which OpenShift enforces anyway.
   *
   * @param job value of the label {@code job}
   */
  private Map<String, Object> monitor(String job, List<String> components) {
    MonitoringConfig monitoring = config.monitoring();
    Map<String, Object> endpoint =
        Map.of(
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
    return Map.of(
        "selector",
        Map.of("matchExpressions", Labels.selector(components)),
        "podMetricsEndpoints",
        List.of(endpoint));
  }

  /** Scrape annotations of brokers and quorum; empty without JMX exporter or with PodMonitors. */
  public static Map<String, String> nodeAnnotations(StackConfig config) {
    return config.exporter().enabled() ? scrapeAnnotations(config, JmxExporter.PORT) : Map.of();
  }

  /**
   * Annotations by which a Prometheus without operator finds an exporter; empty with PodMonitors.
   * They name one port, and therefore one exporter, of a pod.
   */
  static Map<String, String> scrapeAnnotations(StackConfig config, int port) {
    return config.monitoring().scrape() == ScrapeMode.ANNOTATIONS
        ? Map.of(
            "prometheus.io/scrape", "true",
            "prometheus.io/port", String.valueOf(port),
            "prometheus.io/path", "/metrics")
        : Map.of();
  }
}
