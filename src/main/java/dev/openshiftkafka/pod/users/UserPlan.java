package dev.openshiftkafka.pod.users;

import dev.openshiftkafka.pod.users.ClusterUsers.Actual;
import dev.openshiftkafka.pod.users.Declaration.DeletedUser;
import dev.openshiftkafka.pod.users.DeclaredUser.Acl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * The changes that reach the declared state, except passwords: only a login shows whether a
 * password is the declared one. Users that are not declared are not changed.
 *
 * @param added ACLs to create
 * @param removed ACLs to delete
 * @param quotas quotas to set or remove
 * @param oldCredentials credentials to delete
 * @param lines the changes in words, one a line
 */
record UserPlan(
    List<AclBinding> added,
    List<AclBinding> removed,
    List<ClientQuotaAlteration> quotas,
    List<OldCredential> oldCredentials,
    List<String> lines) {
  private static final String EVERY_HOST = "*";

  /** Compares the declared users with the actual ones. */
  static UserPlan of(Declaration declared, Actual actual) {
    var plan =
        new UserPlan(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    declared.users().forEach(user -> plan.compare(user, actual));
    declared
        .clients()
        .forEach(client -> plan.compareAcls(client.principal(), client.acls(), actual.acls()));
    Set<String> kept =
        declared.users().stream().map(DeclaredUser::principal).collect(Collectors.toSet());
    declared.delete().stream()
        .filter(user -> !kept.contains(user.principal()))
        .forEach(user -> plan.delete(user, actual));
    return plan;
  }

  /** A credential to delete. */
  record OldCredential(String user, ScramMechanism mechanism) {}

  /** An ACL in words, such as {@code User:orders: allow read on topic orders (literal)}. */
  static String text(AclBinding acl) {
    String host = acl.entry().host();
    return "%s: %s %s on %s %s (%s)%s"
        .formatted(
            acl.entry().principal(),
            lower(acl.entry().permissionType()),
            lower(acl.entry().operation()),
            lower(acl.pattern().resourceType()),
            acl.pattern().name(),
            lower(acl.pattern().patternType()),
            host.equals(EVERY_HOST) ? "" : " from " + host);
  }

  private void compare(DeclaredUser user, Actual actual) {
    compareAcls(user.principal(), user.acls(), actual.acls());
    compareQuotas(
        user.quotaEntity(),
        user.quotas(),
        actual.quotas().getOrDefault(user.quotaEntity(), Map.of()));
    // Any other credential of the same principal is a password that the stack does not know.
    removeCredentials(
        user.hasPassword() ? user.name() : user.quotaEntity(),
        user.hasPassword() ? ScramMechanism.SCRAM_SHA_512 : null,
        actual);
  }

  private void delete(DeletedUser user, Actual actual) {
    if (user.password()) {
      removeCredentials(user.name(), null, actual);
    }
    compareAcls(user.principal(), List.of(), actual.acls());
    compareQuotas(
        user.quotaEntity(), Map.of(), actual.quotas().getOrDefault(user.quotaEntity(), Map.of()));
  }

  private void removeCredentials(String name, @Nullable ScramMechanism kept, Actual actual) {
    actual.credentials().getOrDefault(name, Set.of()).stream()
        .filter(mechanism -> mechanism != kept)
        .sorted()
        .forEach(
            mechanism -> {
              oldCredentials.add(new OldCredential(name, mechanism));
              lines.add(
                  "delete the %s credential of %s".formatted(mechanism.mechanismName(), name));
            });
  }

  private void compareAcls(String principal, List<Acl> acls, Map<String, Set<AclBinding>> actual) {
    Set<AclBinding> declared =
        acls.stream().map(acl -> binding(principal, acl)).collect(Collectors.toSet());
    Set<AclBinding> existing = actual.getOrDefault(principal, Set.of());
    Comparator<AclBinding> order = Comparator.comparing(UserPlan::text);
    without(declared, existing).stream()
        .sorted(order)
        .forEach(
            acl -> {
              added.add(acl);
              lines.add("add ACL of " + text(acl));
            });
    without(existing, declared).stream()
        .sorted(order)
        .forEach(
            acl -> {
              removed.add(acl);
              lines.add("remove ACL of " + text(acl));
            });
  }

  private static Set<AclBinding> without(Set<AclBinding> acls, Set<AclBinding> others) {
    var rest = new HashSet<>(acls);
    rest.removeAll(others);
    return rest;
  }

  private void compareQuotas(
      String user, Map<String, Double> declared, Map<String, Double> existing) {
    var names = new TreeSet<>(declared.keySet());
    names.addAll(existing.keySet());
    var changes = new ArrayList<ClientQuotaAlteration.Op>();
    for (String name : names) {
      Double value = declared.get(name);
      if (!Objects.equals(value, existing.get(name))) {
        changes.add(new ClientQuotaAlteration.Op(name, value));
        lines.add(
            "set quota of %s: %s=%s -> %s"
                .formatted(
                    user,
                    name,
                    existing.containsKey(name) ? existing.get(name) : "none",
                    value == null ? "none" : value));
      }
    }
    if (!changes.isEmpty()) {
      var entity = new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, user));
      quotas.add(new ClientQuotaAlteration(entity, changes));
    }
  }

  private static AclBinding binding(String principal, Acl acl) {
    return new AclBinding(
        new ResourcePattern(
            ResourceType.valueOf(acl.resourceType()),
            acl.resourceName(),
            PatternType.valueOf(acl.patternType())),
        new AccessControlEntry(
            principal,
            EVERY_HOST,
            AclOperation.valueOf(acl.operation()),
            AclPermissionType.valueOf(acl.permissionType())));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
