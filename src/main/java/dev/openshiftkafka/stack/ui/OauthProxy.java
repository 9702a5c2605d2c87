package dev.openshiftkafka.stack.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiRightConfig;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders OpenShift's oauth-proxy, which lets a visitor pass who has logged in to the cluster and
 * has the demanded right there.
 *
 * <p>It asks for this right with the visitor's own token, so that its account needs no right at
 * all: the account is only the client that OpenShift's login knows, and its token the secret.
 */
final class OauthProxy {
  /** In one order, or each preview would show a change. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** 32 bytes in the Base64 of URLs, which the proxy reads as such. */
  private static final String COOKIE_KEY =
      "set -eo pipefail; umask 077; head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\\n'"
          + " > "
          + ProxyVolumes.COOKIE_FILE;

  private final StackConfig config;
  private final UiContainer dashboard;

  OauthProxy(StackConfig config, UiContainer dashboard) {
    this.config = config;
    this.dashboard = dashboard;
  }

  /** What makes a service account a client of OpenShift's login, with the Route to come back to. */
  static Map<String, String> accountAnnotations() {
    return Map.of(
        "serviceaccounts.openshift.io/oauth-redirectreference.ui",
        json(
            Map.of(
                "kind",
                "OAuthRedirectReference",
                "apiVersion",
                "v1",
                "reference",
                Map.of("kind", "Route", "name", Names.UI))));
  }

  /** What makes the cluster's authority for Services sign a certificate, and renew it. */
  static Map<String, String> serviceAnnotations() {
    return Map.of(
        "service.beta.openshift.io/serving-cert-secret-name", ProxyVolumes.CERTIFICATE_SECRET);
  }

  ContainerArgs container() {
    return new UiProbes("/oauth/healthz", Names.UI_PORT, "HTTPS")
        .addTo(ContainerArgs.builder())
        .name("oauth-proxy")
        .image(config.ui().images().oauthProxy())
        .imagePullPolicy("IfNotPresent")
        .args(arguments())
        .ports(ContainerPortArgs.builder().name("https").containerPort(Names.UI_PORT).build())
        .resources(Containers.resources(config.ui().proxyResources()))
        .securityContext(Containers.security())
        .volumeMounts(ProxyVolumes.mounts())
        .build();
  }

  /**
   * Writes the key of the proxy's cookies, new for each pod, to memory.
   *
   * <p>So it is in no state, configuration or argument. When the pod goes, its sessions end, and
   * visitors log in again without noticing. The Kafka image has the commands for it.
   */
  ContainerArgs cookieKey() {
    return ContainerArgs.builder()
        .name("cookie-key")
        .image(config.images().kafka(config.kafka().version()))
        .imagePullPolicy("IfNotPresent")
        .command("bash", "-c", COOKIE_KEY)
        .resources(Containers.resources(config.ui().proxyResources()))
        .securityContext(Containers.security())
        .volumeMounts(
            VolumeMountArgs.builder()
                .name(ProxyVolumes.COOKIE)
                .mountPath(ProxyVolumes.COOKIE_FOLDER)
                .build())
        .build();
  }

  private List<String> arguments() {
    var arguments =
        new ArrayList<>(
            List.of(
                "--provider=openshift",
                "--openshift-service-account=" + Names.UI,
                "--openshift-sar=" + json(right()),
                // The router's certificate may be of a public authority or of the cluster's own.
                "--openshift-ca=/etc/pki/tls/cert.pem",
                "--openshift-ca=" + ProxyVolumes.ACCOUNT_FOLDER + "/ca.crt",
                // Users of a cluster have no address: the right alone decides.
                "--email-domain=*",
                "--https-address=:" + Names.UI_PORT,
                "--http-address=",
                "--tls-cert=" + ProxyVolumes.CERTIFICATE_FOLDER + "/tls.crt",
                "--tls-key=" + ProxyVolumes.CERTIFICATE_FOLDER + "/tls.key",
                "--upstream=" + dashboard.upstream(),
                "--cookie-secret-file=" + ProxyVolumes.COOKIE_FILE,
                // The right is asked for at each login, and not in between.
                "--cookie-expire=8h0m0s"));
    dashboard.openPaths().forEach(path -> arguments.add("--skip-auth-regex=" + path));
    return arguments;
  }

  /**
   * In the fields of a SubjectAccessReview of authorization.openshift.io, which the proxy makes.
   */
  private Map<String, String> right() {
    UiRightConfig right = config.ui().right();
    var review =
        new HashMap<>(
            Map.of(
                "namespace", config.project().name(),
                "resource", right.resource(),
                "resourceName", right.name(),
                "verb", right.verb()));
    if (right.apiGroup() != null) {
      review.put("resourceAPIGroup", right.apiGroup());
    }
    return review;
  }

  private static String json(Map<String, ?> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are always JSON", e);
    }
  }
}
