package dev.openshiftkafka.stack.users;

import static dev.openshiftkafka.stack.users.UsersFixture.APPLICATION;
import static dev.openshiftkafka.stack.users.UsersFixture.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openshiftkafka.stack.users.UsersFixture.Update;
import dev.openshiftkafka.testing.TestAuthority.PemPair;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The Secrets of users against a real Kafka and a real API server: what applications read, where
 * passwords and certificates come from, and who has rights to them.
 */
@Tag("nightly")
class UserSecretsIT extends UsersCluster {
  @Test
  void binding_passwordUser_hasNamesOfFrameworks() {
    stack.declare(scram("bound")).up();
    Map<String, String> binding = stack.binding(APPLICATION, "bound");

    assertThat(stack.secret(APPLICATION, "kafka-user-bound").getType())
        .isEqualTo("servicebinding.io/kafka");
    assertThat(binding.get("password")).matches("[A-Za-z0-9_-]{43}");
    String password = binding.get("password");
    String ca = kafka().authority().certificate();
    var expected = new HashMap<>(binding);
    for (String key : List.of("bootstrapServers", "bootstrap-servers", "bootstrap.servers")) {
      expected.put(key, kafka().passwords());
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
  @Test
  void binding_readByQuarkus_connects() throws Exception {
    stack.declare(scram("quarkus", WRITE_ORDERS)).up();
    Map<String, String> binding = stack.binding(APPLICATION, "quarkus");

    Properties client = QuarkusBinding.clientProperties(binding, folder().resolve("quarkus"));
    client.put("request.timeout.ms", "10000");
    client.put("ssl.truststore.type", "PEM");
    client.put("ssl.truststore.certificates", binding.get("ssl.truststore.crt"));

    Application.produce(client, "orders");
    assertThatThrownBy(() -> Application.produce(client, "other"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
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
    PemPair pair = kafka().authority().issue("certified");
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
    assertThat(byHand().quotasOf("CN=certified"))
        .isEqualTo(Map.of("producer_byte_rate", 4_000_000.0));
    assertThat(stack.binding(APPLICATION, "certified"))
        .containsEntry("ssl.keystore.crt", pair.certificate())
        .containsEntry("ssl.keystore.key", pair.key())
        .containsEntry("securityProtocol", "SSL")
        .doesNotContainKeys("password", "saslMechanism", "sasl.jaas.config");
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
    assertThat(admin().describeUserScramCredentials().all().get())
        .doesNotContainKeys("waiting", "absent");
    assertThat(byHand().aclsOf("User:waiting")).isEmpty();
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
