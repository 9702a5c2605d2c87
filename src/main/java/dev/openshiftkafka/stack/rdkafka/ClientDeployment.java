package dev.openshiftkafka.stack.rdkafka;

import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentStrategyArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.ProgramImage;
import java.time.Duration;
import java.util.Map;

/** Renders the Deployment of the client. */
final class ClientDeployment {
  private static final String TMP_VOLUME = "tmp";

  /** What it runs when nobody uses it ends at once; a tool that somebody runs has this long. */
  private static final int GRACE_SECONDS = 5;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A build that takes as long as it may, and the kubelet's longest pause between two pulls. */
  private static final Duration PATIENCE_WITH_BUILD = Duration.ofMinutes(25);

  private final StackConfig config;
  private final ProgramImage image;
  private final Map<String, String> podAnnotations;

  ClientDeployment(StackConfig config, ProgramImage image, Map<String, String> podAnnotations) {
    this.config = config;
    this.image = image;
    this.podAnnotations = podAnnotations;
  }

  /** How long to wait until its pod runs. */
  Duration patience() {
    return image.isBuilt() ? PATIENCE_WITH_BUILD : PATIENCE;
  }

  DeploymentArgs deployment() {
    return DeploymentArgs.builder()
        .metadata(
            Labels.meta(config.project().name(), LibrdkafkaClient.NAME, LibrdkafkaClient.COMPONENT))
        .spec(
            DeploymentSpecArgs.builder()
                .replicas(1)
                // Nobody is served by it: two at once would only take room.
                .strategy(DeploymentStrategyArgs.builder().type("Recreate").build())
                .progressDeadlineSeconds((int) patience().toSeconds())
                .selector(
                    LabelSelectorArgs.builder()
                        .matchLabels(Labels.selector(LibrdkafkaClient.COMPONENT))
                        .build())
                .template(
                    PodTemplateSpecArgs.builder()
                        .metadata(
                            ObjectMetaArgs.builder()
                                .labels(Labels.of(LibrdkafkaClient.COMPONENT))
                                .annotations(podAnnotations)
                                .build())
                        .spec(pod())
                        .build())
                .build())
        .build();
  }

  private PodSpecArgs pod() {
    return PodSpecArgs.builder()
        .serviceAccountName(LibrdkafkaClient.NAME)
        .automountServiceAccountToken(false)
        .enableServiceLinks(false)
        .terminationGracePeriodSeconds(GRACE_SECONDS)
        .securityContext(Containers.podSecurity())
        .containers(container())
        .volumes(
            VolumeArgs.builder()
                .name(TMP_VOLUME)
                .emptyDir(EmptyDirVolumeSourceArgs.builder().sizeLimit("1Gi").build())
                .build())
        .build();
  }

  /** Command and folder are the image's: they are in its Dockerfile. */
  private ContainerArgs container() {
    return ContainerArgs.builder()
        .name(LibrdkafkaClient.COMPONENT)
        .image(image.reference())
        .imagePullPolicy(image.pullPolicy())
        .resources(Containers.resources(config.client().resources()))
        .securityContext(Containers.security())
        .volumeMounts(
            // For the files that its tools are told to write.
            VolumeMountArgs.builder().name(TMP_VOLUME).mountPath("/tmp").build())
        .build();
  }
}
