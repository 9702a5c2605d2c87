package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.batch.v1.JobArgs;
import com.pulumi.kubernetes.batch.v1.inputs.JobSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.pod.cmak.RegisterCluster;
import java.util.List;
import java.util.Map;

/**
 * Renders the Job that makes the cluster known to CMAK, which the article's readers did by hand.
 *
 * <p>CMAK keeps what it knows in ZooKeeper: one run is enough, and a further one finds the cluster
 * and changes nothing.
 */
final class CmakRegistration {
  static final String NAME = Cmak.NAME + "-registration";

  /** It asks for a few pages of text. */
  private static final ResourcesConfig RESOURCES = new ResourcesConfig("50m", null, "192Mi");

  private static final int PATIENCE_SECONDS = 300;
  private static final int RETRIES = 2;

  private final StackConfig config;
  private final Map<String, String> podAnnotations;

  CmakRegistration(StackConfig config, Map<String, String> podAnnotations) {
    this.config = config;
    this.podAnnotations = podAnnotations;
  }

  JobArgs job() {
    return JobArgs.builder()
        .metadata(Labels.meta(config.project().name(), NAME, Names.CMAK_REGISTRATION_COMPONENT))
        .spec(
            JobSpecArgs.builder()
                .backoffLimit(RETRIES)
                .template(
                    PodTemplateSpecArgs.builder()
                        .metadata(
                            ObjectMetaArgs.builder()
                                .labels(Labels.of(Names.CMAK_REGISTRATION_COMPONENT))
                                .annotations(podAnnotations)
                                .build())
                        .spec(pod())
                        .build())
                .build())
        .build();
  }

  private PodSpecArgs pod() {
    return PodSpecArgs.builder()
        .restartPolicy("Never")
        .serviceAccountName(NAME)
        .automountServiceAccountToken(false)
        .enableServiceLinks(false)
        .securityContext(Containers.podSecurity())
        .containers(
            ContainerArgs.builder()
                .name("register")
                .image(config.images().kafka(config.kafka().version()))
                .imagePullPolicy("IfNotPresent")
                .command(command())
                .resources(Containers.resources(RESOURCES))
                .securityContext(Containers.security())
                .volumeMounts(Cmak.filesMount())
                .build())
        .volumes(Cmak.files())
        .build();
  }

  private List<String> command() {
    return List.of(
        "java",
        "-Xmx48M",
        "-cp",
        Cmak.FILES + "/*:/opt/kafka/libs/*",
        RegisterCluster.class.getName(),
        "--cmak=http://" + BrokerAddresses.service(config, Names.UI) + ":" + Names.CMAK_PORT,
        "--name=kafka",
        "--zookeeper=" + Cmak.ZOOKEEPER,
        "--patience-seconds=" + PATIENCE_SECONDS);
  }
}
