package dev.openshiftkafka.stack.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.Manifests;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tests of the access from outside the cluster. */
class ExternalAccessTest {
  private static final Map<String, Object> EXTERNAL =
      Map.of("security/external", Map.of("domain", "apps.example.com"));

  private static Map<String, String> values(Map<String, ?> edits) {
    var all = new HashMap<String, Object>(EXTERNAL);
    all.putAll(edits);
    return StackEdit.apply(StackFile.read("secure"), all);
  }

  private static StackRun run(Map<String, ?> edits) {
    StackRun run = StackRun.update("secure", values(edits));
    assertThat(run.result().exceptions()).isEmpty();
    return run;
  }

  @Test
  void objects_external_matchGolden() throws IOException {
    StackRun run = run(Map.of());

    Golden.assertMatches(
        "external.yaml",
        Manifests.yaml(
            new StackRun(
                run.result(),
                run.objects().stream()
                    .filter(object -> object.name().startsWith("kafka-external"))
                    .toList())));
  }

  @Test
  void listener_external_isAdvertisedAndOpenToTheRouterOnly() {
    StackRun run = run(Map.of());

    String properties =
        (String) run.object("ConfigMap", "kafka-kafka").at("data", "kafka-kafka-1.properties");
    assertThat(properties)
        .contains("EXTERNAL://:9096")
        .contains("EXTERNAL://kafka-kafka-1.apps.example.com:443")
        .contains("EXTERNAL:SASL_SSL")
        .contains("listener.name.external.sasl.enabled.mechanisms=SCRAM-SHA-512");
    List<Map<String, Object>> rules =
        run.object("NetworkPolicy", "kafka-kafka").listAt("spec", "ingress").stream()
            .filter(rule -> rule.get("ports").toString().contains("9096"))
            .toList();
    assertThat(rules).hasSize(1);
    assertThat(rules.get(0).get("from").toString())
        .isEqualTo(
            "[{namespaceSelector={matchLabels={policy-group.network.openshift.io/ingress=}}}]");
  }

  @Test
  void certificates_external_containHosts() {
    assertThat(
            run(Map.of()).objects("Certificate").stream()
                .filter(object -> object.name().startsWith("kafka-kafka-2"))
                .map(object -> String.valueOf(object.at("spec", "dnsNames")))
                .findFirst()
                .orElseThrow())
        .contains("kafka-kafka-2.apps.example.com", "kafka-kafka-bootstrap.apps.example.com");
  }

  @Test
  void listener_tls_requiresCertificate() {
    StackRun run =
        run(
            Map.of(
                "security/external",
                Map.of("domain", "apps.example.com", "authentication", "tls")));

    assertThat(
            (String) run.object("ConfigMap", "kafka-kafka").at("data", "kafka-kafka-0.properties"))
        .contains("EXTERNAL:SSL", "listener.name.external.ssl.client.auth=required")
        .doesNotContain("listener.name.external.sasl");
  }

  /** Another broker must not restart the others. */
  @Test
  void anotherBroker_podTemplate_isUnchanged() {
    Object before = template(run(Map.of()));

    assertThat(template(run(Map.of("kafka/brokers", 4)))).isEqualTo(before);
  }

  private static Object template(StackRun run) {
    return run.object("StatefulSet", "kafka-kafka").at("spec", "template");
  }

  @Test
  void outputs_users_haveCommandsAndOutsideAddress() {
    Map<String, Object> users =
        Map.of(
            "network/clientNamespaces",
            List.of("shop"),
            "users/declared",
            List.of(
                Map.of("name", "partner", "authentication", "scram", "external", true),
                Map.of("name", "orders", "authentication", "scram", "namespace", "shop")));
    var config = new ConfigSource("openshift-kafka", "secure", values(users)).read();

    assertThat(ExternalAccess.clientCommands(config))
        .isEqualTo(
            Map.of(
                "partner",
                "kubectl get secret --namespace=kafka kafka-user-partner"
                    + " --output='jsonpath={.data.client\\.properties}' | base64 --decode"));
    assertThat(new TreeMap<>(Listeners.of(config).bootstrapServers(config)))
        .containsEntry("EXTERNAL", "kafka-kafka-bootstrap.apps.example.com:443");
    String declaration =
        (String) run(users).object("ConfigMap", "kafka-users").at("data", "users.json");
    assertThat(declaration)
        .containsPattern("\"bootstrapServers\" *: *\"kafka-kafka-bootstrap.apps.example.com:443\"");
  }

  @Test
  void objects_notExternal_areNotDeclared() {
    StackRun plain = StackRun.update("secure", StackFile.read("secure"));

    assertThat(plain.objects()).extracting(Declared::name).noneMatch(n -> n.contains("external"));
  }
}
