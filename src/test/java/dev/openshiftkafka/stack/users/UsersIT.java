package dev.openshiftkafka.stack.users;

import static dev.openshiftkafka.stack.users.UsersFixture.APPLICATION;
import static dev.openshiftkafka.stack.users.UsersFixture.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openshiftkafka.stack.users.UsersFixture.Update;
import dev.openshiftkafka.testing.SecureKafka;
import dev.openshiftkafka.testing.TestAuthority.PemPair;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users Job against a real Kafka and a real API server. Each test has users of its own. */
class UsersIT {
  private static final Map<String, Object> WRITE_ORDERS = acl("topic", "orders", "write");

  /** An edit that changes nothing but the Job. */
  private static final Map<String, Object> OTHER_RESOURCES =
      Map.of("cpu", "101m", "memory", "256Mi");

  @TempDir private static Path folder;
  private static SecureKafka kafka;
  private static Admin admin;
  private static Administrator byHand;

  private UsersFixture stack;

  @BeforeAll
  static void start() throws Exception {
    kafka = new SecureKafka(folder);
    admin = kafka.admin();
    byHand = new Administrator(admin);
    for (String topic : List.of("orders", "other")) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  @BeforeEach
  void newStack() {
    stack = new UsersFixture(kafka, folder);
  }

  private static Map<String, Object> acl(String type, String name, String... operations) {
    return Map.of("resourceType", type, "resourceName", name, "operations", List.of(operations));
  }

  private static Map<String, Object> scram(String name, Object... acls) {
    var user = new HashMap<String, Object>();
    user.put("name", name);
    user.put("authentication", "scram");
    user.put("namespace", APPLICATION);
    user.put("acls", List.of(acls));
    return user;
  }

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
  void binding_passwordUser_hasNamesOfFrameworks() {
    stack.declare(scram("bound")).up();
    Map<String, String> binding = stack.binding(APPLICATION, "bound");

    assertThat(stack.secret(APPLICATION, "kafka-user-bound").getType())
        .isEqualTo("servicebinding.io/kafka");
    assertThat(binding.get("password")).matches("[A-Za-z0-9_-]{43}");
    String password = binding.get("password");
    String ca = kafka.authority().certificate();
    var expected = new HashMap<>(binding);
    for (String key : List.of("bootstrapServers", "bootstrap-servers", "bootstrap.servers")) {
      expected.put(key, kafka.passwords());
    }
    for (String key : List.of("securityProtocol", "security.protocol")) {
      expected.put(key, "SASL_SSL");
    }
    for (String key : List.of("saslMechanism", "sasl.mechanism")) {
      expected.put(key, "SCRAM-SHA-512");
    }
    expected.putAll(
        Map.of(
            "type", "kafka",
            "provider", "openshift-kafka",
            "user", "bound",
            "username", "bound",
            "ssl.truststore.crt", ca,
            "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                    + " username=\"bound\" password=\""
                    + password
                    + "\";"));
    assertThat(binding).isEqualTo(expected).hasSize(15);
  }

  /** Quarkus leaves the CA of the brokers to the application's own configuration. */
  @Tag("nightly")
  @Test
  void binding_readByQuarkus_connects() throws Exception {
    stack.declare(scram("quarkus", WRITE_ORDERS)).up();
    Map<String, String> binding = stack.binding(APPLICATION, "quarkus");

    Properties client = QuarkusBinding.clientProperties(binding, folder.resolve("quarkus"));
    client.put("request.timeout.ms", "10000");
    client.put("ssl.truststore.type", "PEM");
    client.put("ssl.truststore.certificates", binding.get("ssl.truststore.crt"));

    Application.produce(client, "orders");
    assertThatThrownBy(() -> Application.produce(client, "other"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
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
    assertThat(byHand.aclsOf("User:leaving")).isEmpty();
    assertThat(byHand.quotasOf("leaving")).isEmpty();
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
    assertThat(byHand.quotasOf("limited"))
        .isEqualTo(
            Map.of(
                "producer_byte_rate", 1_048_576.0,
                "consumer_byte_rate", 2_097_152.0,
                "request_percentage", 12.5,
                "controller_mutation_rate", 3.0));

    user.put("quotas", Map.of("producer_byte_rate", 512));
    Update update = stack.declare(user).up();

    assertThat(byHand.quotasOf("limited")).isEqualTo(Map.of("producer_byte_rate", 512.0));
    assertThat(update.lines())
        .contains(
            "set quota of limited: producer_byte_rate=1048576.0 -> 512.0",
            "set quota of limited: request_percentage=12.5 -> none");
  }

  @Test
  void up_undeclared_isUntouched() throws Exception {
    byHand.setPassword("foreign", ScramMechanism.SCRAM_SHA_512, "foreign-password-1");
    admin.createAcls(List.of(byHand.binding("User:foreign", "other"))).all().get();
    byHand.setQuota(Map.of(ClientQuotaEntity.USER, "foreign"), 4096.0);
    byHand.setQuota(
        Map.of(ClientQuotaEntity.USER, "owner", ClientQuotaEntity.CLIENT_ID, "batch"), 8192.0);

    stack.declare(scram("owner", WRITE_ORDERS)).up();
    stack.declare().edit("users/allowDelete", true).up();

    assertThat(byHand.aclsOf("User:foreign")).hasSize(1);
    assertThat(byHand.quotasOf("foreign")).isEqualTo(Map.of("producer_byte_rate", 4096.0));
    assertThat(byHand.allQuotas())
        .containsEntry(
            new ClientQuotaEntity(
                Map.of(ClientQuotaEntity.USER, "owner", ClientQuotaEntity.CLIENT_ID, "batch")),
            Map.of("producer_byte_rate", 8192.0));
    assertThat(admin.describeUserScramCredentials().all().get()).containsKey("foreign");
  }

  @Test
  void up_declaredUserChangedByHand_isRestored() throws Exception {
    stack.declare(scram("drifted", WRITE_ORDERS)).up();
    Properties client = stack.client(APPLICATION, "drifted");
    byHand.setPassword("drifted", ScramMechanism.SCRAM_SHA_512, "chosen-by-hand-12");
    byHand.setPassword("drifted", ScramMechanism.SCRAM_SHA_256, "chosen-by-hand-34");
    admin.deleteAcls(List.of(byHand.filter("User:drifted"))).all().get();
    admin.createAcls(List.of(byHand.binding("User:drifted", "other"))).all().get();
    byHand.setQuota(Map.of(ClientQuotaEntity.USER, "drifted"), 1.0);

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
            admin
                .describeUserScramCredentials(List.of("drifted"))
                .all()
                .get()
                .get("drifted")
                .credentialInfos())
        .extracting(ScramCredentialInfo::mechanism)
        .containsExactly(ScramMechanism.SCRAM_SHA_512);
  }

  @Test
  void up_nextGeneration_replacesPassword() {
    Map<String, Object> user = scram("rotated", WRITE_ORDERS);
    stack.declare(user).up();
    Properties before = stack.client(APPLICATION, "rotated");
    user.put("passwordGeneration", 2);

    Update update = stack.declare(user).up();

    assertThat(update.lines())
        .containsExactly(
            "write Secret shop/kafka-user-rotated",
            "change the password of rotated",
            "done: 1 users match the declaration");
    assertThatThrownBy(() -> Application.login(before))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
    Application.produce(stack.client(APPLICATION, "rotated"), "orders");
  }

  @Test
  void up_givenPassword_isUsedAndReplaced() {
    stack
        .declare(scram("given", WRITE_ORDERS))
        .edit("userPasswords/given", "first-password-12")
        .up();
    assertThat(stack.binding(APPLICATION, "given")).containsEntry("password", "first-password-12");
    Properties before = stack.client(APPLICATION, "given");
    Application.produce(before, "orders");

    stack.edit("userPasswords/given", "second-password=1!#$%&()*+,-./:;<=>?@[]^_`{|}~").up();

    assertThatThrownBy(() -> Application.login(before))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
    Application.produce(stack.client(APPLICATION, "given"), "orders");

    stack.edit("userPasswords/given", null).up();
    assertThat(stack.binding(APPLICATION, "given").get("password")).matches("[A-Za-z0-9_-]{43}");
    Application.produce(stack.client(APPLICATION, "given"), "orders");
  }

  @Test
  void up_certificateUser_connectsWithSecret() throws Exception {
    PemPair pair = kafka.authority().issue("certified");
    stack
        .api()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(PROJECT)
                .withName("kafka-user-certified-tls")
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withStringData(Map.of("tls.crt", pair.certificate(), "tls.key", pair.key()))
                .build())
        .serverSideApply();
    Map<String, Object> user = scram("certified", WRITE_ORDERS);
    user.put("authentication", "tls");
    user.put("quotas", Map.of("producer_byte_rate", 4_000_000));
    stack.declare(user).up();

    Properties client = stack.client(APPLICATION, "certified");
    Application.produce(client, "orders");
    assertThatThrownBy(() -> Application.produce(client, "other"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThat(byHand.quotasOf("CN=certified"))
        .isEqualTo(Map.of("producer_byte_rate", 4_000_000.0));
    assertThat(stack.binding(APPLICATION, "certified"))
        .containsEntry("ssl.keystore.crt", pair.certificate())
        .containsEntry("ssl.keystore.key", pair.key())
        .containsEntry("securityProtocol", "SSL")
        .doesNotContainKeys("password", "saslMechanism", "sasl.jaas.config");
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

  @Test
  void attempt_secretMissing_failsAndChangesNothing() throws Exception {
    Update update =
        stack
            .declare(scram("waiting", WRITE_ORDERS), scram("absent", WRITE_ORDERS))
            .timeout(2)
            .without(APPLICATION, "kafka-user-absent")
            .attempt();

    assertThat(update.ok()).isFalse();
    assertThat(update.output())
        .endsWith(
            "error: Secret shop/kafka-user-absent: the API server answers 404 NotFound; the stack"
                + " declares the Secret and its Role, run pulumi up again\n");
    assertThat(admin.describeUserScramCredentials().all().get())
        .doesNotContainKeys("waiting", "absent");
    assertThat(byHand.aclsOf("User:waiting")).isEmpty();
    assertThat(stack.binding(APPLICATION, "waiting")).isEmpty();
  }

  @Test
  void role_ofJob_isLimitedToItsSecrets() {
    stack.declare(scram("own")).edit("userPasswords/own", "given-password-12").up();

    for (String allowed :
        List.of("get shop kafka-user-own", "patch shop kafka-user-own", "get kafka kafka-users")) {
      assertThat(stack.mayDo(UsersFixture.ACCOUNT, allowed)).as(allowed).isTrue();
    }
    for (String denied :
        List.of(
            "list shop ",
            "watch shop ",
            "create shop ",
            "delete shop kafka-user-own",
            "get shop database",
            "patch kafka kafka-users",
            "get kafka kafka-user-own")) {
      assertThat(stack.mayDo(UsersFixture.ACCOUNT, denied)).as(denied).isFalse();
    }
  }

  @Test
  void up_deployerWithRenderedRights_isPermittedAndReadsNoOthers() {
    stack
        .asDeployer()
        .declare(scram("deployed", WRITE_ORDERS))
        .edit("userPasswords/deployed", "given-password-12")
        .up();

    Application.produce(stack.client(APPLICATION, "deployed"), "orders");
    assertThat(stack.mayDo(UsersFixture.DEPLOYER, "get shop kafka-user-deployed")).isTrue();
    for (String denied :
        List.of("list shop ", "watch shop ", "get shop database", "list kafka ", "watch kafka ")) {
      assertThat(stack.mayDo(UsersFixture.DEPLOYER, denied)).as(denied).isFalse();
    }
  }
}
