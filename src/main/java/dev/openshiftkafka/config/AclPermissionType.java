package dev.openshiftkafka.config;

/** Whether an ACL permits its operations. */
public enum AclPermissionType {
  ALLOW,
  /** Overrides every permission. */
  DENY;

  @Override
  public String toString() {
    return Spelling.of(this);
  }
}
