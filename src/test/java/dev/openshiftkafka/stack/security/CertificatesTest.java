package dev.openshiftkafka.stack.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates, and the volumes through which pods read them. */
class CertificatesTest {
  private static StackRun run(Map<String, ?> edits) {
    StackRun run = StackRun.update("local", StackEdit.apply(StackFile.secure("local"), edits));
    assertEquals(List.of(), run.result().errors());
    return run;
  }

  private static Map<String, ?> brokers(int brokers) {
    return Map.of(
        "kafka/brokers",
        brokers,
        "kafka/volume",
        Map.of("source", "dynamic", "type", "gp3", "size", "8Gi"));
  }

  private static List<String> certificates(StackRun run) {
    return run.objects("Certificate").stream()
        .map(object -> object.at("metadata", "name").toString())
        .toList();
  }

  @Test
  void certificates_members_haveOneEach() {
    assertThat(certificates(run(Map.of())))
        .containsExactlyInAnyOrder(
            "kafka-ca",
            "kafka-controller-0",
            "kafka-controller-1",
            "kafka-controller-2",
            "kafka-kafka-0",
            "kafka-kafka-1",
            "kafka-kafka-2",
            "kafka-admin",
            "kafka-tools",
            "kafka-benchmark",
            "kafka-lag-exporter",
            "kafka-kafka-librdkafka",
            "kafka-kafbat",
            "kafka-settings");
  }

  @Test
  void certificates_existingIssuer_needNoAuthority() {
    StackRun run =
        run(
            Map.of(
                "security/certificates/issuer", Map.of("name", "corp", "kind", "ClusterIssuer")));

    assertEquals(List.of(), run.objects("Issuer"));
    assertThat(certificates(run)).hasSize(13).doesNotContain("kafka-ca");
    assertEquals(
        Map.of("group", "cert-manager.io", "kind", "ClusterIssuer", "name", "corp"),
        run.object("Certificate", "kafka-kafka-0").at("spec", "issuerRef"));
  }

  @Test
  void certificates_secrets_areNotDeclared() {
    StackRun run =
        run(
            Map.of(
                "security/certificates",
                Map.of(
                    "source",
                    "secret",
                    "secrets",
                    Map.of("brokers", "b", "controllers", "c", "admin", "a"))));

    assertEquals(List.of(), run.objects("Certificate"));
    assertEquals("b", secrets(run, "kafka-kafka").get(0));
    assertEquals("c", secrets(run, "kafka-controller").get(0));
    assertThat(run.object("ConfigMap", "kafka-kafka").at("data", "kafka-kafka-1.properties"))
        .asString()
        .contains("\nssl.keystore.location=/certificates/tls-combined.pem\n");
  }

  /** Pulumi creates pods when their certificates are issued. */
  @Test
  void statefulSets_certificates_areDependencies() {
    StackRun run = run(Map.of());

    for (String set : List.of("kafka-controller", "kafka-kafka")) {
      assertThat(run.object("StatefulSet", set).dependsOn())
          .filteredOn(urn -> urn.contains(":Certificate::"))
          .hasSize(13);
    }
    for (Declared certificate : run.objects("Certificate")) {
      assertEquals(
          "condition=Ready",
          certificate.at("metadata", "annotations", "pulumi.com/waitFor"),
          certificate.name());
    }
  }

  /** A template that names each broker would restart all of them when one is added. */
  @ParameterizedTest
  @ValueSource(ints = {4, 7, 16})
  void template_addedBrokers_isUnchanged(int brokers) {
    assertEquals(
        run(brokers(3)).object("StatefulSet", "kafka-kafka").at("spec", "template"),
        run(brokers(brokers)).object("StatefulSet", "kafka-kafka").at("spec", "template"));
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 40, 300})
  void volume_manyBrokers_hasPlacesForAll(int brokers) {
    List<String> secrets = secrets(run(brokers(brokers)), "kafka-kafka");

    assertThat(secrets).hasSizeGreaterThanOrEqualTo(brokers);
    assertEquals("kafka-kafka-%d-tls".formatted(brokers - 1), secrets.get(brokers - 1));
  }

  /** A file that is mounted by subPath is never updated. */
  @Test
  void mounts_certificates_areWhole() {
    StackRun run = run(Map.of());

    for (String container : List.of("broker", "readiness")) {
      assertTrue(
          ((List<?>) run.container("kafka-kafka", container).get("volumeMounts"))
              .contains(
                  Map.of("name", "certificates", "mountPath", "/certificates", "readOnly", true)),
          container);
    }
  }

  private static List<String> secrets(StackRun run, String set) {
    return run.object("StatefulSet", set).listAt("spec", "template", "spec", "volumes").stream()
        .filter(volume -> volume.get("name").equals("certificates"))
        .flatMap(
            volume -> ((List<?>) ((Map<?, ?>) volume.get("projected")).get("sources")).stream())
        .map(source -> (Map<?, ?>) ((Map<?, ?>) source).get("secret"))
        .map(secret -> secret.get("name").toString())
        .toList();
  }

  /** The Job connects with the certificate of the stack's admin. */
  @Test
  void topicsJob_secure_hasCredentials() {
    StackRun run =
        run(Map.of("topics/declared", List.of(Map.of("name", "orders", "partitions", 3))));
    Declared job = run.object("Job", "kafka-topics");

    String command = job.at("spec", "template", "spec", "containers", 0, "command").toString();
    assertThat(command)
        .contains("--client-properties=/credentials/client.properties")
        .containsPattern("--bootstrap-server=[^ ]*:9095,");
    assertThat(
            job.listAt("spec", "template", "spec", "volumes").stream()
                .map(volume -> volume.get("name")))
        .contains("credentials");
    assertThat(run.object("ConfigMap", "kafka-client-properties").at("data", "client.properties"))
        .asString()
        .startsWith("bootstrap.servers=kafka-kafka-0.")
        .endsWith(
            """
            security.protocol=SSL
            ssl.keystore.type=PEM
            ssl.keystore.location=/credentials/tls-combined.pem
            ssl.truststore.type=PEM
            ssl.truststore.location=/credentials/ca.crt
            ssl.enabled.protocols=TLSv1.2,TLSv1.3
            """);
  }
}
