package dev.openshiftkafka.config;

/** How a user proves who it is. */
public enum UserAuthentication {
  /** A password, with SCRAM-SHA-512. */
  SCRAM,
  /** A client certificate. */
  TLS;

  /** Name of a user in its principal, and in Kafka's quotas. */
  public String principalName(String user) {
    return this == TLS ? "CN=" + user : user;
  }

  @Override
  public String toString() {
    return Spelling.of(this);
  }
}
