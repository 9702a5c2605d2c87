package dev.openshiftkafka.stack.users;

import dev.openshiftkafka.config.AclConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UserAuthentication;
import dev.openshiftkafka.config.UserConfig;
import dev.openshiftkafka.guard.UserGuard;
import dev.openshiftkafka.guard.UserGuard.DeployedUser;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.IdentityAuthentication;
import dev.openshiftkafka.pod.users.Declaration;
import dev.openshiftkafka.pod.users.Declaration.DeletedUser;
import dev.openshiftkafka.pod.users.Declaration.StackClient;
import dev.openshiftkafka.pod.users.DeclaredUser;
import dev.openshiftkafka.pod.users.DeclaredUser.Acl;
import dev.openshiftkafka.pod.users.DeclaredUser.Credentials;
import dev.openshiftkafka.pod.users.DeclaredUser.SecretName;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Job of the declared users, compared with the Job of the last successful update.
 *
 * <p>The snapshot of that update contains the id of its Job and the users that the Job deleted.
 */
final class UsersUpdate {
  private static final String DELETED = "users.deleted";
  private static final String JOB = "users.job";

  private final StackConfig config;
  private final List<ClientIdentity> clients;
  private final ClientAccess access;
  private final String passwords;
  private final UserGuard guard;
  private final SortedSet<DeployedUser> deleted;
  private final UsersJob job;
  private final boolean unchanged;

  /**
   * Compares the configuration with the snapshot.
   *
   * @param deployed snapshot that the last successful update exported; empty before the first
   * @param clients the stack's own clients
   */
  UsersUpdate(
      Map<String, String> deployed,
      StackConfig config,
      List<ClientIdentity> clients,
      ClientAccess access) {
    this.config = config;
    this.clients = clients;
    this.access = access;
    this.passwords = PasswordHash.of(config.project().name(), config.userPasswords());
    this.guard = UserGuard.of(deployed, config);
    // Deleted users remain in the declaration until the next edit, because an update without an
    // edit must not change anything.
    SortedSet<DeployedUser> last =
        config.users().allowDelete()
            ? DeployedUser.read(deployed.getOrDefault(DELETED, ""))
            : Collections.emptySortedSet();
    UsersJob again = job(last);
    this.unchanged = again.id().equals(deployed.get(JOB));
    // The guard refuses removed users unless the configuration allows it.
    this.deleted = unchanged ? last : guard.removed();
    this.job = unchanged ? again : job(deleted);
  }

  /** Entries of the snapshot for the next update, valid after the Job has succeeded. */
  Map<String, String> snapshot() {
    var snapshot = new TreeMap<>(guard.snapshot());
    if (!deleted.isEmpty()) {
      snapshot.put(DELETED, DeployedUser.text(deleted));
    }
    snapshot.put(JOB, job.id());
    return snapshot;
  }

  /** Whether the last successful update ran the same Job. */
  boolean isUnchanged() {
    return unchanged;
  }

  UsersJob job() {
    return job;
  }

  private UsersJob job(SortedSet<DeployedUser> delete) {
    var declaration =
        new Declaration(
            "",
            config.project().name(),
            clients.stream().map(this::client).toList(),
            config.users().declared().stream()
                .sorted(Comparator.comparing(UserConfig::name))
                .map(this::declared)
                .toList(),
            delete.stream().map(UsersUpdate::deleted).toList());
    return new UsersJob(config, access, declaration, passwords);
  }

  private DeclaredUser declared(UserConfig user) {
    var quotas = new TreeMap<String, Double>();
    user.quotas().forEach((quota, value) -> quotas.put(quota, Double.valueOf(value)));
    return new DeclaredUser(
        user.name(),
        user.principal(),
        user.quotaEntity(),
        new SecretName(user.namespaceOr(config.project().name()), UserNames.secret(config, user)),
        access.of(user),
        access.inside(user.authentication()),
        credentials(user),
        acls(user.acls()),
        quotas);
  }

  private Credentials credentials(UserConfig user) {
    if (user.authentication() == UserAuthentication.TLS) {
      return Credentials.certificate(UserNames.certificate(user));
    }
    return config.userPasswords().containsKey(user.name())
        ? Credentials.given(UserNames.JOB)
        : Credentials.generated(user.generation());
  }

  private StackClient client(ClientIdentity client) {
    return new StackClient(
        IdentityAuthentication.of(config).principal(client.name()), acls(client.acls()));
  }

  private static List<Acl> acls(List<AclConfig> acls) {
    return acls.stream().flatMap(UsersUpdate::operations).toList();
  }

  private static Stream<Acl> operations(AclConfig acl) {
    return acl.operations().stream()
        .sorted()
        .map(
            operation ->
                new Acl(
                    acl.resourceType().name(),
                    acl.resourceName(),
                    acl.patternType().name(),
                    acl.permissionType().name(),
                    operation.name()));
  }

  private static DeletedUser deleted(DeployedUser user) {
    String entity = user.authentication().principalName(user.name());
    return new DeletedUser(
        user.name(), "User:" + entity, entity, user.authentication() == UserAuthentication.SCRAM);
  }
}
