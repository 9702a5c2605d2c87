package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.security.JaasContext;

/**
 * The login of this node with SASL/PLAIN.
 *
 * @param username name of the node's identity
 * @param password its password
 */
record NodeLogin(String username, String password) {
  private static final String MECHANISM = "PLAIN";
  private static final int HANDSHAKE_VERSION = 1;
  private static final int AUTHENTICATE_VERSION = 2;

  /**
   * The login with which a node connects to a listener; empty when it uses none.
   *
   * @param properties server.properties of the node, whose values may refer to files
   */
  static Optional<NodeLogin> of(Properties properties, String listener) {
    String key =
        "listener.name.%s.plain.sasl.jaas.config".formatted(listener.toLowerCase(Locale.ROOT));
    if (!properties.containsKey(key)) {
      return Optional.empty();
    }
    // Kafka's own class resolves the references.
    Object login = new AbstractConfig(new ConfigDef(), properties, false).originals().get(key);
    List<AppConfigurationEntry> entries =
        JaasContext.loadClientContext(
                Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(String.valueOf(login))))
            .configurationEntries();
    Map<String, ?> options = entries.get(0).getOptions();
    return Optional.of(
        new NodeLogin(
            String.valueOf(options.get("username")), String.valueOf(options.get("password"))));
  }

  /**
   * Logs in on a new connection.
   *
   * @throws IOException also when the other node refuses the password
   */
  void authenticate(NodeConnection connection) throws IOException {
    SaslHandshakeResponseData handshake =
        connection.send(
            new SaslHandshakeRequestData().setMechanism(MECHANISM),
            HANDSHAKE_VERSION,
            new SaslHandshakeResponseData());
    check(handshake.errorCode(), "offered mechanisms: " + handshake.mechanisms());
    SaslAuthenticateResponseData response =
        connection.send(
            new SaslAuthenticateRequestData()
                .setAuthBytes(("\0" + username + "\0" + password).getBytes(StandardCharsets.UTF_8)),
            AUTHENTICATE_VERSION,
            new SaslAuthenticateResponseData());
    check(response.errorCode(), response.errorMessage());
  }

  private void check(short error, String message) throws IOException {
    if (error != Errors.NONE.code()) {
      throw new IOException("login as " + username + " refused: " + message);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return username;
  }
}
