package dev.openshiftkafka.stack.security;

import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.KeyToPathArgs;
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
import dev.openshiftkafka.kubernetes.IdentityPasswords;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Pem;
import dev.openshiftkafka.kubernetes.ServiceCa;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The certificates of the nodes of a StatefulSet, as a volume of their pods.
 *
 * <p>All pods of a StatefulSet have the same volumes, so each pod has the certificates of all. The
 * volume is mounted whole: a file that is mounted by {@code subPath} is never updated, and Kafka
 * would not see a renewed certificate.
 *
 * <p>The certificates of OpenShift's service CA must be converted: an init container writes the
 * volume, and the readiness sidecar updates it.
 *
 * @param set name of the StatefulSet
 * @param source where the certificates come from
 * @param sources the Secrets in the volume; empty when it is written in the pod
 */
public record NodeCertificates(String set, CertificateSource source, List<SecretFiles> sources) {
  private static final String VOLUME = "certificates";

  /** Where the volume is mounted. */
  public static final String FOLDER = "/certificates";

  private static final String SERVING_VOLUME = "serving-certificate";

  /** Where the certificate of OpenShift's service CA is mounted. */
  public static final String SERVING_FOLDER = "/serving-certificate";

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
    List<SecretFiles> sources =
        switch (certificates.source()) {
          case CERT_MANAGER ->
              IntStream.range(0, places)
                  .mapToObj(i -> Names.pod(set, i))
                  .map(pod -> new SecretFiles(Names.certificateSecret(pod), pod + "/", optional))
                  .toList();
          case SECRET -> List.of(new SecretFiles(secret.apply(certificates.secrets()), "", false));
          case SERVICE_CA -> List.of();
        };
    return Optional.of(new NodeCertificates(set, certificates.source(), sources));
  }

  /** The folder with the files of a pod. */
  public String folder(int ordinal) {
    return source == CertificateSource.CERT_MANAGER
        ? FOLDER + "/" + Names.pod(set, ordinal)
        : FOLDER;
  }

  /** Whether the volume is written in the pod, from the certificate of OpenShift's service CA. */
  public boolean areConverted() {
    return source == CertificateSource.SERVICE_CA;
  }

  /** The annotations of the headless Service, for which OpenShift's service CA issues one. */
  public Map<String, String> serviceAnnotations() {
    return areConverted() ? ServiceCa.annotations(ServiceCa.secret(Names.headless(set))) : Map.of();
  }

  /** The volumes of the pod. */
  public List<VolumeArgs> volumes() {
    if (!areConverted()) {
      return List.of(projected(VOLUME, sources.stream().map(SecretFiles::projection).toList()));
    }
    return List.of(
        VolumeArgs.builder()
            .name(VOLUME)
            .emptyDir(EmptyDirVolumeSourceArgs.builder().medium("Memory").sizeLimit("1Mi").build())
            .build(),
        projected(SERVING_VOLUME, List.of(serving(), ServiceCa.authorities("ca.crt"))),
        IdentityPasswords.nodeVolume());
  }

  private VolumeProjectionArgs serving() {
    return VolumeProjectionArgs.builder()
        .secret(
            SecretProjectionArgs.builder()
                .name(ServiceCa.secret(Names.headless(set)))
                .items(
                    Stream.of("tls.crt", "tls.key")
                        .map(key -> KeyToPathArgs.builder().key(key).path(key).build())
                        .toList())
                .build())
        .build();
  }

  private static VolumeArgs projected(String name, List<VolumeProjectionArgs> sources) {
    return VolumeArgs.builder()
        .name(name)
        .projected(
            ProjectedVolumeSourceArgs.builder()
                .defaultMode(ClientCredentials.MODE)
                .sources(sources)
                .build())
        .build();
  }

  /** The mount of the certificates. */
  public VolumeMountArgs mount() {
    return VolumeMountArgs.builder().name(VOLUME).mountPath(FOLDER).readOnly(true).build();
  }

  /** The mounts of a container that connects to nodes as this one. */
  public List<VolumeMountArgs> mounts() {
    return areConverted() ? List.of(mount(), IdentityPasswords.nodeMount()) : List.of(mount());
  }

  /** The mounts of a container that writes the volume. */
  public List<VolumeMountArgs> conversionMounts() {
    return List.of(
        VolumeMountArgs.builder().name(VOLUME).mountPath(FOLDER).build(),
        VolumeMountArgs.builder()
            .name(SERVING_VOLUME)
            .mountPath(SERVING_FOLDER)
            .readOnly(true)
            .build());
  }

  /** The mounts of the readiness sidecar. */
  public List<VolumeMountArgs> agentMounts() {
    if (!areConverted()) {
      return mounts();
    }
    var mounts = new ArrayList<>(conversionMounts());
    mounts.add(IdentityPasswords.nodeMount());
    return List.copyOf(mounts);
  }

  /**
   * The files of a Secret in the volume.
   *
   * @param prefix folder of the files, which ends with a slash; empty for the volume itself
   * @param optional whether pods start without the Secret
   */
  record SecretFiles(String secret, String prefix, boolean optional) {
    private VolumeProjectionArgs projection() {
      SecretProjectionArgs.Builder projection =
          SecretProjectionArgs.builder().name(secret).items(Pem.items(prefix));
      if (optional) {
        projection.optional(true);
      }
      return VolumeProjectionArgs.builder().secret(projection.build()).build();
    }
  }
}
