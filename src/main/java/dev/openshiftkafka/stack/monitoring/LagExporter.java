package dev.openshiftkafka.stack.monitoring;

import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.ServiceAccountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.Map;

/** Declares the OpenTelemetry Collector that tells how far consumer groups are behind. */
public final class LagExporter extends ComponentResource {
  /** Name of its Deployment. */
  public static final String NAME = "kafka-lag-exporter";

  /** Component of its pod. */
  public static final String COMPONENT = "lag-exporter";

  /** Port of its metrics. */
  public static final int PORT = 8889;

  private final StackConfig config;

  /**
   * Declares it.
   *
   * @param brokers what its pod waits for
   */
  LagExporter(
      StackConfig config,
      Map<String, String> podAnnotations,
      Resource brokers,
      ComponentResourceOptions options) {
    super("openshiftkafka:observability:LagExporter", NAME, ResourceArgs.Empty, options);
    this.config = config;
    String collector = new CollectorConfig(config).yaml();
    var account =
        new ServiceAccount(
            NAME,
            ServiceAccountArgs.builder()
                .metadata(meta())
                .automountServiceAccountToken(false)
                .build(),
            child().build());
    var file =
        new ConfigMap(
            NAME,
            ConfigMapArgs.builder()
                .metadata(meta())
                .data(Map.of(CollectorConfig.FILE, collector))
                .build(),
            child().build());
    new Deployment(
        NAME,
        new LagExporterDeployment(config, podAnnotations, collector).deployment(),
        child().dependsOn(account, file, brokers).build());
    this.registerOutputs(Map.of());
  }

  private ObjectMetaArgs meta() {
    return Labels.meta(config.project().name(), NAME, COMPONENT);
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  static void addTo(ResourceInventory objects) {
    objects
        .add(inProject("", "serviceaccounts"), NAME)
        .add(inProject("", "configmaps"), NAME)
        .add(inProject("apps", "deployments"), NAME);
  }
}
