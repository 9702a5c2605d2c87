package dev.openshiftkafka.config;

import org.jspecify.annotations.Nullable;

/** TLS, authentication and authorization. */
public record SecurityConfig(
    @Key(
            doc =
                "Step from plain to secure listeners: `open`, `use`, `authorize` or `closed`. A new"
                    + " stack starts with `closed`.",
            defaultsTo = "\"closed\"")
        SecurityPhase phase,
    @Key(doc = "Certificates of brokers, controllers and the stack's own clients.")
        CertificatesConfig certificates,
    @Key(
            doc =
                "Permits phase `closed` while clients use the plain listener. They are disconnected,"
                    + " and cannot connect again without credentials.",
            defaultsTo = "false")
        Boolean allowDisconnect,
    @Key(
            doc =
                "Access from outside the cluster through OpenShift's router (docs/external.md). Not"
                    + " set: none.",
            optional = true)
        @Nullable ExternalConfig external) {

  /** Whether certificates also prove who a client is; true if the configured ones are faulty. */
  public boolean identifiesClients() {
    CertificateSource source = certificates == null ? null : certificates.source();
    return source == null || source.identifiesClients();
  }
}
