package dev.openshiftkafka.stack.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.Manifests;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the web UI's login at an identity provider; OidcLoginIT logs in. */
class OidcProxyTest {
  private static final String SECRET = "s3cret-of-the-client";

  private static StackRun run(Map<String, Object> oidc) {
    var provider =
        new HashMap<String, Object>(
            Map.of("issuerUrl", "https://login.example.com/realms/kafka", "clientId", "kafka-ui"));
    provider.putAll(oidc);
    return UiRun.of(
        "prod", Map.of("ui/login", "oidc", "ui/oidc", provider, "oidcClientSecret", SECRET));
  }

  private static List<String> arguments(StackRun run) {
    return ((List<?>) UiRun.container(run, "oauth2-proxy").get("args"))
        .stream().map(String.class::cast).toList();
  }

  @Test
  void objects_oidc_matchGolden() throws IOException {
    StackRun ofTheUi = UiRun.onlyUi(run(Map.of("allowedGroups", List.of("kafka"))));

    Golden.assertMatches("oidc.yaml", Manifests.yaml(ofTheUi));
    Manifests.write(Path.of("target/manifests"), "oidc", ofTheUi);
  }

  @Test
  void arguments_provider_areItsOwn() {
    List<String> arguments =
        arguments(run(Map.of("allowedGroups", List.of("kafka users", "a$(HOME)"))));

    assertThat(arguments)
        .contains(
            "--oidc-issuer-url=https://login.example.com/realms/kafka",
            "--client-id=kafka-ui",
            "--redirect-url=https://kafka-ui-kafka.apps.prod.example.com/oauth2/callback",
            "--scope=openid email profile",
            "--allowed-group=kafka users",
            // Kubernetes would expand a variable.
            "--allowed-group=a$$(HOME)",
            "--email-domain=*");
    assertThat(arguments.toString()).doesNotContain("--provider-ca-file");
  }

  @Test
  void emailDomains_configured_replaceEveryDomain() {
    List<String> arguments = arguments(run(Map.of("emailDomains", List.of("example.com"))));

    assertThat(arguments).contains("--email-domain=example.com").doesNotContain("--email-domain=*");
    assertThat(arguments.toString()).doesNotContain("--allowed-group");
  }

  /** No pod, argument, annotation or output has the secret, which only the Secret contains. */
  @Test
  void clientSecret_objects_isInSecretOnly() {
    StackRun run = run(Map.of("allowedGroups", List.of("kafka")));

    assertEquals(
        List.of("Secret kafka-ui-oidc"),
        run.objects().stream()
            .filter(object -> object.inputs().toString().contains(SECRET))
            .map(object -> object.at("kind") + " " + object.name())
            .toList());
    assertTrue(run.object("Secret", "kafka-ui-oidc").isSecret("stringData"));
  }

  /** Without OAuth server, OpenShift would not know the annotation, and the token has no use. */
  @Test
  void account_oidc_isNoOauthClient() {
    StackRun run = run(Map.of("allowedGroups", List.of("kafka")));

    assertThat(run.object("ServiceAccount", UiRun.NAME).inputs().toString())
        .doesNotContain("serviceaccounts.openshift.io")
        .doesNotContain("waitFor");
    assertThat(run.object("Deployment", UiRun.NAME).inputs().toString())
        .doesNotContain("serviceAccountToken");
  }
}
