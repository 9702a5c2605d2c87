package dev.openshiftkafka.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.attempts.Attempt;
import dev.openshiftkafka.attempts.Attempt.Action;
import dev.openshiftkafka.testing.TestAuthority;
import dev.openshiftkafka.testing.TestAuthority.PemPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Attempts to use the listeners of a secure stack, each with its expected outcome. */
final class SecurityMatrix {
  private static final String TLS_REFUSED = "SslAuthenticationException";
  private static final String LOGIN_REFUSED = "SaslAuthenticationException";

  /** Without an answer that Kafka's client understands, it tries again until its time is over. */
  private static final String NO_ANSWER = "TimeoutException|SaslAuthenticationException";

  private static final String TOPIC_REFUSED = "TopicAuthorizationException";
  private static final int NODES = 3;

  private final Map<String, String> expected = new LinkedHashMap<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private final Map<String, String> secrets;
  private final TestAuthority other;
  private final TestAuthority own;
  private final String authority;

  private SecurityMatrix(Map<String, String> secrets) throws GeneralSecurityException, IOException {
    this.secrets = secrets;
    this.other = new TestAuthority();
    this.authority = secret("kafka-ca", "tls.crt");
    this.own = TestAuthority.of(authority, secret("kafka-ca", "tls.key"));
    members();
    passwords();
    certificates();
  }

  /** The users of the stack, with or without the one that is deleted. */
  static List<Map<String, Object>> users(boolean all) {
    var users = new ArrayList<Map<String, Object>>();
    users.add(ClientPod.USER);
    users.add(user("writer", "scram"));
    users.add(user("certified", "tls"));
    if (all) {
      users.add(user("leaver", "scram"));
    }
    return users;
  }

  private static Map<String, Object> user(String name, String authentication) {
    return Map.of(
        "name",
        name,
        "authentication",
        authentication,
        "acls",
        List.of(
            Map.of(
                "resourceType",
                "topic",
                "resourceName",
                "right",
                "operations",
                List.of("write", "create"))));
  }

  /** The attempts on the stack that runs; reads its Secrets. */
  static SecurityMatrix read() throws GeneralSecurityException, IOException {
    return new SecurityMatrix(readSecrets());
  }

  /** All values of the stack's Secrets, by "secret/key". */
  private static Map<String, String> readSecrets() throws IOException {
    var values = new TreeMap<String, String>();
    JsonNode list =
        new ObjectMapper()
            .readTree(
                Shell.kubectl("get", "secrets", "-n", LocalStack.NAMESPACE, "--output", "json"));
    for (JsonNode secret : list.get("items")) {
      secret
          .path("data")
          .fields()
          .forEachRemaining(
              entry ->
                  values.put(
                      secret.at("/metadata/name").asText() + "/" + entry.getKey(),
                      new String(
                          Base64.getDecoder().decode(entry.getValue().asText()),
                          StandardCharsets.UTF_8)));
    }
    return values;
  }

  private String secret(String name, String key) {
    String value = secrets.get(name + "/" + key);
    if (value == null) {
      throw new IllegalArgumentException("no Secret has " + name + "/" + key);
    }
    return value;
  }

  List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** Expected outcomes, as patterns, by the name of the attempt. */
  Map<String, String> expected() {
    return Map.copyOf(expected);
  }

  /** The passwords and private keys, by "secret/key". */
  Map<String, String> secrets() {
    var found = new TreeMap<String, String>();
    secrets.forEach(
        (name, value) -> {
          if (name.endsWith("/password") || name.endsWith("/tls.key")) {
            found.put(name, value);
          }
        });
    return found;
  }

  private void add(String name, Action action, Map<String, String> properties, String wanted) {
    attempts.add(new Attempt(name, action, properties));
    expected.put(name, wanted);
  }

  private static String broker(int ordinal) {
    return "kafka-kafka-%d.kafka-kafka-headless.kafka.svc.cluster.local".formatted(ordinal);
  }

  private static String controller(int ordinal) {
    return "kafka-controller-%d.kafka-controller-headless.kafka.svc.cluster.local"
        .formatted(ordinal);
  }

  /** Each listener of each node: what a client without the right certificate must not do. */
  private void members() {
    for (int i = 0; i < NODES; i++) {
      for (int port : List.of(9091, 9094, 9095)) {
        String security = port == 9094 ? "SASL_SSL" : "SSL";
        listener("broker " + i, "bootstrap.servers", broker(i), port, security, Action.DESCRIBE);
      }
      listener(
          "controller " + i,
          "bootstrap.controllers",
          controller(i),
          9097,
          "SSL",
          Action.DESCRIBE_QUORUM);
    }
  }

