package dev.openshiftkafka.kubernetes;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Listener.Authentication;
import dev.openshiftkafka.kubernetes.Listener.SecurityProtocol;

/**
 * How the identities of a stack with security prove who they are: brokers, controllers, and the
 * stack's own clients.
 */
public enum IdentityAuthentication {
  /** A TLS certificate with the name of the identity. */
  CERTIFICATE("User:CN=", SecurityProtocol.SSL, Authentication.TLS),
  /** A password that the cluster generates, with SASL/PLAIN over TLS. */
  PASSWORD("User:", SecurityProtocol.SASL_SSL, Authentication.PLAIN);

  private final String principals;
  private final SecurityProtocol protocol;
  private final Authentication authentication;

  IdentityAuthentication(
      String principals, SecurityProtocol protocol, Authentication authentication) {
    this.principals = principals;
    this.protocol = protocol;
    this.authentication = authentication;
  }

  /** The authentication of a configuration; that of certificates without security. */
  public static IdentityAuthentication of(StackConfig config) {
    return config.security() == null || config.security().identifiesClients()
        ? CERTIFICATE
        : PASSWORD;
  }

  /** The principal of an identity. */
  public String principal(String identity) {
    return principals + identity;
  }

  /** Security protocol of the listeners of brokers and controllers for each other. */
  SecurityProtocol protocol() {
    return protocol;
  }

  /** Authentication of the listeners of brokers and controllers for each other. */
  Authentication authentication() {
    return authentication;
  }
}
