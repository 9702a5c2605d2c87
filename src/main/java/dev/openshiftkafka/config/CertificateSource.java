package dev.openshiftkafka.config;

/** Where the certificates of a stack come from. */
public enum CertificateSource implements ProductName {
  /** Certificates that the stack declares and that cert-manager issues and renews. */
  CERT_MANAGER("cert-manager"),
  /** Existing Secrets. */
  SECRET("secret"),
  /**
   * Certificates of OpenShift's service CA, one for all pods of a Service. They are for servers
   * only, so that brokers, controllers and the stack's own clients have passwords.
   */
  SERVICE_CA("service-ca");

  private final String spelling;

  CertificateSource(String spelling) {
    this.spelling = spelling;
  }

  /** Whether its certificates also prove who a client is. */
  public boolean identifiesClients() {
    return this != SERVICE_CA;
  }

  @Override
  public String spelling() {
    return spelling;
  }
}
