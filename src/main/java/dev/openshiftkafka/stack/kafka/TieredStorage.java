package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProjectedVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceAccountTokenProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeProjectionArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.TieredStorageConfig;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.kubernetes.Pem;
import dev.openshiftkafka.stack.security.NodeCertificates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tiered storage in the pods of the brokers: the jars of the plugin, the token of their IAM role,
 * and the properties.
 *
 * <p>The pods mount the token themselves, so that it does not depend on a webhook: without a token,
 * AWS' SDK would silently use the role of the node.
 *
 * @param image image with the jars, or null when the image of the brokers has them
 * @param imagePath folder of the jars in it
 * @param role ARN of the IAM role, or null
 * @param region AWS region, or null when it is not known
 */
record TieredStorage(
    @Nullable String image,
    @Nullable String imagePath,
    @Nullable String role,
    @Nullable String region) {
  private static final String PLUGIN_VOLUME = "tiered-storage";
  private static final String TOKEN_VOLUME = "aws-token";
  private static final String TOKEN_FOLDER = "/aws-token";
  private static final String TOKEN = "token";

  /** The audience that IAM OIDC providers of clusters accept. */
  private static final String AUDIENCE = "sts.amazonaws.com";

  /** AWS' SDK reads the token again before it requests new credentials. */
  private static final int TOKEN_SECONDS = 3600;

  private static final String ENABLE = "remote.log.storage.system.enable";
  private static final String SKIP_TIERED = "follower.fetch.last.tiered.offset.enable";
  private static final String METADATA = "rlmm.config.remote.log.metadata.";

  /** Tiered storage of the brokers; empty without it. */
  static Optional<TieredStorage> of(StackConfig config) {
    TieredStorageConfig storage = config.kafka().tieredStorage();
    return storage == null
        ? Optional.empty()
        : Optional.of(
            new TieredStorage(
                storage.image(),
                storage.imagePath(),
                config.tieredStorageRole(),
                storage.region(config.aws())));
  }

  /**
   * Adds the section of a controller, which must allow topics with remote storage but does not use
   * it.
   */
  static void addToController(PropertiesText text, StackConfig config) {
    if (config.kafka().tieredStorage() != null) {
      text.section("Tiered storage", Map.of(ENABLE, "true"));
    }
  }

  /** Adds the section of a broker. */
  static void addToBroker(PropertiesText text, StackConfig config, int ordinal) {
    TieredStorageConfig storage = config.kafka().tieredStorage();
    if (storage != null) {
      text.section("Tiered storage", properties(config, storage, ordinal));
    }
  }

  private static Map<String, String> properties(
      StackConfig config, TieredStorageConfig storage, int ordinal) {
    var properties = new LinkedHashMap<String, String>();
    properties.put(ENABLE, "true");
    properties.put("remote.log.storage.manager.class.name", storage.className());
    properties.put("remote.log.storage.manager.class.path", storage.classPath());
    storage
        .allSettings(config.aws(), config.project())
        .forEach((name, value) -> properties.put("rsm.config." + name, value));
    properties.put(
        "remote.log.metadata.manager.listener.name",
        Listeners.of(config).interBroker().name().name());
    properties.put(
        METADATA + "topic.replication.factor", storage.metadataReplicationFactor().toString());
    properties.put(METADATA + "topic.min.isr", storage.metadataMinIsr().toString());
    // Kafka adds the address and the protocol of the listener for the clients of this topic. They
    // are the broker itself, which is a super user.
    if (Listeners.of(config).interBroker().isTls()) {
      Pem.settings(NodeCertificates.ofBrokers(config).orElseThrow().folder(ordinal))
          .forEach((name, value) -> properties.put(METADATA + "common.client." + name, value));
    }
    // An empty replica copies only what is not in remote storage (KIP-1023, Kafka 4.3).
    if (config.kafka().definitions().hasBrokerSetting(SKIP_TIERED)
        && !config.kafka().settings().containsKey(SKIP_TIERED)) {
      properties.put(SKIP_TIERED, "true");
    }
    return properties;
  }

  /** The command of the init container that copies the jars. */
  List<String> copyCommand() {
    return List.of("cp", "-R", imagePath + "/.", TieredStorageConfig.FOLDER);
  }

  /** The mount of the jars. */
  Optional<VolumeMountArgs.Builder> pluginMount() {
    return image == null
        ? Optional.empty()
        : Optional.of(
            VolumeMountArgs.builder().name(PLUGIN_VOLUME).mountPath(TieredStorageConfig.FOLDER));
  }

  /** Mounts of the container of the broker. */
  List<VolumeMountArgs> mounts() {
    var mounts = new ArrayList<VolumeMountArgs>();
    pluginMount().ifPresent(mount -> mounts.add(mount.readOnly(true).build()));
    if (role != null) {
      mounts.add(
          VolumeMountArgs.builder()
              .name(TOKEN_VOLUME)
              .mountPath(TOKEN_FOLDER)
              .readOnly(true)
              .build());
    }
    return mounts;
  }

  /** Volumes of the pod. */
  List<VolumeArgs> volumes() {
    var volumes = new ArrayList<VolumeArgs>();
    if (image != null) {
      volumes.add(
          VolumeArgs.builder()
              .name(PLUGIN_VOLUME)
              .emptyDir(EmptyDirVolumeSourceArgs.builder().build())
              .build());
    }
    if (role != null) {
      volumes.add(
          VolumeArgs.builder()
              .name(TOKEN_VOLUME)
              .projected(
                  ProjectedVolumeSourceArgs.builder()
                      .sources(
                          VolumeProjectionArgs.builder()
                              .serviceAccountToken(
                                  ServiceAccountTokenProjectionArgs.builder()
                                      .audience(AUDIENCE)
                                      .expirationSeconds(TOKEN_SECONDS)
                                      .path(TOKEN)
                                      .build())
                              .build())
                      .build())
              .build());
    }
    return volumes;
  }

  /** The variables with which AWS' SDK finds role and token. */
  List<EnvVarArgs> environment() {
    var variables = new ArrayList<EnvVarArgs>();
    if (role != null) {
      variables.add(variable("AWS_ROLE_ARN", role));
      variables.add(variable("AWS_WEB_IDENTITY_TOKEN_FILE", TOKEN_FOLDER + "/" + TOKEN));
      if (region != null) {
        variables.add(variable("AWS_REGION", region));
      }
    }
    return variables;
  }

  private static EnvVarArgs variable(String name, String value) {
    return EnvVarArgs.builder().name(name).value(value).build();
  }
}
