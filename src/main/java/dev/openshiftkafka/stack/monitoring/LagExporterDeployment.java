package dev.openshiftkafka.stack.monitoring;

import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentStrategyArgs;
import com.pulumi.kubernetes.core.v1.inputs.ConfigMapVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.config.LagExporterConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.Labels;
import java.util.Map;
import java.util.TreeMap;

/** Renders the Deployment of the exporter of consumer lag. */
final class LagExporterDeployment {
  private static final String COMPONENT = LagExporter.COMPONENT;
  private static final String CONFIG_VOLUME = "config";
  private static final String CONFIG_PATH = "/etc/" + LagExporter.NAME;
  private static final int GRACE_SECONDS = 10;

  private final StackConfig config;
  private final Map<String, String> podAnnotations;

  LagExporterDeployment(
      StackConfig config, Map<String, String> podAnnotations, String collectorConfig) {
    this.config = config;
    var annotations =
        new TreeMap<>(ScrapeAnnotations.with(config, podAnnotations, LagExporter.PORT));
    annotations.put(ConfigHash.ANNOTATION, ConfigHash.of(collectorConfig));
    this.podAnnotations = annotations;
  }

  DeploymentArgs deployment() {
    return DeploymentArgs.builder()
        .metadata(Labels.meta(config.project().name(), LagExporter.NAME, COMPONENT))
        .spec(
            DeploymentSpecArgs.builder()
                .replicas(1)
                // Two would tell each lag twice.
                .strategy(DeploymentStrategyArgs.builder().type("Recreate").build())
                .selector(
                    LabelSelectorArgs.builder().matchLabels(Labels.selector(COMPONENT)).build())
                .template(
                    PodTemplateSpecArgs.builder()
                        .metadata(
                            ObjectMetaArgs.builder()
                                .labels(Labels.of(COMPONENT))
                                .annotations(podAnnotations)
                                .build())
                        .spec(pod())
                        .build())
                .build())
        .build();
  }

  private PodSpecArgs pod() {
    return PodSpecArgs.builder()
        .serviceAccountName(LagExporter.NAME)
        .automountServiceAccountToken(false)
        .enableServiceLinks(false)
        .terminationGracePeriodSeconds(GRACE_SECONDS)
        .securityContext(Containers.podSecurity())
        .containers(container())
        .volumes(
            VolumeArgs.builder()
                .name(CONFIG_VOLUME)
                .configMap(ConfigMapVolumeSourceArgs.builder().name(LagExporter.NAME).build())
                .build())
        .build();
  }

  /** The command is the image's own: distributions of the Collector name it differently. */
  private ContainerArgs container() {
    return ContainerArgs.builder()
        .name(COMPONENT)
        .image(image())
        .imagePullPolicy("IfNotPresent")
        .args("--config=" + CONFIG_PATH + "/" + CollectorConfig.FILE)
        .ports(
            ContainerPortArgs.builder()
                .name(Names.METRICS_PORT)
                .containerPort(LagExporter.PORT)
                .build(),
            ContainerPortArgs.builder()
                .name("health")
                .containerPort(CollectorConfig.HEALTH_PORT)
                .build())
        .readinessProbe(health().periodSeconds(5).build())
        .livenessProbe(health().periodSeconds(10).failureThreshold(6).build())
        .resources(Containers.resources(config.monitoring().lag().resources()))
        .securityContext(Containers.security())
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
