package dev.openshiftkafka.config;

/** A step from plain listeners to secure ones, in the order in which a running stack takes them. */
public enum SecurityPhase {
  /** Secure listeners are added; brokers and controllers still use the plain ones. */
  OPEN,
  /**
   * Brokers and controllers use the secure listeners; the plain ones still serve clients. ACLs
   * exist, and restrict the resources that have any.
   */
  USE,
  /** Only what ACLs allow; anonymous clients of the plain listener still have all rights. */
  AUTHORIZE,
  /** The plain listeners are gone. */
  CLOSED;

  /** Whether this phase is another one or comes after it. */
  public boolean isAtLeast(SecurityPhase other) {
    return compareTo(other) >= 0;
  }
}
