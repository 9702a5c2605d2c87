package dev.openshiftkafka.stack.monitoring;

import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.inputs.ConfigMapVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.networking.v1.NetworkPolicyArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPeerArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicySpecArgs;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.LagExporterConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.NetworkPolicies;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Workload;
import java.util.List;
import java.util.Map;

/** The consumer lag exporter: an OpenTelemetry Collector with its Kafka metrics receiver. */
public final class LagExporter {
  /** Name of the Deployment and of its service account, ConfigMap and NetworkPolicy. */
  public static final String NAME = "kafka-lag-exporter";

  static final String COMPONENT = "lag-exporter";

  /** Port of its metrics. */
  static final int PORT = 8889;

  private static final String CONFIG_VOLUME = "config";
  private static final String CONFIG_PATH = "/etc/" + NAME;
  private static final int GRACE_SECONDS = 10;

  private final StackConfig config;
  private final String collectorConfig;
  private final Workload workload;

  LagExporter(StackConfig config) {
    this.config = config;
    this.collectorConfig = new CollectorConfig(config).yaml();
    this.workload =
        Workload.of(config, NAME, COMPONENT)
            .annotated(ScrapeAnnotations.of(config, PORT))
            .annotated(Map.of(ConfigHash.ANNOTATION, ConfigHash.of(collectorConfig)));
  }

  /** Lets it connect to the brokers and to DNS only, and lets a Prometheus connect to it. */
  NetworkPolicyArgs networkPolicy() {
    List<NetworkPolicyPeerArgs> scrapers = NetworkPolicies.scrapers(config);
    NetworkPolicySpecArgs.Builder spec =
        NetworkPolicySpecArgs.builder()
            .podSelector(NetworkPolicies.selector(COMPONENT))
            .policyTypes("Ingress", "Egress")
            .egress(
                NetworkPolicies.to(
                    NetworkPolicies.components(Names.BROKER_COMPONENT), Names.BROKER_PORT),
                NetworkPolicies.toDns());
    if (!scrapers.isEmpty()) {
      spec.ingress(NetworkPolicies.from(scrapers, PORT));
    }
    return NetworkPolicies.policy(config, NAME, COMPONENT, spec.build());
  }

  void addTo(ResourceInventory inventory) {
    inventory.add(inProject("", "configmaps"), NAME).add(inProject("apps", "deployments"), NAME);
  }

  /**
   * Declares it.
   *
   * @param brokers what its pod waits for
   */
  void declare(OperandComponent parent, Resource brokers) {
    new OperandComponent(
        "openshiftkafka:observability:LagExporter",
        NAME,
        parent.childComponent(),
        component -> {
          var account =
              new ServiceAccount(NAME, workload.serviceAccount(), component.child().build());
          var file =
              new ConfigMap(
                  NAME,
                  ConfigMapArgs.builder()
                      .metadata(workload.meta(NAME))
                      .data(Map.of(CollectorConfig.FILE, collectorConfig))
                      .build(),
                  component.child().build());
          // One pod only: two would export each lag twice.
          new Deployment(
              NAME,
              workload.deployment(NAME, pod()),
              component.child().dependsOn(account, file, brokers).build());
        });
  }

  private PodSpecArgs pod() {
    return workload
        .pod()
        .terminationGracePeriodSeconds(GRACE_SECONDS)
        .containers(container())
        .volumes(
            VolumeArgs.builder()
                .name(CONFIG_VOLUME)
                .configMap(ConfigMapVolumeSourceArgs.builder().name(NAME).build())
                .build())
        .build();
  }

  /** The command is that of the image: distributions of the Collector name it differently. */
  private ContainerArgs container() {
    return Workload.container(COMPONENT, image(), config.monitoring().lag().resources())
        .args("--config=" + CONFIG_PATH + "/" + CollectorConfig.FILE)
        .ports(
            ContainerPortArgs.builder().name(Names.METRICS_PORT).containerPort(PORT).build(),
            ContainerPortArgs.builder()
                .name("health")
                .containerPort(CollectorConfig.HEALTH_PORT)
                .build())
        .readinessProbe(health().periodSeconds(5).build())
        .livenessProbe(health().periodSeconds(10).failureThreshold(6).build())
        .volumeMounts(
            VolumeMountArgs.builder()
                .name(CONFIG_VOLUME)
                .mountPath(CONFIG_PATH)
                .readOnly(true)
                .build())
        .build();
  }

  private static ProbeArgs.Builder health() {
    return ProbeArgs.builder()
        .httpGet(HTTPGetActionArgs.builder().path("/").port(CollectorConfig.HEALTH_PORT).build())
        .timeoutSeconds(5);
  }

  private String image() {
    LagExporterConfig lag = config.monitoring().lag();
    return lag.fullImage() == null
        ? config.images().registry() + "/" + lag.image()
        : lag.fullImage();
  }
}
