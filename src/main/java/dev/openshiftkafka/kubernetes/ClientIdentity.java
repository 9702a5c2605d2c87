package dev.openshiftkafka.kubernetes;

import dev.openshiftkafka.config.AclConfig;
import dev.openshiftkafka.config.AclOperation;
import dev.openshiftkafka.config.AclPatternType;
import dev.openshiftkafka.config.AclPermissionType;
import dev.openshiftkafka.config.AclResourceType;
import java.util.List;

/**
 * An identity of a client of the stack, and what it may do. In Kafka, who may alter a resource or
 * its configuration may also describe it.
 *
 * @param name its name, the common name of its certificate
 * @param acls its ACLs, without others
 */
public record ClientIdentity(String name, List<AclConfig> acls) {
  private static final String EVERY = "*";

  /** The commands of an administrator, and the Jobs that remove brokers. */
  public static final ClientIdentity TOOLS =
      new ClientIdentity(
          "kafka-tools",
          List.of(
              cluster(AclOperation.ALTER, AclOperation.ALTER_CONFIGS),
              every(AclResourceType.TOPIC, AclOperation.ALTER_CONFIGS, AclOperation.DESCRIBE)));

  /** The names of the clients of all configurations. */
  static final List<String> NAMES =
      List.of(
          TOOLS.name,
          "kafka-benchmark",
          "kafka-kafbat",
          "kafka-kafka-librdkafka",
          "kafka-lag-exporter",
          "kafka-settings",
          "kafka-topics");

  /** The same identity without any ACL. */
  public ClientIdentity withoutAcls() {
    return new ClientIdentity(name, List.of());
  }

  /** Allows operations on the cluster. */
  public static AclConfig cluster(AclOperation... operations) {
    return acl(AclResourceType.CLUSTER, "kafka-cluster", AclPatternType.LITERAL, operations);
  }

  /** Allows operations on every resource of a type. */
  public static AclConfig every(AclResourceType type, AclOperation... operations) {
    return acl(type, EVERY, AclPatternType.LITERAL, operations);
  }

  /** Allows operations on each resource of a type whose name begins with a prefix. */
  public static AclConfig prefixed(
      AclResourceType type, String prefix, AclOperation... operations) {
    return acl(type, prefix, AclPatternType.PREFIXED, operations);
  }

  private static AclConfig acl(
      AclResourceType type, String name, AclPatternType pattern, AclOperation... operations) {
    return new AclConfig(type, name, pattern, AclPermissionType.ALLOW, List.of(operations));
  }
}
