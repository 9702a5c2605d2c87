package dev.openshiftkafka.stack.users;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/** Reads and changes users of a cluster, as its administrator does by hand. */
record Administrator(Admin admin) {
  void setPassword(String user, ScramMechanism mechanism, String password) throws Exception {
    var info = new ScramCredentialInfo(mechanism, 4096);
    admin
        .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, info, password)))
        .all()
        .get();
  }

  AclBinding binding(String principal, String topic) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry(principal, "10.0.0.1", AclOperation.READ, AclPermissionType.ALLOW));
  }

  AclBindingFilter filter(String principal) {
    return new AclBindingFilter(
        ResourcePatternFilter.ANY,
        new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY));
  }

  Collection<AclBinding> aclsOf(String principal) throws Exception {
    return admin.describeAcls(filter(principal)).values().get();
  }

  void setQuota(Map<String, String> entity, double bytes) throws Exception {
    admin
        .alterClientQuotas(
            List.of(
                new ClientQuotaAlteration(
                    new ClientQuotaEntity(entity),
                    List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytes)))))
        .all()
        .get();
  }

  Map<ClientQuotaEntity, Map<String, Double>> allQuotas() throws Exception {
    return admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get();
  }

  Map<String, Double> quotasOf(String user) throws Exception {
    return allQuotas()
        .getOrDefault(new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, user)), Map.of());
  }
}
