package dev.openshiftkafka.config;

/** A kind of cert-manager's issuers. */
public enum IssuerKind implements ProductName {
  /** An issuer in the project of the stack. */
  ISSUER("Issuer"),
  /** An issuer for all projects. */
  CLUSTER_ISSUER("ClusterIssuer");

  private final String spelling;

  IssuerKind(String spelling) {
    this.spelling = spelling;
  }

  @Override
  public String spelling() {
    return spelling;
  }
}
