package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.SecurityPhase;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Identity;
import dev.openshiftkafka.kubernetes.IdentityAuthentication;
import dev.openshiftkafka.kubernetes.IdentityPasswords;
import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Listener.Authentication;
import dev.openshiftkafka.kubernetes.Pem;
import dev.openshiftkafka.stack.security.NodeCertificates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Adds TLS, authentication and authorization to {@code server.properties}. */
final class SecurityProperties {
  private static final String SCRAM = "SCRAM-SHA-512";
  private static final String PLAIN = "PLAIN";

  private SecurityProperties() {}

  /**
   * Adds the sections that security requires; none without it.
   *
   * @param served listeners of the node
   * @param used listeners of other nodes that it connects to
   */
  static void addTo(
      PropertiesText text,
      StackConfig config,
      Identity node,
      Optional<NodeCertificates> certificates,
      List<Listener> served,
      List<Listener> used,
      int ordinal) {
    certificates.ifPresent(
        files -> {
          text.section("TLS", Pem.settings(files.folder(ordinal)));
          var authentication = authentication(served);
          if (IdentityAuthentication.of(config) == IdentityAuthentication.PASSWORD) {
            authentication.putAll(passwords(node, served, used));
          }
          text.section("Authentication", authentication);
        });
    if (config.isSecured(SecurityPhase.USE)) {
      text.section("Authorization", authorization(config));
    }
  }

  private static Map<String, String> authentication(List<Listener> listeners) {
    var settings = new LinkedHashMap<String, String>();
    for (Listener listener : listeners) {
      List<String> mechanisms = listener.authentication().mechanisms();
      if (listener.authentication() == Authentication.TLS) {
        settings.put(prefix(listener) + "ssl.client.auth", "required");
      } else if (!mechanisms.isEmpty()) {
        settings.put(prefix(listener) + "sasl.enabled.mechanisms", String.join(",", mechanisms));
      }
      if (mechanisms.contains(SCRAM)) {
        settings.put(
            prefix(listener) + "scram-sha-512.sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required;");
      }
    }
    return settings;
  }

  /** How a node logs in to others, and the passwords that it accepts. */
  private static Map<String, String> passwords(
      Identity node, List<Listener> served, List<Listener> used) {
    var settings = new LinkedHashMap<>(IdentityPasswords.providerSettings());
    settings.put("sasl.mechanism.inter.broker.protocol", PLAIN);
    settings.put("sasl.mechanism.controller.protocol", PLAIN);
    Stream.concat(served.stream(), used.stream())
        .filter(listener -> listener.authentication().mechanisms().contains(PLAIN))
        .forEach(
            listener ->
                settings.put(
                    prefix(listener) + "plain.sasl.jaas.config",
                    IdentityPasswords.nodeLogin(node)));
    return settings;
  }

  private static String prefix(Listener listener) {
    return "listener.name." + listener.name().name().toLowerCase(Locale.ROOT) + ".";
  }

  /**
   * The authorizer is there from phase {@code use} on, so that ACLs exist before they are required.
   */
  private static Map<String, String> authorization(StackConfig config) {
    var settings = new LinkedHashMap<String, String>();
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put(
        "super.users",
        Identity.superUsers(
            IdentityAuthentication.of(config), !config.isSecured(SecurityPhase.CLOSED)));
    settings.put(
        "allow.everyone.if.no.acl.found",
        String.valueOf(!config.isSecured(SecurityPhase.AUTHORIZE)));
    return settings;
  }
}
