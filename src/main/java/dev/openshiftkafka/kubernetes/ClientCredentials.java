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
 * Certificate and client properties of an identity of the stack, as a volume of a pod.
 *
 * @param name name of the ConfigMap with the properties
 * @param secret Secret with the certificate
 * @param listener listener that the client connects to
 */
public record ClientCredentials(String name, String secret, Listener listener) {
  private static final String FOLDER = "/credentials";
  private static final String FILE = "client.properties";
  private static final String VOLUME = "credentials";

  /** Readable by the group of the pod only. */
  public static final int MODE = 0440;

  /** The credentials of {@link Identity#ADMIN}; empty when its listener needs none. */
  public static Optional<ClientCredentials> ofAdmin(StackConfig config) {
    Listener listener = Listeners.of(config).clients();
    if (listener.authentication() == Authentication.NONE) {
      return Optional.empty();
    }
    String name = Identity.ADMIN.commonName();
    CertificatesConfig certificates = config.security().certificates();
    String secret =
        certificates.source() == CertificateSource.SECRET
            ? certificates.secrets().admin()
            : Names.certificateSecret(name);
    return Optional.of(new ClientCredentials(name, secret, listener));
  }

  /** The ConfigMap with the client properties, which contain no secret. */
  public ConfigMapArgs configMap(String namespace) {
    return ConfigMapArgs.builder()
        .metadata(Labels.meta(namespace, name, "security"))
        .data(Map.of(FILE, properties()))
        .build();
  }

  private String properties() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("security.protocol", listener.protocol().name());
    settings.putAll(Pem.settings(FOLDER));
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
                        .configMap(ConfigMapProjectionArgs.builder().name(name).build())
                        .build())
                .build())
        .build();
  }

  /** The mount of the volume. */
  public VolumeMountArgs mount() {
    return VolumeMountArgs.builder().name(VOLUME).mountPath(FOLDER).readOnly(true).build();
  }
}
