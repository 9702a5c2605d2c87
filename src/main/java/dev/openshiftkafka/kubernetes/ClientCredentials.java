package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.inputs.ConfigMapProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProjectedVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeProjectionArgs;
import dev.openshiftkafka.config.CertificateSource;
import dev.openshiftkafka.config.CertificatesConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Listener.Authentication;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Certificate of a client of the stack and the client properties, as a volume of a pod.
 *
 * @param secret Secret with the certificate
 */
public record ClientCredentials(String secret) {
  /** ConfigMap with the client properties, which contain no secret and are the same for all. */
  public static final String CONFIG_MAP = "kafka-client-properties";

  /** Key of the properties of Kafka's own clients and tools. */
  public static final String FILE = "client.properties";

  /** Folder of the mounted volume. */
  public static final String FOLDER = "/credentials";

  private static final String LIBRDKAFKA_FILE = "librdkafka.conf";
  private static final String VOLUME = "credentials";

  /** Readable by the group of the pod only. */
  public static final int MODE = 0440;

  /** The credentials of a client; empty when its listener needs none. */
  public static Optional<ClientCredentials> of(StackConfig config, ClientIdentity client) {
    return areNeeded(config)
        ? Optional.of(new ClientCredentials(Names.certificateSecret(client.name())))
        : Optional.empty();
  }

  /** The credentials of {@link Identity#ADMIN}; empty when its listener needs none. */
  public static Optional<ClientCredentials> ofAdmin(StackConfig config) {
    if (!areNeeded(config)) {
      return Optional.empty();
    }
    CertificatesConfig certificates = config.security().certificates();
    String secret =
        certificates.source() == CertificateSource.SECRET
            ? certificates.secrets().admin()
            : Names.certificateSecret(Identity.ADMIN.commonName());
    return Optional.of(new ClientCredentials(secret));
  }

  /** Whether the stack's own clients need credentials. */
  public static boolean areNeeded(StackConfig config) {
    return Listeners.of(config).clients().authentication() != Authentication.NONE;
  }

  /** The ConfigMap with the client properties. */
  public static ConfigMapArgs configMap(StackConfig config) {
    var common = new LinkedHashMap<String, String>();
    common.put("bootstrap.servers", BrokerAddresses.bootstrapServers(config));
    var java = new LinkedHashMap<>(common);
    java.putAll(javaSettings(config));
    common.putAll(protocol(config));
    common.putAll(Pem.librdkafkaSettings(FOLDER));
    return ConfigMapArgs.builder()
        .metadata(Labels.meta(config.project().name(), CONFIG_MAP, "security"))
        .data(Map.of(FILE, lines(java), LIBRDKAFKA_FILE, lines(common)))
        .build();
  }

  /** Security protocol, key store and trust store of a client in Java. */
  public static Map<String, String> javaSettings(StackConfig config) {
    var settings = new LinkedHashMap<String, String>(protocol(config));
    settings.putAll(Pem.settings(FOLDER));
    return settings;
  }

  private static Map<String, String> protocol(StackConfig config) {
    return Map.of("security.protocol", Listeners.of(config).clients().protocol().name());
  }

  private static String lines(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** The argument of programs with the path of the client properties. */
  public String argument() {
    return "--client-properties=" + FOLDER + "/" + FILE;
  }

  /** The file with the CA that the brokers' certificates are from. */
  public static String authority() {
    return Pem.authority(FOLDER);
  }

  /** The volume. */
  public VolumeArgs volume() {
    return VolumeArgs.builder()
        .name(VOLUME)
        .projected(
            ProjectedVolumeSourceArgs.builder()
                .defaultMode(MODE)
                .sources(
                    VolumeProjectionArgs.builder()
                        .secret(
                            SecretProjectionArgs.builder()
                                .name(secret)
                                .items(Pem.items(""))
                                .build())
                        .build(),
                    VolumeProjectionArgs.builder()
                        .configMap(ConfigMapProjectionArgs.builder().name(CONFIG_MAP).build())
                        .build())
                .build())
        .build();
  }

  /** The mount of the volume. */
  public VolumeMountArgs mount() {
    return VolumeMountArgs.builder().name(VOLUME).mountPath(FOLDER).readOnly(true).build();
  }
}
