package dev.openshiftkafka.stack.rdkafka;

import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.ServiceAccountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.ProgramImage;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.Map;

/** Declares the article's client, in which rdkafka_performance and kcat run, and its image. */
public final class LibrdkafkaClient extends ComponentResource {
  /** The name of the article's pod. */
  static final String NAME = "kafka-kafka-librdkafka";

  static final String COMPONENT = "librdkafka";

  private final StackConfig config;

  /**
   * Declares it.
   *
   * @param brokers what the pod waits for; its image is built meanwhile
   */
  public LibrdkafkaClient(
      StackConfig config,
      Map<String, String> podAnnotations,
      Resource brokers,
      ComponentResourceOptions options) {
    super("openshiftkafka:librdkafka:LibrdkafkaClient", NAME, ResourceArgs.Empty, options);
    this.config = config;
    ProgramImage image = ClientImage.of(config);
    image.declare(meta(), this);
    var account =
        new ServiceAccount(
            NAME,
            ServiceAccountArgs.builder()
                .metadata(meta())
                .automountServiceAccountToken(false)
                .build(),
            child().build());
    var deployment = new ClientDeployment(config, image, podAnnotations);
    var patience = deployment.patience();
    new Deployment(
        NAME,
        deployment.deployment(),
        child()
            .dependsOn(account, brokers)
            .customTimeouts(CustomTimeouts.builder().create(patience).update(patience).build())
            .build());
    this.registerOutputs(Map.of());
  }

  private ObjectMetaArgs meta() {
    return Labels.meta(config.project().name(), NAME, COMPONENT);
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  /** Service account of its pod. */
  public static String serviceAccount() {
    return NAME;
  }

  /** Adds the names of its objects, for the rights of the deployer. */
  public static void addTo(ResourceInventory objects, StackConfig config) {
    objects.add(inProject("", "serviceaccounts"), NAME).add(inProject("apps", "deployments"), NAME);
    ClientImage.of(config).addTo(objects);
  }
}
