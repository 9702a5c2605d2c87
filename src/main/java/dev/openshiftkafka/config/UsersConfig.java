package dev.openshiftkafka.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The users that the stack creates and updates, and how. */
public record UsersConfig(
    @Key(doc = "Users to create and update.", defaultsTo = "[]") List<UserConfig> declared,
    @Key(
            doc =
                "Whether the update that removes a user from `declared`, or changes its"
                    + " `authentication`, deletes its credentials, ACLs, quotas and Secret."
                    + " Otherwise the preview refuses it.",
            defaultsTo = "false")
        Boolean allowDelete) {
  private static final int MIN_PASSWORD = 16;

  /** No whitespace, and nothing that a JAAS configuration or a properties file quotes. */
  private static final String PASSWORD = "[!#-&(-\\[\\]-~]{" + MIN_PASSWORD + ",128}";

  /** Checks that the names are different. */
  public UsersConfig {
    Checks.run(
        checks -> {
          var seen = new HashMap<String, Integer>();
          for (int i = 0; declared != null && i < declared.size(); i++) {
            UserConfig user = declared.get(i);
            Integer first = user == null ? null : seen.putIfAbsent(user.name(), i);
            if (first != null) {
              checks.fault(
                  "declared[" + i + "].name",
                  user.name(),
                  "is a duplicate of declared[" + first + "]; remove one");
            }
          }
        });
  }

  /** Whether there are users to create, or perhaps to delete. */
  public boolean isWanted() {
    return !declared.isEmpty() || allowDelete;
  }

  /** Checks the users against the other parts; a faulty or missing part is null. */
  void check(
      Checks checks,
      @Nullable MetadataMode metadata,
      @Nullable SecurityConfig security,
      @Nullable ProjectConfig project,
      @Nullable NetworkConfig network) {
    if (declared == null || allowDelete == null || !isWanted()) {
      return;
    }
    if (metadata == MetadataMode.ZOOKEEPER) {
      checks.fault(
          "users",
          null,
          "requires metadata kraft, but metadata is zookeeper; remove it, or migrate to KRaft"
              + " first (docs/migrate-to-kraft.md)");
    } else if (security == null || !security.phase().isAtLeast(SecurityPhase.USE)) {
      checks.fault(
          "users",
          null,
          "requires security with phase use, authorize or closed, because plain listeners know no"
              + " users; secure the stack first (docs/secure.md)");
    }
    checkExternal(checks, security);
    checkCertificates(checks, security);
    if (project == null || network == null || network.clientNamespaces() == null) {
      return;
    }
    for (int i = 0; i < declared.size(); i++) {
      if (declared.get(i) != null) {
        checks.that(
            "users.declared[" + i + "].namespace",
            declared.get(i).namespace(),
            name -> name.equals(project.name()) || network.clientNamespaces().contains(name),
            "is not in network.clientNamespaces, so its pods could not connect to the brokers; add"
                + " it there");
      }
    }
  }

  private void checkCertificates(Checks checks, @Nullable SecurityConfig security) {
    for (int i = 0; i < declared.size(); i++) {
      UserConfig user = declared.get(i);
      if (user != null
          && user.authentication() == UserAuthentication.TLS
          && security != null
          && !security.identifiesClients()) {
        checks.fault(
            "users.declared[" + i + "].authentication",
            user.authentication(),
            "requires client certificates, which OpenShift's service CA does not issue; set scram,"
                + " or set security.certificates.source to cert-manager");
      }
    }
  }

  private void checkExternal(Checks checks, @Nullable SecurityConfig security) {
    ExternalConfig listener = security == null ? null : security.external();
    for (int i = 0; i < declared.size(); i++) {
      UserConfig user = declared.get(i);
      if (user == null || !Boolean.TRUE.equals(user.external())) {
        continue;
      }
      String key = "users.declared[" + i + "].";
      if (listener == null) {
        checks.fault(
            key + "external",
            true,
            "requires security.external, because the brokers have no listener for clients outside"
                + " the cluster; set security.external.domain, or remove external");
      } else if (user.authentication() != null
          && listener.authentication() != null
          && user.authentication() != listener.authentication()) {
        checks.fault(
            key + "authentication",
            user.authentication(),
            "differs from security.external.authentication, "
                + listener.authentication()
                + ", with which clients outside the cluster log in; set "
                + listener.authentication()
                + ", or remove external");
      }
    }
  }

  /** Checks {@link StackConfig#userPasswords}. */
  void checkPasswords(Checks checks, @Nullable Map<String, String> passwords) {
    if (passwords == null || declared == null) {
      return;
    }
    var users = new HashMap<String, Integer>();
    for (int i = 0; i < declared.size(); i++) {
      UserConfig user = declared.get(i);
      // The password of a faulty user is checked when the user is correct.
      if (user == null) {
        return;
      }
      if (user.authentication() == UserAuthentication.SCRAM) {
        users.put(user.name(), i);
      }
    }
    passwords.forEach(
        (name, password) -> {
          Integer index = users.get(name);
          if (index == null) {
            checks.fault(
                "users.declared",
                null,
                "has no user "
                    + name
                    + " with authentication scram, but userPasswords."
                    + name
                    + " is set; declare the user or remove the password");
          } else if (declared.get(index).passwordGeneration() != null) {
            checks.fault(
                "users.declared[" + index + "].passwordGeneration",
                declared.get(index).passwordGeneration(),
                "applies only to a generated password, but userPasswords."
                    + name
                    + " is set; remove one of the two");
          }
          if (!password.equals(SecretCommand.ENCRYPTED) && !password.matches(PASSWORD)) {
            checks.fault(
                "userPasswords." + name,
                null,
                "must be 16 to 128 printable ASCII characters without spaces, quotes and"
                    + " backslashes");
          }
        });
  }
}
