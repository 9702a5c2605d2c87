package dev.openshiftkafka.stack.users;

import static dev.openshiftkafka.stack.users.UsersFixture.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openshiftkafka.stack.users.UsersFixture.Update;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.Test;

/** The users Job against a real Kafka: what a declaration makes of its users, and of others. */
class UsersIT extends UsersCluster {
  /** An edit that changes nothing but the Job. */
  private static final Map<String, Object> OTHER_RESOURCES =
      Map.of("cpu", "101m", "memory", "256Mi");

  @Test
  void up_newUser_writesItsTopicAndNothingElse() throws Exception {
    Update update = stack.declare(scram("writer", WRITE_ORDERS)).up();

    assertThat(update.lines())
        .containsExactly(
            "add ACL of User:writer: allow write on topic orders (literal)",
            "write Secret shop/kafka-user-writer",
            "set the password of writer",
            "done: 1 users match the declaration");
    Properties client = stack.client(APPLICATION, "writer");
    Application.produce(client, "orders");
    assertThatThrownBy(() -> Application.produce(client, "other"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> Application.consume(client, "orders"))
        .isInstanceOfAny(TopicAuthorizationException.class, GroupAuthorizationException.class);
    assertThatThrownBy(() -> Application.createTopic(client))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    client.setProperty(
        "sasl.jaas.config",
        client.getProperty("sasl.jaas.config").replaceAll("password=\".", "password=\"?"));
    assertThatThrownBy(() -> Application.login(client))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
  }

  @Test
  void up_again_changesNothing() throws Exception {
    Map<String, Object> user = scram("again", WRITE_ORDERS);
    user.put("quotas", Map.of("producer_byte_rate", 2_000_000));
    stack.declare(user).up();
    String version = version("again");
    Map<String, String> binding = stack.binding(APPLICATION, "again");

    // Another Job: Pulumi runs the same one again only after a failure.
    Update update = stack.edit("topics/resources", OTHER_RESOURCES).up();

    assertThat(update.lines()).containsExactly("no changes: 1 users match the declaration");
    assertThat(version("again")).isEqualTo(version);
    assertThat(stack.binding(APPLICATION, "again")).isEqualTo(binding);
  }

  private String version(String user) {
    return stack.secret(APPLICATION, "kafka-user-" + user).getMetadata().getResourceVersion();
  }

  @Test
  void up_userRemoved_isRefusedByBrokers() throws Exception {
    Map<String, Object> leaving = scram("leaving", WRITE_ORDERS);
    leaving.put("quotas", Map.of("request_percentage", 50));
    stack.declare(leaving, scram("staying", WRITE_ORDERS)).up();
    Properties client = stack.client(APPLICATION, "leaving");
    Application.produce(client, "orders");

    Update update =
        stack.declare(scram("staying", WRITE_ORDERS)).edit("users/allowDelete", true).up();

    assertThat(update.lines())
        .containsExactly(
            "delete the SCRAM-SHA-512 credential of leaving",
            "remove ACL of User:leaving: allow write on topic orders (literal)",
            "set quota of leaving: request_percentage=50.0 -> none",
            "done: 1 users match the declaration");
    assertThatThrownBy(() -> Application.login(client))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
    assertThat(byHand().aclsOf("User:leaving")).isEmpty();
    assertThat(byHand().quotasOf("leaving")).isEmpty();
    Application.produce(stack.client(APPLICATION, "staying"), "orders");
    // Without an edit, the next update declares the same Job.
    assertThat(stack.up().lines()).containsExactly("no changes: 1 users match the declaration");
  }

  @Test
  void up_quotas_areSetChangedAndRemoved() throws Exception {
    Map<String, Object> user = scram("limited");
    user.put(
        "quotas",
        Map.of(
            "producer_byte_rate", 1_048_576,
            "consumer_byte_rate", 2_097_152,
            "request_percentage", 12.5,
            "controller_mutation_rate", 3));
    stack.declare(user).up();
    assertThat(byHand().quotasOf("limited"))
        .isEqualTo(
            Map.of(
                "producer_byte_rate", 1_048_576.0,
                "consumer_byte_rate", 2_097_152.0,
                "request_percentage", 12.5,
                "controller_mutation_rate", 3.0));

    user.put("quotas", Map.of("producer_byte_rate", 512));
    Update update = stack.declare(user).up();

    assertThat(byHand().quotasOf("limited")).isEqualTo(Map.of("producer_byte_rate", 512.0));
    assertThat(update.lines())
        .contains(
            "set quota of limited: producer_byte_rate=1048576.0 -> 512.0",
            "set quota of limited: request_percentage=12.5 -> none");
  }

  @Test
  void up_undeclared_isUntouched() throws Exception {
    byHand().setPassword("foreign", ScramMechanism.SCRAM_SHA_512, "foreign-password-1");
    admin().createAcls(List.of(byHand().binding("User:foreign", "other"))).all().get();
    byHand().setQuota(Map.of(ClientQuotaEntity.USER, "foreign"), 4096.0);
    byHand()
        .setQuota(
            Map.of(ClientQuotaEntity.USER, "owner", ClientQuotaEntity.CLIENT_ID, "batch"), 8192.0);

    stack.declare(scram("owner", WRITE_ORDERS)).up();
    stack.declare().edit("users/allowDelete", true).up();

    assertThat(byHand().aclsOf("User:foreign")).hasSize(1);
    assertThat(byHand().quotasOf("foreign")).isEqualTo(Map.of("producer_byte_rate", 4096.0));
    assertThat(byHand().allQuotas())
        .containsEntry(
            new ClientQuotaEntity(
                Map.of(ClientQuotaEntity.USER, "owner", ClientQuotaEntity.CLIENT_ID, "batch")),
            Map.of("producer_byte_rate", 8192.0));
    assertThat(admin().describeUserScramCredentials().all().get()).containsKey("foreign");
  }

  @Test
  void up_declaredUserChangedByHand_isRestored() throws Exception {
    stack.declare(scram("drifted", WRITE_ORDERS)).up();
    Properties client = stack.client(APPLICATION, "drifted");
    byHand().setPassword("drifted", ScramMechanism.SCRAM_SHA_512, "chosen-by-hand-12");
    byHand().setPassword("drifted", ScramMechanism.SCRAM_SHA_256, "chosen-by-hand-34");
    admin().deleteAcls(List.of(byHand().filter("User:drifted"))).all().get();
    admin().createAcls(List.of(byHand().binding("User:drifted", "other"))).all().get();
    byHand().setQuota(Map.of(ClientQuotaEntity.USER, "drifted"), 1.0);

    Update update = stack.edit("topics/resources", OTHER_RESOURCES).up();

    assertThat(update.lines())
        .containsExactlyInAnyOrder(
            "add ACL of User:drifted: allow write on topic orders (literal)",
            "remove ACL of User:drifted: allow read on topic other (literal) from 10.0.0.1",
            "set quota of drifted: producer_byte_rate=1.0 -> none",
            "delete the SCRAM-SHA-256 credential of drifted",
            "change the password of drifted",
            "done: 1 users match the declaration");
    Application.produce(client, "orders");
    assertThat(
            admin()
                .describeUserScramCredentials(List.of("drifted"))
                .all()
                .get()
                .get("drifted")
                .credentialInfos())
        .extracting(ScramCredentialInfo::mechanism)
        .containsExactly(ScramMechanism.SCRAM_SHA_512);
  }

  @Test
  void up_prefixedGroupAndDeny_areInForce() throws Exception {
    Map<String, Object> groups = new HashMap<>(acl("group", "batch-", "read"));
    groups.put("patternType", "prefixed");
    Map<String, Object> deny = new HashMap<>(acl("topic", "other", "all"));
    deny.put("permissionType", "deny");
    stack.declare(scram("reader", acl("topic", "*", "read"), groups, deny)).up();

    Properties client = stack.client(APPLICATION, "reader");
    Application.consume(client, "orders");
    assertThatThrownBy(() -> Application.consume(client, "other"))
        .isInstanceOf(TopicAuthorizationException.class);
  }
}
