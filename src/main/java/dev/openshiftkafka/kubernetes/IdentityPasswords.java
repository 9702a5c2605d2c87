package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.KeyToPathArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProjectedVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretKeySelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeProjectionArgs;
import dev.openshiftkafka.pod.users.PasswordSecrets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The passwords of {@link IdentityAuthentication#PASSWORD}: a Secret for each identity, and Kafka's
 * settings for SASL/PLAIN.
 *
 * <p>The settings are in ConfigMaps, and refer to the files of the mounted Secrets.
 */
public final class IdentityPasswords {
  private static final String MECHANISM = Listener.SASL_PLAIN;
  private static final String PROVIDER = "directory";
  private static final String VOLUME = "passwords";
  private static final String FOLDER = "/passwords";

  private IdentityPasswords() {}

  /**
   * All identities, also of clients that a configuration does not have: brokers and controllers
   * read the passwords when they start.
   */
  public static List<String> identities() {
    return Stream.concat(
            Arrays.stream(Identity.values()).map(Identity::commonName),
            ClientIdentity.NAMES.stream())
        .sorted()
        .toList();
  }

  /** The Secret with the password of an identity. */
  public static String secret(String identity) {
    return identity + PasswordSecrets.SUFFIX;
  }

  /** Kafka's settings with which values refer to files. */
  public static Map<String, String> providerSettings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("config.providers", PROVIDER);
    settings.put(
        "config.providers." + PROVIDER + ".class",
        "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
    return settings;
  }

  /**
   * The login of a client that mounts the Secret of its identity.
   *
   * @param folder mount path
   */
  static Map<String, String> clientSettings(String folder) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("sasl.mechanism", MECHANISM);
    settings.putAll(providerSettings());
    settings.put(
        "sasl.jaas.config",
        login(
                reference(folder, PasswordSecrets.USERNAME),
                reference(folder, PasswordSecrets.PASSWORD))
            + ";");
    return settings;
  }

  /**
   * The login of an identity of which a variable has the password.
   *
   * @param password such as {@code $(NAME)}
   */
  public static Map<String, String> clientSettings(String identity, String password) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("sasl.mechanism", MECHANISM);
    settings.put("sasl.jaas.config", login(identity, password) + ";");
    return settings;
  }

  /** The settings of librdkafka, except for the file {@code librdkafka-login.conf}. */
  static Map<String, String> librdkafkaSettings() {
    return Map.of("sasl.mechanisms", MECHANISM);
  }

  /** The keys of the Secret that a client mounts. */
  static List<KeyToPathArgs> clientItems() {
    return Stream.of(PasswordSecrets.USERNAME, PasswordSecrets.PASSWORD, PasswordSecrets.LIBRDKAFKA)
        .map(key -> KeyToPathArgs.builder().key(key).path(key).build())
        .toList();
  }

  /** The environment variable with the password of an identity. */
  public static EnvVarArgs variable(String name, String identity) {
    return EnvVarArgs.builder()
        .name(name)
        .valueFrom(
            EnvVarSourceArgs.builder()
                .secretKeyRef(
                    SecretKeySelectorArgs.builder()
                        .name(secret(identity))
                        .key(PasswordSecrets.PASSWORD)
                        .build())
                .build())
        .build();
  }

  /**
   * The value of {@code sasl.jaas.config} of a broker or controller: its own login, and the
   * passwords that it accepts.
   */
  public static String nodeLogin(Identity node) {
    String accepted =
        identities().stream()
            .map(identity -> " user_%s=\"%s\"".formatted(identity, reference(FOLDER, identity)))
            .collect(Collectors.joining());
    return login(node.commonName(), reference(FOLDER, node.commonName())) + accepted + ";";
  }

  private static String login(String identity, String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
            .formatted(identity)
        + " password=\"%s\"".formatted(password);
  }

  private static String reference(String folder, String file) {
    return "${" + PROVIDER + ":" + folder + ":" + file + "}";
  }

  /** The volume of a broker or controller: the password of each identity in a file of its name. */
  public static VolumeArgs nodeVolume() {
    return VolumeArgs.builder()
        .name(VOLUME)
        .projected(
            ProjectedVolumeSourceArgs.builder()
                .defaultMode(ClientCredentials.MODE)
                .sources(
                    identities().stream()
                        .map(
                            identity ->
                                source(secret(identity), PasswordSecrets.PASSWORD, identity))
                        .toList())
                .build())
        .build();
  }

  /** The mount of the volume of a broker or controller. */
  public static VolumeMountArgs nodeMount() {
    return VolumeMountArgs.builder().name(VOLUME).mountPath(FOLDER).readOnly(true).build();
  }

  private static VolumeProjectionArgs source(String secret, String key, String path) {
    return VolumeProjectionArgs.builder()
        .secret(
            SecretProjectionArgs.builder()
                .name(secret)
                .items(KeyToPathArgs.builder().key(key).path(path).build())
                .build())
        .build();
  }
}
