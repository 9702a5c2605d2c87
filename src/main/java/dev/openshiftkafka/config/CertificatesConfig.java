package dev.openshiftkafka.config;

import org.jspecify.annotations.Nullable;

/** Certificates of brokers, controllers and the stack's own clients. */
public record CertificatesConfig(
    @Key(
            doc =
                "`cert-manager` (the stack declares Certificates, which cert-manager issues and"
                    + " renews), `secret` (existing Secrets in the project) or `service-ca`"
                    + " (OpenShift's service CA, without client certificates).")
        CertificateSource source,
    @Key(
            doc =
                "Existing issuer of cert-manager. If not set, the stack declares a CA of its own,"
                    + " whose key is in Secret `kafka-ca`.",
            optional = true)
        IssuerConfig issuer,
    @Key(
            doc =
                "Existing Secrets, each with the keys `tls-combined.pem` (private key in PKCS#8,"
                    + " then the certificate chain) and `ca.crt`. Required with source `secret`.",
            optional = true)
        CertificateSecretsConfig secrets,
    @Key(
            doc = "Days that a certificate of cert-manager is valid, without the CA.",
            defaultsTo = "90")
        Integer days,
    @Key(doc = "Days before its end at which cert-manager renews a certificate.", defaultsTo = "30")
        Integer renewBeforeDays) {

  /**
   * All certificates must be renewed while the CA that the last renewal replaced is still valid.
   */
  private static final int MAX_DAYS = 365;

  /** Checks each key, and what each source requires. */
  public CertificatesConfig {
    Checks.run(
        checks -> {
          checks
              .between("days", days, 2, MAX_DAYS, "days")
              .between("renewBeforeDays", renewBeforeDays, 1, MAX_DAYS - 1, "days");
          if (days != null && renewBeforeDays != null && days > 1 && days <= MAX_DAYS) {
            checks.that(
                "renewBeforeDays",
                renewBeforeDays,
                before -> before >= MAX_DAYS || before < days,
                "is not less than days ("
                    + days
                    + "), so that certificates would be renewed without end; lower it");
          }
          checkSource(checks, source, issuer, secrets);
          if (secrets != null) {
            secrets.check(checks, "secrets.");
          }
        });
  }

  private static void checkSource(
      Checks checks,
      @Nullable CertificateSource source,
      @Nullable IssuerConfig issuer,
      @Nullable CertificateSecretsConfig secrets) {
    if (source == null) {
      return;
    }
    if (source == CertificateSource.SECRET && secrets == null) {
      checks.fault(
          "secrets",
          null,
          "is required with source secret; set brokers, controllers and admin, or set source to"
              + " cert-manager");
    }
    if (source != CertificateSource.SECRET && secrets != null) {
      checks.fault("secrets", null, appliesOnlyTo(CertificateSource.SECRET, source));
    }
    if (source != CertificateSource.CERT_MANAGER && issuer != null) {
      checks.fault("issuer", issuer.name(), appliesOnlyTo(CertificateSource.CERT_MANAGER, source));
    }
  }

  private static String appliesOnlyTo(CertificateSource required, CertificateSource source) {
    return "applies only to source "
        + required.spelling()
        + ", but source is "
        + source.spelling()
        + "; remove it, or set source to "
        + required.spelling();
  }
}
