package dev.openshiftkafka.config;

/** An existing issuer of cert-manager. */
public record IssuerConfig(
    @Key(doc = "Name of the issuer.") String name,
    @Key(
            doc =
                "Kind of the issuer: `Issuer` in the project of the stack, or `ClusterIssuer`. It"
                    + " must set `ca.crt`, and only administrators of the stack may request its"
                    + " certificates: a certificate with the common name `kafka-broker` has all"
                    + " rights.",
            defaultsTo = "\"Issuer\"")
        IssuerKind kind) {

  /** Checks the name. */
  public IssuerConfig {
    Checks.run(checks -> checks.objectName("name", name, "an Issuer", "kafka-ca"));
  }
}
