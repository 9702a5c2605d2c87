package dev.openshiftkafka.config;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user of the cluster, and the Secret with which its application connects. */
public record UserConfig(
    @Key(
            doc =
                "Name of the user. Its principal is `User:NAME` with `scram` and `User:CN=NAME`"
                    + " with `tls`.")
        String name,
    @Key(doc = "`scram` (a password, with SCRAM-SHA-512) or `tls` (a client certificate).")
        UserAuthentication authentication,
    @Key(
            doc =
                "Existing project of the application, in which the stack declares the Secret. If"
                    + " not set, the project of the stack. Another project must be in"
                    + " `network.clientNamespaces`.",
            optional = true)
        @Nullable String namespace,
    @Key(
            doc =
                "Generation of the password that the cluster generates; 1 if not set. Any other"
                    + " number generates a new password. Only with `scram` and without"
                    + " `userPasswords`.",
            optional = true)
        @Nullable Integer passwordGeneration,
    @Key(doc = "What the user may do. Other ACLs of its principal are removed.", defaultsTo = "[]")
        List<AclConfig> acls,
    @Key(
            doc =
                "Quotas of the user on each broker: `producer_byte_rate` and `consumer_byte_rate`"
                    + " in bytes/s, `request_percentage` in percent of one thread, and"
                    + " `controller_mutation_rate` in partitions/s that are created or deleted."
                    + " Other quotas of the user are removed.",
            defaultsTo = "{}")
        Map<String, String> quotas,
    @Key(
            doc =
                "Whether the application runs outside the cluster: its Secret then has the address"
                    + " of `security.external`.",
            defaultsTo = "false")
        Boolean external) {
  private static final String BYTES = "must be an integer of at least 1, in bytes/s on each broker";

  /** Kafka's names, each with what is wrong with a value that is refused. */
  private static final Map<String, String> QUOTAS =
      Map.of(
          "producer_byte_rate",
          BYTES,
          "consumer_byte_rate",
          BYTES,
          "request_percentage",
          "must be a number greater than 0, in percent of one thread of a broker",
          "controller_mutation_rate",
          "must be a number greater than 0, in partitions/s");

  private static final String KNOWN_QUOTAS =
      "producer_byte_rate, consumer_byte_rate, request_percentage, controller_mutation_rate";

  private static final int MAX_GENERATION = 999_999_999;

  /** Checks each key, and the ACLs against each other. */
  public UserConfig {
    Checks.run(
        checks -> {
          checks
              .matches(
                  "name",
                  name,
                  "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
                  "must be a DNS label of at most 63 characters (a-z, 0-9 and -), because it is part"
                      + " of the name of a Secret")
              .that(
                  "name",
                  name,
                  text -> !text.startsWith("kafka-"),
                  "begins with kafka-, as the stack's own identities do; choose another name")
              .projectName("namespace", namespace)
              .between("passwordGeneration", passwordGeneration, 1, MAX_GENERATION, "generations");
          if (authentication == UserAuthentication.TLS && passwordGeneration != null) {
            checks.fault(
                "passwordGeneration",
                passwordGeneration,
                "applies only to authentication scram; remove it");
          }
          if (acls != null) {
            checkAcls(checks, acls);
          }
          if (quotas != null) {
            quotas.forEach((quota, value) -> checkQuota(checks, quota, value));
          }
        });
  }

  private static void checkAcls(Checks checks, List<AclConfig> acls) {
    var seen = new HashMap<String, Integer>();
    for (int i = 0; i < acls.size(); i++) {
      AclConfig acl = acls.get(i);
      if (acl != null) {
        Integer first = seen.putIfAbsent(acl.subject(), i);
        if (first != null) {
          checks.fault(
              "acls[" + i + "]",
              acl.subject(),
              "is also the resource of acls[" + first + "]; add its operations there");
        }
      }
    }
  }

  private static void checkQuota(Checks checks, String quota, String value) {
    String key = "quotas." + quota;
    String problem = QUOTAS.get(quota);
    if (quota.equals("connection_creation_rate")) {
      checks.fault(key, value, "limits IP addresses, not users; remove it");
    } else if (problem == null) {
      checks.fault(key, value, "unknown quota; expected one of: " + KNOWN_QUOTAS);
    } else if (!isQuota(value, problem.equals(BYTES))) {
      checks.fault(key, value, problem);
    }
  }

  private static boolean isQuota(String value, boolean integer) {
    return value.matches(integer ? "[0-9]{1,18}" : "[0-9]{1,9}(\\.[0-9]{1,6})?")
        && new BigDecimal(value).signum() > 0;
  }

  /** Principal of the user's connections. */
  public String principal() {
    return "User:" + quotaEntity();
  }

  /** Name of the user in Kafka's quotas. */
  public String quotaEntity() {
    return authentication.principalName(name);
  }

  /** Project of the application. */
  public String namespaceOr(String project) {
    return namespace == null ? project : namespace;
  }

  /** The generation of a generated password. */
  public int generation() {
    return passwordGeneration == null ? 1 : passwordGeneration;
  }
}
