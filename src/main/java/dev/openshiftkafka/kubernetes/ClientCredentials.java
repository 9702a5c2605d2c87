package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.inputs.ConfigMapProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.KeyToPathArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProjectedVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeProjectionArgs;
import dev.openshiftkafka.config.CertificateSecretsConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Listener.Authentication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Certificate or password of a client of the stack, and the client properties, as a volume of a
 * pod.
 *
 * @param identity name of the client's identity
 * @param secret Secret with the certificate or password
 * @param authentication how the client proves who it is
 */
public record ClientCredentials(
    String identity, String secret, IdentityAuthentication authentication) {
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
    return of(config, client.name(), Names.certificateSecret(client.name()));
  }

  /** The credentials of {@link Identity#ADMIN}; empty when its listener needs none. */
  public static Optional<ClientCredentials> ofAdmin(StackConfig config) {
    String admin = Identity.ADMIN.commonName();
    CertificateSecretsConfig secrets =
        config.security() == null ? null : config.security().certificates().secrets();
    return of(config, admin, secrets == null ? Names.certificateSecret(admin) : secrets.admin());
  }

  private static Optional<ClientCredentials> of(
      StackConfig config, String identity, String certificate) {
    if (!areNeeded(config)) {
      return Optional.empty();
    }
    IdentityAuthentication authentication = IdentityAuthentication.of(config);
    String secret =
        switch (authentication) {
          case CERTIFICATE -> certificate;
          case PASSWORD -> IdentityPasswords.secret(identity);
        };
    return Optional.of(new ClientCredentials(identity, secret, authentication));
  }

  /** Whether the stack's own clients need credentials. */
  public static boolean areNeeded(StackConfig config) {
    return Listeners.of(config).clients().authentication() != Authentication.NONE;
  }

  /** The ConfigMap with the client properties. */
  public static ConfigMapArgs configMap(StackConfig config) {
    IdentityAuthentication authentication = IdentityAuthentication.of(config);
    var common = new LinkedHashMap<String, String>();
    common.put("bootstrap.servers", BrokerAddresses.bootstrapServers(config));
    var java = new LinkedHashMap<>(common);
    java.putAll(tls(config, authentication));
    common.putAll(protocol(config));
    if (authentication == IdentityAuthentication.PASSWORD) {
      java.putAll(IdentityPasswords.clientSettings(FOLDER));
      common.put("ssl.ca.location", authority());
      common.putAll(IdentityPasswords.librdkafkaSettings());
    } else {
      common.putAll(Pem.librdkafkaSettings(FOLDER));
    }
    return ConfigMapArgs.builder()
        .metadata(Labels.meta(config.project().name(), CONFIG_MAP, "security"))
        .data(Map.of(FILE, lines(java), LIBRDKAFKA_FILE, lines(common)))
        .build();
  }

  /** The security protocol and the stores of a client in Java. */
  private static Map<String, String> tls(
      StackConfig config, IdentityAuthentication authentication) {
    var settings = new LinkedHashMap<String, String>(protocol(config));
    settings.putAll(
        switch (authentication) {
          case CERTIFICATE -> Pem.settings(FOLDER);
          case PASSWORD -> Pem.trustSettings(FOLDER);
        });
    return settings;
  }

  /**
   * The settings of a client in Java that takes them from environment variables.
   *
   * @param password name of the variable of {@link #passwordVariable}
   */
  public Map<String, String> javaSettings(StackConfig config, String password) {
    Map<String, String> settings = tls(config, authentication);
    if (authentication == IdentityAuthentication.PASSWORD) {
      settings.putAll(IdentityPasswords.clientSettings(identity, "$(" + password + ")"));
    }
    return settings;
  }

  /** An environment variable with the password; empty with a certificate. */
  public Optional<EnvVarArgs> passwordVariable(String name) {
    return switch (authentication) {
      case CERTIFICATE -> Optional.empty();
      case PASSWORD -> Optional.of(IdentityPasswords.variable(name, identity));
    };
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
    var sources = new ArrayList<VolumeProjectionArgs>();
    if (authentication == IdentityAuthentication.PASSWORD) {
      sources.add(secret(IdentityPasswords.clientItems()));
      sources.add(ServiceCa.authorities(Pem.CA));
    } else {
      sources.add(secret(Pem.items("")));
    }
    sources.add(
        VolumeProjectionArgs.builder()
            .configMap(ConfigMapProjectionArgs.builder().name(CONFIG_MAP).build())
            .build());
    return VolumeArgs.builder()
        .name(VOLUME)
        .projected(ProjectedVolumeSourceArgs.builder().defaultMode(MODE).sources(sources).build())
        .build();
  }

  private VolumeProjectionArgs secret(List<KeyToPathArgs> items) {
    return VolumeProjectionArgs.builder()
        .secret(SecretProjectionArgs.builder().name(secret).items(items).build())
        .build();
  }

  /** The mount of the volume. */
  public VolumeMountArgs mount() {
    return VolumeMountArgs.builder().name(VOLUME).mountPath(FOLDER).readOnly(true).build();
  }
}
