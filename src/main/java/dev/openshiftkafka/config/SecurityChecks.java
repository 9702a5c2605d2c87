package dev.openshiftkafka.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks {@link SecurityConfig} against the other parts; a faulty or missing part is null. */
record SecurityChecks(@Nullable SecurityConfig security) {
  /** OpenShift's service CA knows no other domain of a cluster. */
  private static final String SERVICE_CA_DOMAIN = "cluster.local";

  void run(
      Checks checks,
      @Nullable MetadataMode metadata,
      @Nullable BrokersConfig kafka,
      @Nullable ProjectConfig project) {
    if (kafka != null && kafka.settings() != null) {
      kafka.settings().forEach((key, value) -> checkListener(checks, key, value));
    }
    if (security == null) {
      return;
    }
    if (metadata == MetadataMode.ZOOKEEPER) {
      checks.fault(
          "security",
          null,
          "requires metadata kraft, but metadata is zookeeper; remove it, and migrate to KRaft"
              + " first (docs/migrate-to-kraft.md)");
      return;
    }
    if (kafka != null && kafka.settings() != null) {
      ManagedSettings.checkSecurity(checks, "kafka.settings", kafka.settings());
    }
    if (!security.identifiesClients()) {
      checkServiceCa(checks, security, kafka, project);
    }
    if (security.external() == null) {
      return;
    }
    if (!security.phase().isAtLeast(SecurityPhase.AUTHORIZE)) {
      checks.fault(
          "security.external",
          null,
          "requires security.phase authorize or closed, because until then ACLs do not restrict"
              + " every resource; remove it until that phase");
    }
    if (project != null) {
      security.external().check(checks, project);
    }
  }

  /**
   * What certificates of OpenShift's service CA do not have, and what is not supported with them.
   */
  private static void checkServiceCa(
      Checks checks,
      SecurityConfig security,
      @Nullable BrokersConfig kafka,
      @Nullable ProjectConfig project) {
    if (security.external() != null) {
      checks.fault(
          "security.external",
          null,
          "requires certificates with the hosts of the Routes, which those of source service-ca do"
              + " not have; remove it, or set security.certificates.source to cert-manager");
    }
    if (kafka != null && kafka.tieredStorage() != null) {
      checks.fault(
          "kafka.tieredStorage",
          null,
          "is not supported with security.certificates.source service-ca; remove it, or set the source"
              + " to cert-manager");
    }
    if (project != null) {
      checks.that(
          "project.clusterDomain",
          project.clusterDomain(),
          SERVICE_CA_DOMAIN::equals,
          "is not the domain in the certificates of source service-ca; set "
              + SERVICE_CA_DOMAIN
              + ", or set security.certificates.source to cert-manager");
    }
  }

  /** Checks that a setting limits the connections of a listener that the brokers have. */
  private void checkListener(Checks checks, String key, String value) {
    String listener = ManagedSettings.limitedListener(key).orElse("");
    String path = "kafka.settings." + key;
    if (listener.isEmpty()) {
      return;
    }
    if (security == null) {
      checks.fault(
          path,
          value,
          "is of listener "
              + listener.toUpperCase(Locale.ROOT)
              + ", which requires security; remove it");
    } else if (listener.equals("mtls") && !security.identifiesClients()) {
      checks.fault(
          path,
          value,
          "is of listener MTLS, which requires client certificates, but"
              + " security.certificates.source is service-ca; remove it");
    } else if (listener.equals("external") && security.external() == null) {
      checks.fault(
          path, value, "is of listener EXTERNAL, which requires security.external; remove it");
    }
  }
}
