package dev.openshiftkafka.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Operations on a resource that a user may, or must not, perform. */
public record AclConfig(
    @Key(
            doc =
                "Type of the resource: `topic`, `group` (also of share groups), `cluster`,"
                    + " `transactionalId`, `delegationToken` or `user`.")
        AclResourceType resourceType,
    @Key(
            doc =
                "Name of the resource, or its prefix. `*` with `patternType` `literal` is every"
                    + " resource of the type. The cluster's name is `kafka-cluster`.")
        String resourceName,
    @Key(
            doc =
                "`literal` (the resource of this name) or `prefixed` (each resource whose name"
                    + " begins so).",
            defaultsTo = "\"literal\"")
        AclPatternType patternType,
    @Key(
            doc = "`allow`, or `deny`, which overrides all permissions of the user.",
            defaultsTo = "\"allow\"")
        AclPermissionType permissionType,
    @Key(
            doc =
                "Kafka's operations, such as `read` and `write`, or `all`. Kafka derives `describe`"
                    + " from `read`, `write`, `delete` and `alter`.")
        List<AclOperation> operations) {
  private static final String CLUSTER_NAME = "kafka-cluster";
  private static final String EVERY = "*";

  /** Checks the name by the type of the resource, and the operations. */
  public AclConfig {
    Checks.run(
        checks -> {
          if (resourceName != null && resourceType != null && patternType != null) {
            checkName(checks, resourceType, resourceName, patternType);
          }
          if (operations != null) {
            checkOperations(checks, resourceType, operations);
          }
        });
  }

  private static void checkName(
      Checks checks, AclResourceType type, String name, AclPatternType pattern) {
    if (type == AclResourceType.CLUSTER) {
      checks
          .that(
              "resourceName",
              name,
              CLUSTER_NAME::equals,
              "must be kafka-cluster, the only resource of type cluster")
          .that(
              "patternType",
              pattern,
              AclPatternType.LITERAL::equals,
              "does not apply to resource type cluster; remove it");
    } else if (name.equals(EVERY)) {
      checks.that(
          "patternType",
          pattern,
          AclPatternType.LITERAL::equals,
          "with resource name * matches only names that begin with an asterisk; set literal for"
              + " every "
              + type
              + ", or another prefix");
    } else if (type == AclResourceType.TOPIC) {
      checks.matches(
          "resourceName",
          name,
          TopicConfig.NAME,
          "must be the name of a topic, which has 1 to 249 letters, digits, '.', '_' and '-', or *");
    } else {
      checks.that(
          "resourceName",
          name,
          ManagedSettings::isOneLine,
          "must be one line without leading or trailing whitespace");
    }
  }

  private static void checkOperations(
      Checks checks, AclResourceType type, List<AclOperation> operations) {
    checks.that(
        "operations", operations, list -> !list.isEmpty(), "must name at least one operation");
    Set<AclOperation> seen = EnumSet.noneOf(AclOperation.class);
    for (int i = 0; i < operations.size(); i++) {
      AclOperation operation = operations.get(i);
      String key = "operations[" + i + "]";
      checks.that(key, operation, seen::add, "is a duplicate; remove it");
      if (type != null && operation != AclOperation.ALL && !type.operations().contains(operation)) {
        checks.fault(
            key,
            operation,
            "is not an operation on a resource of type "
                + type
                + "; expected one of: all, "
                + type.operations().stream()
                    .map(AclOperation::toString)
                    .collect(Collectors.joining(", ")));
      }
    }
    if (seen.contains(AclOperation.ALL) && seen.size() > 1) {
      checks.fault(
          "operations", operations, "has all, which contains the others; remove the others");
    }
  }

  /** What the ACL is about, without the operations. */
  String subject() {
    return "%s %s (%s, %s)".formatted(resourceType, resourceName, patternType, permissionType);
  }
}
