package dev.openshiftkafka.config;

/** Where the certificates of a stack come from. */
public enum CertificateSource implements ProductName {
  /** Certificates that the stack declares and that cert-manager issues and renews. */
  CERT_MANAGER("cert-manager"),
  /** Existing Secrets. */
  SECRET("secret");

  private final String spelling;

  CertificateSource(String spelling) {
    this.spelling = spelling;
  }

  @Override
  public String spelling() {
    return spelling;
  }
}
