package dev.openshiftkafka.pod.users;

import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.users.UserPlan.OldCredential;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterClientQuotasOptions;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;

/** Reads and changes the credentials, ACLs and quotas of a cluster. */
final class ClusterUsers {
  /** Kafka's default. More would only protect passwords that people choose. */
  private static final int ITERATIONS = 4096;

  private final Admin admin;

  ClusterUsers(Admin admin) {
    this.admin = admin;
  }

  /**
   * The actual state of a cluster.
   *
   * @param credentials SCRAM mechanisms by user
   * @param acls ACLs by principal
   * @param quotas quotas by user, without those of client ids
   */
  record Actual(
      Map<String, Set<ScramMechanism>> credentials,
      Map<String, Set<AclBinding>> acls,
      Map<String, Map<String, Double>> quotas) {}

  /** Reads the state. */
  Actual read() throws RetriableAdminException, InterruptedException {
    var credentials = new HashMap<String, Set<ScramMechanism>>();
    AdminResults.of(admin.describeUserScramCredentials().all())
        .forEach(
            (user, description) ->
                credentials.put(
                    user,
                    description.credentialInfos().stream()
                        .map(ScramCredentialInfo::mechanism)
                        .collect(Collectors.toSet())));
    var acls = new HashMap<String, Set<AclBinding>>();
    AdminResults.of(admin.describeAcls(AclBindingFilter.ANY).values())
        .forEach(
            acl -> acls.computeIfAbsent(acl.entry().principal(), key -> new HashSet<>()).add(acl));
    var quotas = new HashMap<String, Map<String, Double>>();
    var ofUsers =
        ClientQuotaFilter.containsOnly(
            List.of(ClientQuotaFilterComponent.ofEntityType(ClientQuotaEntity.USER)));
    AdminResults.of(admin.describeClientQuotas(ofUsers).entities())
        .forEach(
            (entity, values) -> quotas.put(entity.entries().get(ClientQuotaEntity.USER), values));
    return new Actual(credentials, acls, quotas);
  }

  /** Validates the quotas on the controller and changes nothing. */
  void validate(UserPlan plan)
      throws RefusedException, RetriableAdminException, InterruptedException {
    var results = new AdminResults();
    alterQuotas(results, plan, true);
    results.check("The brokers reject the declared quotas; nothing was changed");
  }

  /** Creates ACLs and alters quotas. */
  void grant(UserPlan plan) throws RefusedException, RetriableAdminException, InterruptedException {
    var results = new AdminResults();
    if (!plan.added().isEmpty()) {
      results.await(admin.createAcls(plan.added()).values(), UserPlan::text);
    }
    alterQuotas(results, plan, false);
    results.check("Some ACLs or quotas were not set");
  }

  /** Sets the password of a user. */
  void setPassword(String user, String password)
      throws RefusedException, RetriableAdminException, InterruptedException {
    var info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
    alterCredentials(List.of(new UserScramCredentialUpsertion(user, info, password)));
  }

  /** Deletes credentials, and then ACLs. */
  void revoke(UserPlan plan)
      throws RefusedException, RetriableAdminException, InterruptedException {
    List<UserScramCredentialAlteration> deletions =
        plan.oldCredentials().stream().map(ClusterUsers::deletion).toList();
    if (!deletions.isEmpty()) {
      alterCredentials(deletions);
    }
    if (!plan.removed().isEmpty()) {
      AdminResults.of(
          admin.deleteAcls(plan.removed().stream().map(AclBinding::toFilter).toList()).all());
    }
  }

  private static UserScramCredentialAlteration deletion(OldCredential old) {
    return new UserScramCredentialDeletion(old.user(), old.mechanism());
  }

  private void alterCredentials(List<UserScramCredentialAlteration> alterations)
      throws RefusedException, RetriableAdminException, InterruptedException {
    var results = new AdminResults();
    results.await(admin.alterUserScramCredentials(alterations).values(), user -> "user " + user);
    results.check("Some credentials were not changed");
  }

  private void alterQuotas(AdminResults results, UserPlan plan, boolean validateOnly)
      throws RetriableAdminException, InterruptedException {
    if (!plan.quotas().isEmpty()) {
      var options = new AlterClientQuotasOptions().validateOnly(validateOnly);
      results.await(
          admin.alterClientQuotas(plan.quotas(), options).values(),
          entity -> "quotas of " + entity.entries().get(ClientQuotaEntity.USER));
    }
  }
}