  private void listener(
      String node, String key, String host, int port, String security, Action action) {
    String name = node + " " + port + ": ";
    String address = host + ":" + port;
    Map<String, String> right = withCertificate(key, address, "kafka-admin-tls");
    add(name + "no TLS", action, Map.of(key, address), NO_ANSWER);
    if (security.equals("SASL_SSL")) {
      right = withPassword(address, "tester", secret("kafka-user-tester", "password"));
    } else {
      PemPair expired = own.issue("kafka-admin", Instant.now().minus(Duration.ofMinutes(1)));
      add(name + "no certificate", action, tls(key, address, authority), TLS_REFUSED);
      add(
          name + "certificate of another CA",
          action,
          issued(key, address, other.issue("kafka-admin")),
          TLS_REFUSED);
      add(name + "expired certificate", action, issued(key, address, expired), TLS_REFUSED);
    }
    add(name + "right credentials", action, right, Attempt.LET_IN);
    add(
        name + "other CA trusted",
        action,
        with(right, "ssl.truststore.certificates", other.certificate()),
        TLS_REFUSED);
    add(name + "TLS 1.1", action, with(right, "ssl.enabled.protocols", "TLSv1.1"), TLS_REFUSED);
    var weak = with(right, "ssl.enabled.protocols", "TLSv1.2");
    add(
        name + "weak cipher",
        action,
        with(weak, "ssl.cipher.suites", "TLS_RSA_WITH_AES_128_CBC_SHA"),
        TLS_REFUSED);
    // The certificate has no IP address.
    String ip =
        Pods.addresses(key.endsWith("servers") ? "broker" : "controller").get(host.split("\\.")[0]);
    add(name + "wrong host name", action, with(right, key, ip + ":" + port), TLS_REFUSED);
  }

  private void passwords() {
    String address = broker(0) + ":9094";
    String password = secret("kafka-user-writer", "password");
    add(
        "password: right topic",
        Action.WRITE_RIGHT,
        withPassword(address, "writer", password),
        Attempt.LET_IN);
    add(
        "password: wrong topic",
        Action.WRITE_WRONG,
        withPassword(address, "writer", password),
        TOPIC_REFUSED);
    add(
        "password: wrong password",
        Action.DESCRIBE,
        withPassword(address, "writer", password + "x"),
        LOGIN_REFUSED);
    add(
        "password: of another user",
        Action.DESCRIBE,
        withPassword(address, "tester", password),
        LOGIN_REFUSED);
    add(
        "password: unknown user",
        Action.DESCRIBE,
        withPassword(address, "nobody", password),
        LOGIN_REFUSED);
    add(
        "password: deleted user",
        Action.DESCRIBE,
        withPassword(address, "leaver", secret("kafka-user-leaver", "password")),
        LOGIN_REFUSED);
    add("password: empty", Action.DESCRIBE, withPassword(address, "writer", ""), NO_ANSWER);
    add(
        "password: mechanism PLAIN",
        Action.DESCRIBE,
        with(
            with(withPassword(address, "writer", password), "sasl.mechanism", "PLAIN"),
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"writer\" password=\""
                + password
                + "\";"),
        "UnsupportedSaslMechanismException");
    add(
        "password: at the listener of certificates",
        Action.DESCRIBE,
        withPassword(broker(0) + ":9095", "writer", password),
        NO_ANSWER + "|" + TLS_REFUSED);
  }

  private void certificates() {
    String address = broker(0) + ":9095";
    Map<String, String> user =
        withCertificate("bootstrap.servers", address, "kafka-user-certified-tls");
    add("certificate: right topic", Action.WRITE_RIGHT, user, Attempt.LET_IN);
    add("certificate: wrong topic", Action.WRITE_WRONG, user, TOPIC_REFUSED);
    add(
        "certificate: of a client without the right to write",
        Action.WRITE_RIGHT,
        withCertificate("bootstrap.servers", address, "kafka-tools-tls"),
        // It may write to no topic at all, and an idempotent producer asks for that first.
        "ClusterAuthorizationException");
    add(
        "certificate: of a user at the brokers' listener",
        Action.WRITE_WRONG,
        withCertificate("bootstrap.servers", broker(0) + ":9091", "kafka-user-certified-tls"),
        TOPIC_REFUSED);
    add(
        "certificate: of a user at a controller",
        Action.DESCRIBE_QUORUM,
        withCertificate(
            "bootstrap.controllers", controller(0) + ":9097", "kafka-user-certified-tls"),
        "ClusterAuthorizationException");
  }

  private Map<String, String> withPassword(String address, String user, String password) {
    var properties = tls("bootstrap.servers", address, authority);
    properties.put("security.protocol", "SASL_SSL");
    properties.put("sasl.mechanism", "SCRAM-SHA-512");
    properties.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
            + user
            + "\" password=\""
            + password
            + "\";");
    return properties;
  }

  private Map<String, String> withCertificate(String key, String address, String name) {
    return keyStore(tls(key, address, authority), secret(name, "tls.key"), secret(name, "tls.crt"));
  }

  private Map<String, String> issued(String key, String address, PemPair pair) {
    return keyStore(tls(key, address, authority), pair.key(), pair.certificate());
  }

  private static Map<String, String> keyStore(
      Map<String, String> properties, String key, String chain) {
    properties.put("ssl.keystore.type", "PEM");
    properties.put("ssl.keystore.key", key);
    properties.put("ssl.keystore.certificate.chain", chain);
    return properties;
  }

  private static Map<String, String> tls(String key, String address, String trusted) {
    var properties = new TreeMap<String, String>();
    properties.put(key, address);
    properties.put("security.protocol", "SSL");
    properties.put("ssl.truststore.type", "PEM");
    properties.put("ssl.truststore.certificates", trusted);
    return properties;
  }

  private static Map<String, String> with(
      Map<String, String> properties, String key, String value) {
    var changed = new TreeMap<>(properties);
    changed.put(key, value);
    return changed;
  }
}
