package dev.openshiftkafka.stack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pulumi.test.PulumiTest;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the web UI: connection to the cluster, Route and login. */
class WebUiTest {
  private static String output(StackRun run, String name) {
    return PulumiTest.extractValue(run.result().output(name, String.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void ui_cluster_isConfigured(String stack) {
    StackRun run = UiRun.of(stack, Map.of());
    Map<String, String> known = UiRun.environment(run);

    assertEquals(output(run, "bootstrapServers"), known.get("KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS"));
    assertEquals("PROMETHEUS", known.get("KAFKA_CLUSTERS_0_METRICS_TYPE"));
    int port = Integer.parseInt(known.get("KAFKA_CLUSTERS_0_METRICS_PORT"));
    assertEquals(
        List.of(Map.of("port", port, "protocol", "TCP")), portsOpenTo("ui", run, "kafka-kafka"));
  }

  /** The ports that a policy opens to the pods of a component. */
  private static List<Object> portsOpenTo(String component, StackRun run, String policy) {
    return run.object("NetworkPolicy", policy).listAt("spec", "ingress").stream()
        .filter(rule -> rule.get("from").toString().contains("component=" + component + ","))
        .flatMap(rule -> ((List<?>) rule.get("ports")).stream())
        .collect(Collectors.toList());
  }

  @Test
  void readOnly_default_isTrue() {
    assertEquals(
        "true", UiRun.environment(UiRun.of("dev", Map.of())).get("KAFKA_CLUSTERS_0_READONLY"));
    assertEquals(
        "false",
        UiRun.environment(UiRun.of("dev", Map.of("ui/readOnly", false)))
            .get("KAFKA_CLUSTERS_0_READONLY"));
  }

  @Test
  void route_proxy_isTargetAndRedirect() {
    StackRun run = UiRun.of("dev", Map.of());
    Declared route = run.object("Route", UiRun.NAME);
    Declared service = run.object("Service", UiRun.NAME);

    assertEquals("https://" + route.at("spec", "host"), output(run, "ui"));
    assertEquals("kafka-ui-kafka.apps.dev.example.com", route.at("spec", "host"));
    assertEquals(
        Map.of("termination", "reencrypt", "insecureEdgeTerminationPolicy", "Redirect"),
        route.at("spec", "tls"));
    assertEquals(service.at("metadata", "name"), route.at("spec", "to", "name"));
    Map<String, Object> port = service.listAt("spec", "ports").get(0);
    assertEquals(port.get("name"), route.at("spec", "port", "targetPort"));
    assertEquals(
        List.of(Map.of("name", port.get("targetPort"), "containerPort", 8443)),
        UiRun.container(run, "oauth-proxy").get("ports"));
    String back =
        (String)
            run.object("ServiceAccount", UiRun.NAME)
                .at(
                    "metadata",
                    "annotations",
                    "serviceaccounts.openshift.io/oauth-redirectreference.ui");
    assertEquals(
        "{\"apiVersion\":\"v1\",\"kind\":\"OAuthRedirectReference\",\"reference\":"
            + "{\"kind\":\"Route\",\"name\":\"kafka-ui\"}}",
        back);
    assertEquals(List.of(UiRun.NAME), UiRun.arguments(run, "openshift-service-account"));
  }

  @Test
  void route_otherHost_isReplaced() {
    StackRun run = UiRun.of("dev", Map.of("ui/host", "kafka.example.com"));

    assertEquals("kafka.example.com", run.object("Route", UiRun.NAME).at("spec", "host"));
    assertEquals(List.of("spec.host"), run.object("Route", UiRun.NAME).replaceOnChanges());
  }

  @ParameterizedTest
  @ValueSource(strings = {"article", "local"})
  void objects_uiDisabled_areAbsent(String stack) {
    StackRun run = UiRun.of(stack, Map.of());

    assertTrue(run.objects().stream().noneMatch(object -> object.name().contains("kafka-ui")));
    assertFalse(run.result().outputs().containsKey("ui"));
    String rights = output(run, "deployerRights");
    assertFalse(rights.contains("route.openshift.io"), rights);
  }

  @Test
  void deployerRights_ui_includeCustomHost() {
    String rights = output(UiRun.of("dev", Map.of()), "deployerRights");

    assertTrue(rights.contains("- routes/custom-host"), rights);
  }
}
