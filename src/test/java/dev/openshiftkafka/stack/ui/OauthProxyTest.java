package dev.openshiftkafka.stack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.Scripts;
import dev.openshiftkafka.testing.StackRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the proxy in front of the web UI: access, token, certificate and cookie key. */
class OauthProxyTest {
  @Test
  void ui_direct_isNotReachable() {
    StackRun run = UiRun.of("dev", Map.of());

    assertEquals("127.0.0.1", UiRun.environment(run).get("SERVER_ADDRESS"));
    assertEquals(
        List.of("http://127.0.0.1:" + UiRun.environment(run).get("SERVER_PORT")),
        UiRun.arguments(run, "upstream"));
    assertEquals(List.of(""), UiRun.arguments(run, "http-address"));
    assertEquals(List.of("^/actuator/health$"), UiRun.arguments(run, "skip-auth-regex"));
    List<Map<String, Object>> rules =
        run.object("NetworkPolicy", UiRun.NAME).listAt("spec", "ingress");
    assertEquals(1, rules.size());
    assertEquals(List.of(Map.of("port", 8443, "protocol", "TCP")), rules.get(0).get("ports"));
    assertEquals(
        List.of(
            Map.of(
                "namespaceSelector",
                Map.of("matchLabels", Map.of("policy-group.network.openshift.io/ingress", "")))),
        rules.get(0).get("from"));
  }

  @Test
  void accessReview_configuration_decides() {
    assertEquals(
        List.of(
            "{\"namespace\":\"kafka\",\"resource\":\"services\",\"resourceName\":\"kafka-ui\","
                + "\"verb\":\"get\"}"),
        UiRun.arguments(UiRun.of("dev", Map.of()), "openshift-sar"));
    var right =
        Map.of(
            "apiGroup",
            "route.openshift.io",
            "resource",
            "routes",
            "name",
            "kafka-ui",
            "verb",
            "update");
    assertEquals(
        List.of(
            "{\"namespace\":\"kafka\",\"resource\":\"routes\",\"resourceAPIGroup\":"
                + "\"route.openshift.io\",\"resourceName\":\"kafka-ui\",\"verb\":\"update\"}"),
        UiRun.arguments(UiRun.of("dev", Map.of("ui/right", right)), "openshift-sar"));
  }

  @Test
  void token_pod_isMountedInProxyOnly() {
    StackRun run = UiRun.of("dev", Map.of());
    Declared deployment = run.object("Deployment", UiRun.NAME);
    List<Object> withToken =
        deployment.listAt("spec", "template", "spec", "volumes").stream()
            .filter(volume -> String.valueOf(volume).contains("serviceAccountToken"))
            .map(volume -> volume.get("name"))
            .toList();

    assertEquals(1, withToken.size());
    assertTrue(mounts(UiRun.container(run, "oauth-proxy")).contains(withToken.get(0)));
    assertEquals(List.of("tmp"), mounts(UiRun.container(run, "kafbat")));
    assertEquals(
        List.of("cookie-key"),
        mounts(deployment.listAt("spec", "template", "spec", "initContainers").get(0)));
    // The proxy needs no rights: the only RoleBinding is that of the SecurityContextConstraints.
    assertEquals(
        List.of("use-security-context-constraints"),
        run.objects("RoleBinding").stream().map(Declared::name).toList());
  }

  private static List<Object> mounts(Map<String, Object> container) {
    return ((List<?>) container.get("volumeMounts"))
        .stream().map(mount -> (Object) ((Map<?, ?>) mount).get("name")).toList();
  }

  /** Pods that name pull secrets do not get that of the internal registry. */
  @Test
  void image_default_isImageStreamOfCluster() {
    StackRun run = UiRun.of("dev", Map.of());
    Map<String, Object> proxy = UiRun.container(run, "oauth-proxy");

    assertEquals(
        "image-registry.openshift-image-registry.svc:5000/openshift/oauth-proxy:v4.4",
        proxy.get("image"));
    assertEquals("Always", proxy.get("imagePullPolicy"));
    assertEquals("jsonpath={.imagePullSecrets[0].name}", waitFor(run));
  }

  @Test
  void image_otherRegistry_needsNoPullSecretOfAccount() {
    StackRun run =
        UiRun.of(
            "dev",
            Map.of(
                "ui/images/oauthProxy", "quay.io/openshift/origin-oauth-proxy:4.16",
                "images/pullSecret", "mirror"));

    assertEquals("IfNotPresent", UiRun.container(run, "oauth-proxy").get("imagePullPolicy"));
    assertNull(waitFor(run));
    assertEquals(
        List.of(Map.of("name", "mirror")),
        run.object("Deployment", UiRun.NAME).at("spec", "template", "spec", "imagePullSecrets"));
  }

  private static Object waitFor(StackRun run) {
    return run.object("ServiceAccount", UiRun.NAME)
        .at("metadata", "annotations", "pulumi.com/waitFor");
  }

  @Test
  void certificate_proxy_isThatOfService() {
    StackRun run = UiRun.of("dev", Map.of());
    Object secret =
        run.object("Service", UiRun.NAME)
            .at("metadata", "annotations", "service.beta.openshift.io/serving-cert-secret-name");

    assertEquals(
        List.of(secret),
        run.object("Deployment", UiRun.NAME).listAt("spec", "template", "spec", "volumes").stream()
            .map(volume -> volume.get("secret"))
            .filter(Objects::nonNull)
            .map(volume -> ((Map<?, ?>) volume).get("secretName"))
            .toList());
  }

  @Test
  void cookieKey_eachPod_isNewAndPrivate(@TempDir Path folder) throws Exception {
    StackRun run = UiRun.of("dev", Map.of());
    var command =
        (List<?>)
            run.object("Deployment", UiRun.NAME)
                .at("spec", "template", "spec", "initContainers", 0, "command");
    String file = UiRun.arguments(run, "cookie-secret-file").get(0);
    Path key = folder.resolve("key");
    String script = ((String) command.get(2)).replace(file, key.toString());
    var scripts = new Scripts(folder);

    assertEquals("", scripts.output("bash", "-c", script));
    String first = Files.readString(key);
    assertEquals("", scripts.output("bash", "-c", script));
    String second = Files.readString(key);

    assertEquals(32, Base64.getUrlDecoder().decode(first).length);
    assertEquals(32, Base64.getUrlDecoder().decode(second).length);
    assertNotEquals(first, second);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
  }
}
