package dev.openshiftkafka.stack.rdkafka;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.resources.CustomTimeouts;
import dev.openshiftkafka.config.AclOperation;
import dev.openshiftkafka.config.AclResourceType;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ProgramImage;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The article's client pod with rdkafka_performance and kcat, and the build of its image. */
public final class RdkafkaClient implements Operand {
  /** The name of the article's pod. */
  private static final String NAME = "kafka-kafka-librdkafka";

  private static final String COMPONENT = "librdkafka";
  private static final String TMP_VOLUME = "tmp";
  private static final String DOCKERFILE_BASE = "docker.io/library/debian:bookworm-slim";

  /** The idle process ends immediately; a running tool has this time to stop. */
  private static final int GRACE_SECONDS = 5;

  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  /** Maximum time of a build plus the maximum back-off of the kubelet between image pulls. */
  private static final Duration TIMEOUT_WITH_BUILD = Duration.ofMinutes(25);

  /** Topics and groups of the client begin so, as the article's topic does. */
  private static final String PREFIX = "test";

  private static final ClientIdentity IDENTITY =
      new ClientIdentity(
          NAME,
          List.of(
              ClientIdentity.prefixed(
                  AclResourceType.TOPIC,
                  PREFIX,
                  AclOperation.CREATE,
                  AclOperation.READ,
                  AclOperation.WRITE),
              ClientIdentity.prefixed(AclResourceType.GROUP, PREFIX, AclOperation.READ)));

  private final StackConfig config;
  private final Optional<ClientCredentials> credentials;
  private final ProgramImage image;
  private final Workload workload;

  /** Creates the operand of a configuration. */
  public RdkafkaClient(StackConfig config) {
    this.config = config;
    this.credentials = ClientCredentials.of(config, IDENTITY);
    this.workload = Workload.of(config, NAME, COMPONENT);
    String base = config.images().registry() + "/" + config.client().baseImage();
    this.image =
        new ProgramImage(
            config.project().name(),
            NAME,
            ProgramImage.dockerfile(RdkafkaClient.class, DOCKERFILE_BASE, base),
            config.client().image(),
            config.images().pullSecret());
  }

  @Override
  public boolean enabled() {
    return config.client().enabled();
  }

  @Override
  public Optional<ClientIdentity> identity() {
    return Optional.of(IDENTITY);
  }

  @Override
  public List<String> serviceAccounts() {
    return List.of(NAME);
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    inventory.add(inProject("apps", "deployments"), NAME);
    image.addTo(inventory);
  }

  /** The image is built while the brokers start; only the Deployment depends on the brokers. */
  @Override
  public void declare(DeploymentContext context) {
    new OperandComponent(
        "openshiftkafka:librdkafka:LibrdkafkaClient",
        NAME,
        context.inProject(),
        component -> {
          image.declare(workload.meta(NAME), component);
          var account =
              new ServiceAccount(
                  NAME,
                  workload.serviceAccount(image.accountAnnotations()),
                  component.child().build());
          new Deployment(
              NAME,
              workload.deployment(NAME, pod(), timeout()),
              component
                  .child()
                  .dependsOn(account, context.brokers())
                  .customTimeouts(
                      CustomTimeouts.builder().create(timeout()).update(timeout()).build())
                  .build());
        });
  }

  private Duration timeout() {
    return image.isBuilt() ? TIMEOUT_WITH_BUILD : TIMEOUT;
  }

  private PodSpecArgs pod() {
    var volumes = new ArrayList<VolumeArgs>();
    volumes.add(
        VolumeArgs.builder()
            .name(TMP_VOLUME)
            .emptyDir(EmptyDirVolumeSourceArgs.builder().sizeLimit("1Gi").build())
            .build());
    credentials.map(ClientCredentials::volume).ifPresent(volumes::add);
    return (image.isBuilt() ? workload.podOfInternalImage() : workload.pod())
        .terminationGracePeriodSeconds(GRACE_SECONDS)
        .containers(container())
        .volumes(volumes)
        .build();
  }

  /** The Dockerfile defines command and working directory. */
  private ContainerArgs container() {
    var mounts = new ArrayList<VolumeMountArgs>();
    // For output files of the tools.
    mounts.add(VolumeMountArgs.builder().name(TMP_VOLUME).mountPath("/tmp").build());
    credentials.map(ClientCredentials::mount).ifPresent(mounts::add);
    return Workload.container(COMPONENT, image.reference(), config.client().resources())
        .env(Containers.zone())
        .volumeMounts(mounts)
        .build();
  }
}
