package dev.openshiftkafka.config;

/** Kafka's operations that an ACL allows or denies. */
public enum AclOperation {
  /** All operations of the resource type. */
  ALL,
  READ,
  WRITE,
  CREATE,
  DELETE,
  ALTER,
  DESCRIBE,
  CLUSTER_ACTION,
  DESCRIBE_CONFIGS,
  ALTER_CONFIGS,
  IDEMPOTENT_WRITE,
  CREATE_TOKENS,
  DESCRIBE_TOKENS,
  TWO_PHASE_COMMIT;

  @Override
  public String toString() {
    return Spelling.of(this);
  }
}
