package dev.openshiftkafka.stack.security;

import com.pulumi.kubernetes.core.v1.inputs.ProjectedVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeProjectionArgs;
import dev.openshiftkafka.config.CertificateSecretsConfig;
import dev.openshiftkafka.config.CertificateSource;
import dev.openshiftkafka.config.CertificatesConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Pem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The certificates of the nodes of a StatefulSet, as a volume of their pods.
 *
 * <p>All pods of a StatefulSet have the same volumes, so each pod has the certificates of all. The
 * volume is mounted whole: a file that is mounted by {@code subPath} is never updated, and Kafka
 * would not see a renewed certificate.
 *
 * @param set name of the StatefulSet
 * @param places number of pods for which the volume has a place
 * @param optional whether places may be empty
 * @param shared Secret with one certificate for all pods; empty when each pod has one of its own
 */
public record NodeCertificates(String set, int places, boolean optional, Optional<String> shared) {
  private static final String VOLUME = "certificates";
  private static final String FOLDER = "/certificates";

  /**
   * The volume has places for this number of brokers, or the next power of two: another broker must
   * not change the pod template, which would restart all others.
   */
  private static final int MIN_PLACES = 16;

  /** The certificates of the brokers; empty without security. */
  public static Optional<NodeCertificates> ofBrokers(StackConfig config) {
    int places = MIN_PLACES;
    while (places < config.kafka().brokers()) {
      places *= 2;
    }
    return of(config, Names.BROKERS, places, true, CertificateSecretsConfig::brokers);
  }

  /**
   * The certificates of the controllers; empty without security. A change of their number, which is
   * rare, restarts them one at a time.
   */
  public static Optional<NodeCertificates> ofControllers(StackConfig config) {
    return of(
        config,
        Names.CONTROLLERS,
        config.controllers().members(),
        false,
        CertificateSecretsConfig::controllers);
  }

  private static Optional<NodeCertificates> of(
      StackConfig config,
      String set,
      int places,
      boolean optional,
      Function<CertificateSecretsConfig, String> secret) {
    if (config.security() == null) {
      return Optional.empty();
    }
    CertificatesConfig certificates = config.security().certificates();
    Optional<String> shared =
        certificates.source() == CertificateSource.SECRET
            ? Optional.of(secret.apply(certificates.secrets()))
            : Optional.empty();
    return Optional.of(new NodeCertificates(set, places, optional, shared));
  }

  /** The folder with the files of a pod. */
  public String folder(int ordinal) {
    return shared.isPresent() ? FOLDER : FOLDER + "/" + Names.pod(set, ordinal);
  }

  /** The volume. */
  public VolumeArgs volume() {
    List<VolumeProjectionArgs> sources =
        shared
            .map(secret -> List.of(source(secret, "", false)))
            .orElseGet(
                () ->
                    IntStream.range(0, places)
                        .mapToObj(i -> Names.pod(set, i))
                        .map(pod -> source(Names.certificateSecret(pod), pod + "/", optional))
                        .toList());
    return VolumeArgs.builder()
        .name(VOLUME)
        .projected(
            ProjectedVolumeSourceArgs.builder()
                .defaultMode(ClientCredentials.MODE)
                .sources(sources)
                .build())
        .build();
  }

  /** The mount of the volume. */
  public VolumeMountArgs mount() {
    return VolumeMountArgs.builder().name(VOLUME).mountPath(FOLDER).readOnly(true).build();
  }

  private static VolumeProjectionArgs source(String secret, String prefix, boolean optional) {
    SecretProjectionArgs.Builder projection =
        SecretProjectionArgs.builder().name(secret).items(Pem.items(prefix));
    if (optional) {
      projection.optional(true);
    }
    return VolumeProjectionArgs.builder().secret(projection.build()).build();
  }
}
