package dev.openshiftkafka.pod.users;

import dev.openshiftkafka.pod.users.DeclaredUser.Client;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The data of an application's Secret of type {@code servicebinding.io/kafka}.
 *
 * <p>The names are those that Quarkus, Spring and Strimzi's access operator use, and therefore some
 * values have several.
 */
final class BindingSecret {
  static final String PASSWORD = "password";

  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\""
          + " password=\"%s\";";

  private final Map<String, String> data = new TreeMap<>();
  private String password = "";
  private final Map<String, String> properties = new LinkedHashMap<>();

  /**
   * Creates the data of a client without credentials.
   *
   * @param authorities certificates of the brokers' CAs in PEM; empty without TLS
   */
  BindingSecret(Client client, String authorities) {
    data.put("type", "kafka");
    data.put("provider", "openshift-kafka");
    both("bootstrap.servers", client.bootstrapServers(), "bootstrapServers", "bootstrap-servers");
    both("security.protocol", client.securityProtocol(), "securityProtocol");
    if (!authorities.isEmpty()) {
      data.put("ssl.truststore.crt", authorities);
      properties.put("ssl.truststore.type", "PEM");
      properties.put("ssl.truststore.certificates", authorities);
    }
  }

  /** Adds a user name and a password. */
  BindingSecret withPassword(String user, String secret) {
    password = secret;
    both("sasl.mechanism", MECHANISM, "saslMechanism");
    both("sasl.jaas.config", LOGIN.formatted(user, secret));
    data.put("user", user);
    data.put("username", user);
    data.put(PASSWORD, secret);
    return this;
  }

  /**
   * Adds a client certificate.
   *
   * @param chain certificate and its intermediates in PEM
   * @param key private key in PEM, as PKCS#8
   */
  BindingSecret withCertificate(String user, String chain, String key) {
    data.put("user", user);
    data.put("username", user);
    data.put("ssl.keystore.crt", chain);
    data.put("ssl.keystore.key", key);
    properties.put("ssl.keystore.type", "PEM");
    properties.put("ssl.keystore.certificate.chain", chain);
    properties.put("ssl.keystore.key", key);
    return this;
  }

  /** The data by key. */
  Map<String, String> data() {
    var all = new TreeMap<>(data);
    all.put("client.properties", clientProperties());
    return all;
  }

  /** The complete properties of a Kafka client in Java, certificates included. */
  String clientProperties() {
    return properties.entrySet().stream()
        .map(property -> property.getKey() + "=" + escaped(property.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  /** The password; empty without one. */
  String password() {
    return password;
  }

  private void both(String property, String value, String... otherNames) {
    properties.put(property, value);
    data.put(property, value);
    for (String name : otherNames) {
      data.put(name, value);
    }
  }

  /** One line, as {@link java.util.Properties} reads it. */
  private static String escaped(String value) {
    return value.strip().replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n");
  }
}
