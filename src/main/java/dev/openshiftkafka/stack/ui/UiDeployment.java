package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentStrategyArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Renders the Deployment of a UI and the proxy before it. */
final class UiDeployment {
  /** Two images are pulled, and the probes leave five minutes for the start. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final StackConfig config;
  private final UiContainer dashboard;
  private final OauthProxy proxy;
  private final Map<String, String> podAnnotations;

  UiDeployment(StackConfig config, UiContainer dashboard, Map<String, String> podAnnotations) {
    this.config = config;
    this.dashboard = dashboard;
    this.proxy = new OauthProxy(config, dashboard);
    this.podAnnotations = podAnnotations;
  }

  DeploymentArgs deployment() {
    return DeploymentArgs.builder()
        .metadata(Labels.meta(config.project().name(), dashboard.name(), Names.UI_COMPONENT))
        .spec(
            DeploymentSpecArgs.builder()
                .replicas(1)
                // Two at once would not know each other's cookies.
                .strategy(DeploymentStrategyArgs.builder().type("Recreate").build())
                .progressDeadlineSeconds((int) PATIENCE.toSeconds())
                .selector(
                    LabelSelectorArgs.builder()
                        .matchLabels(Labels.selector(Names.UI_COMPONENT))
                        .build())
                .template(
                    PodTemplateSpecArgs.builder()
                        .metadata(
                            ObjectMetaArgs.builder()
                                .labels(Labels.of(Names.UI_COMPONENT))
                                .annotations(podAnnotations)
                                .build())
                        .spec(pod())
                        .build())
                .build())
        .build();
  }

  private PodSpecArgs pod() {
    return PodSpecArgs.builder()
        .serviceAccountName(Names.UI)
        .automountServiceAccountToken(false)
        .enableServiceLinks(false)
        .securityContext(Containers.podSecurity())
        .initContainers(proxy.cookieKey())
        .containers(dashboard.container(), proxy.container())
        .volumes(volumes())
        .build();
  }

  private List<VolumeArgs> volumes() {
    var volumes = new ArrayList<>(ProxyVolumes.all());
    volumes.add(
        VolumeArgs.builder()
            .name(UiContainer.TMP_VOLUME)
            .emptyDir(EmptyDirVolumeSourceArgs.builder().sizeLimit("1Gi").build())
            .build());
    volumes.addAll(dashboard.volumes());
    return volumes;
  }
}
