package dev.openshiftkafka.config;

import static dev.openshiftkafka.config.AclOperation.ALTER;
import static dev.openshiftkafka.config.AclOperation.ALTER_CONFIGS;
import static dev.openshiftkafka.config.AclOperation.CLUSTER_ACTION;
import static dev.openshiftkafka.config.AclOperation.CREATE;
import static dev.openshiftkafka.config.AclOperation.CREATE_TOKENS;
import static dev.openshiftkafka.config.AclOperation.DELETE;
import static dev.openshiftkafka.config.AclOperation.DESCRIBE;
import static dev.openshiftkafka.config.AclOperation.DESCRIBE_CONFIGS;
import static dev.openshiftkafka.config.AclOperation.DESCRIBE_TOKENS;
import static dev.openshiftkafka.config.AclOperation.IDEMPOTENT_WRITE;
import static dev.openshiftkafka.config.AclOperation.READ;
import static dev.openshiftkafka.config.AclOperation.TWO_PHASE_COMMIT;
import static dev.openshiftkafka.config.AclOperation.WRITE;

import java.util.EnumSet;
import java.util.Set;

/** Kafka's types of resources. */
public enum AclResourceType {
  TOPIC,
  GROUP,
  CLUSTER,
  TRANSACTIONAL_ID,
  DELEGATION_TOKEN,
  USER;

  /** The operations that an ACL can name besides {@link AclOperation#ALL}. */
  Set<AclOperation> operations() {
    return switch (this) {
      case TOPIC ->
          EnumSet.of(READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS);
      case GROUP -> EnumSet.of(READ, DELETE, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS);
      case CLUSTER ->
          EnumSet.of(
              CREATE,
              ALTER,
              DESCRIBE,
              CLUSTER_ACTION,
              DESCRIBE_CONFIGS,
              ALTER_CONFIGS,
              IDEMPOTENT_WRITE);
      case TRANSACTIONAL_ID -> EnumSet.of(WRITE, DESCRIBE, TWO_PHASE_COMMIT);
      case DELEGATION_TOKEN -> EnumSet.of(DESCRIBE);
      case USER -> EnumSet.of(CREATE_TOKENS, DESCRIBE_TOKENS);
    };
  }

  @Override
  public String toString() {
    return Spelling.of(this);
  }
}
