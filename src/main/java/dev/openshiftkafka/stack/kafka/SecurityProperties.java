package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.SecurityPhase;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Identity;
import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Listener.Authentication;
import dev.openshiftkafka.kubernetes.Pem;
import dev.openshiftkafka.stack.security.NodeCertificates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Adds TLS, authentication and authorization to {@code server.properties}. */
final class SecurityProperties {
  private SecurityProperties() {}

  /**
   * Adds the sections that security requires; none without it.
   *
   * @param listeners listeners of the node
   */
  static void addTo(
      PropertiesText text,
      StackConfig config,
      Optional<NodeCertificates> certificates,
      List<Listener> listeners,
      int ordinal) {
    certificates.ifPresent(
        files -> {
          text.section("TLS", Pem.settings(files.folder(ordinal)));
          text.section("Authentication", authentication(listeners));
        });
    if (config.isSecured(SecurityPhase.USE)) {
      text.section("Authorization", authorization(config));
    }
  }

  private static Map<String, String> authentication(List<Listener> listeners) {
    var settings = new LinkedHashMap<String, String>();
    for (Listener listener : listeners) {
      String prefix = "listener.name." + listener.name().name().toLowerCase(Locale.ROOT) + ".";
      if (listener.authentication() == Authentication.TLS) {
        settings.put(prefix + "ssl.client.auth", "required");
      } else if (listener.authentication() == Authentication.SCRAM) {
        settings.put(prefix + "sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
            prefix + "scram-sha-512.sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required;");
      }
    }
    return settings;
  }

  /**
   * The authorizer is there from phase {@code use} on, so that ACLs exist before they are required.
   */
  private static Map<String, String> authorization(StackConfig config) {
    var settings = new LinkedHashMap<String, String>();
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", Identity.superUsers(!config.isSecured(SecurityPhase.CLOSED)));
    settings.put(
        "allow.everyone.if.no.acl.found",
        String.valueOf(!config.isSecured(SecurityPhase.AUTHORIZE)));
    return settings;
  }
}
