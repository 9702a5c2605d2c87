package dev.openshiftkafka.stack.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.IdentityPasswords;
import dev.openshiftkafka.stack.Operands;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stack with certificates of OpenShift's service CA: its passwords, and who reads them. */
class PasswordsTest {
  private static final String RENEWAL = "kafka-users-renewal";

  private static StackRun run;

  @BeforeAll
  static void update() {
    run = run(Map.of());
  }

  private static StackRun run(Map<String, ?> edits) {
    StackRun updated =
        StackRun.update("local", StackEdit.apply(StackFile.serviceCa("local"), edits));
    assertEquals(List.of(), updated.result().errors());
    return updated;
  }

  private static List<String> secrets() {
    return IdentityPasswords.identities().stream().map(IdentityPasswords::secret).toList();
  }

  /** Brokers and controllers read the passwords of all clients when they start. */
  @Test
  void identities_clients_areAllThatAStackCanHave() {
    StackConfig config =
        new ConfigSource("openshift-kafka", "local", StackFile.serviceCa("local")).read();

    assertThat(IdentityPasswords.identities())
        .containsAll(Operands.identities(config).stream().map(ClientIdentity::name).toList())
        .contains("kafka-admin", "kafka-broker", "kafka-controller")
        .hasSize(3 + Operands.identities(config).size());
  }

  /** The state of the stack has no password, and a refresh adds none. */
  @Test
  void secrets_identities_areDeclaredEmpty() {
    for (String name : secrets()) {
      Declared secret = run.object("Secret", name);
      assertNull(secret.at("data"));
      assertNull(secret.at("stringData"));
      assertEquals(List.of("data"), secret.ignoreChanges());
      assertEquals("kafka-passwords", secret.at("metadata", "ownerReferences", 0, "name"));
    }
  }

  @Test
  void role_job_namesTheSecrets() {
    assertEquals(
        List.of(
            Map.of(
                "apiGroups",
                List.of(""),
                "resources",
                List.of("secrets"),
                "resourceNames",
                secrets(),
                "verbs",
                List.of("get", "patch"))),
        run.object("Role", "kafka-passwords").at("rules"));
  }

  @Test
  void statefulSets_passwords_areGeneratedBefore() {
    for (String set : List.of("kafka-controller", "kafka-kafka")) {
      assertThat(run.object("StatefulSet", set).dependsOn())
          .filteredOn(urn -> urn.endsWith(":Job::kafka-passwords"))
          .hasSize(1);
    }
  }

  @Test
  void services_headless_getCertificates() {
    for (String set : List.of("kafka-controller", "kafka-kafka")) {
      assertEquals(
          Map.of(
              "service.beta.openshift.io/serving-cert-secret-name", set + "-headless-serving-cert"),
          run.object("Service", set + "-headless").at("metadata", "annotations"));
    }
    assertNull(run.object("Service", "kafka-kafka").at("metadata", "annotations"));
    Declared authorities = run.object("ConfigMap", "kafka-service-ca");
    assertNull(authorities.at("data"));
    assertEquals(
        Map.of("service.beta.openshift.io/inject-cabundle", "true"),
        authorities.at("metadata", "annotations"));
    assertEquals(List.of(), run.objects("Certificate"));
    assertEquals(List.of(), run.objects("Issuer"));
  }

  @Test
  void clientProperties_passwords_areReferences() {
    assertThat(run.object("ConfigMap", "kafka-client-properties").at("data", "client.properties"))
        .asString()
        .endsWith(
            """
            security.protocol=SASL_SSL
            ssl.truststore.type=PEM
            ssl.truststore.location=/credentials/ca.crt
            ssl.enabled.protocols=TLSv1.2,TLSv1.3
            sasl.mechanism=PLAIN
            config.providers=directory
            config.providers.directory.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
            sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="${directory:/credentials:username}" password="${directory:/credentials:password}";
            """);
  }

  /** Programs that read no file of Kafka's get the password in a variable. */
  @Test
  void variables_passwords_areFromSecrets() {
    for (var client :
        Map.of("kafka-ui", "kafka-kafbat", "kafka-lag-exporter", "kafka-lag-exporter").entrySet()) {
      assertThat(
              run.object("Deployment", client.getKey())
                  .listAt("spec", "template", "spec", "containers"))
          .flatMap(PasswordsTest::variables)
          .contains(
              Map.of(
                  "name",
                  "KAFKA_PASSWORD",
                  "valueFrom",
                  Map.of(
                      "secretKeyRef",
                      Map.of("name", client.getValue() + "-password", "key", "password"))));
    }
    assertThat(run.object("ConfigMap", "kafka-lag-exporter").at("data", "collector.yaml"))
        .asString()
        .contains("password: ${env:KAFKA_PASSWORD}")
        .doesNotContain("cert_file");
  }

  @SuppressWarnings("unchecked")
  private static List<Object> variables(Map<String, Object> container) {
    return (List<Object>) container.getOrDefault("env", List.of());
  }

  @Test
  void users_serviceCa_getRenewedAuthorities() {
    assertThat(run.objects("CronJob")).extracting(Declared::name).doesNotContain(RENEWAL);
    StackRun users =
        run(Map.of("users/declared", List.of(Map.of("name", "orders", "authentication", "scram"))));

    assertThat(users.object("CronJob", RENEWAL).at("spec", "schedule")).isNotNull();
  }
}
