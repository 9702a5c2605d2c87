package dev.openshiftkafka.stack.ui;

import static dev.openshiftkafka.kubernetes.Json.object;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiRightConfig;
import dev.openshiftkafka.kubernetes.Json;
import dev.openshiftkafka.kubernetes.PodVolume;
import dev.openshiftkafka.kubernetes.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * OpenShift's oauth-proxy, which admits users of the cluster who have a configurable right.
 *
 * <p>The proxy checks the right with the user's own token, so its service account needs no rights:
 * the account is the OAuth client, and its token the client's secret.
 */
final class OauthProxy {
  static final int PORT = 8443;

  private static final String CERTIFICATE_SECRET = "kafka-ui-tls";
  private static final String CERTIFICATE_FOLDER = "/etc/tls/private";
  private static final String COOKIE = "cookie-key";
  private static final String COOKIE_FOLDER = "/var/run/cookie";
  private static final String COOKIE_FILE = COOKIE_FOLDER + "/key";

  /** Writes 32 random bytes in URL-safe Base64, the format that the proxy expects. */
  private static final String COOKIE_KEY =
      "set -eo pipefail; umask 077; head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\\n'"
          + " > "
          + COOKIE_FILE;

  private static final String CERTIFICATE = "certificate";

  /** The UI does not call the API server, so only the proxy's container has the token. */
  private static final PodVolume ACCOUNT = PodVolume.serviceAccount("account");

  private final StackConfig config;
  private final UiContainer ui;

  OauthProxy(StackConfig config, UiContainer ui) {
    this.config = config;
    this.ui = ui;
  }

  /** Makes the service account an OAuth client of OpenShift, with the Route as redirect URI. */
  static Map<String, String> accountAnnotations() {
    return Map.of(
        "serviceaccounts.openshift.io/oauth-redirectreference.ui",
        Json.compact(
            object(
                "apiVersion", "v1",
                "kind", "OAuthRedirectReference",
                "reference", object("kind", "Route", "name", WebUi.NAME))));
  }

  /** Requests a serving certificate from OpenShift's service CA, which also renews it. */
  static Map<String, String> serviceAnnotations() {
    return Map.of("service.beta.openshift.io/serving-cert-secret-name", CERTIFICATE_SECRET);
  }

  /** The container of the proxy. */
  ContainerArgs container() {
    return UiContainer.probed(
            Workload.container(
                "oauth-proxy", config.ui().images().oauthProxy(), config.ui().proxyResources()),
            "/oauth/healthz",
            PORT,
            "HTTPS")
        .args(arguments())
        .ports(ContainerPortArgs.builder().name("https").containerPort(PORT).build())
        .volumeMounts(mounts())
        .build();
  }

  /**
   * Writes a new key for the session cookies to memory.
   *
   * <p>The key is not part of the state, the configuration or an argument. Sessions end with the
   * pod, and browsers log in again without a prompt. The script runs in the Kafka image, which has
   * bash.
   */
  ContainerArgs cookieKey() {
    return Workload.container(
            "cookie-key",
            config.images().kafka(config.kafka().version()),
            config.ui().proxyResources())
        .command("bash", "-c", COOKIE_KEY)
        .volumeMounts(VolumeMountArgs.builder().name(COOKIE).mountPath(COOKIE_FOLDER).build())
        .build();
  }

  private List<String> arguments() {
    var arguments =
        new ArrayList<>(
            List.of(
                "--provider=openshift",
                "--openshift-service-account=" + WebUi.NAME,
                "--openshift-sar=" + Json.compact(accessReview()),
                // The router's certificate may come from a public CA or from the cluster's own.
                "--openshift-ca=/etc/pki/tls/cert.pem",
                "--openshift-ca=" + PodVolume.SERVICE_ACCOUNT_FOLDER + "/ca.crt",
                // OpenShift users have no email address: only the right decides.
                "--email-domain=*",
                "--https-address=:" + PORT,
                "--http-address=",
                "--tls-cert=" + CERTIFICATE_FOLDER + "/tls.crt",
                "--tls-key=" + CERTIFICATE_FOLDER + "/tls.key",
                "--upstream=" + ui.upstream(),
                "--cookie-secret-file=" + COOKIE_FILE,
                // The proxy checks the right at login only.
                "--cookie-expire=8h0m0s"));
    ui.openPaths().forEach(path -> arguments.add("--skip-auth-regex=" + path));
    return arguments;
  }

  /** The required right, in the fields of authorization.openshift.io's SubjectAccessReview. */
  private Map<String, String> accessReview() {
    UiRightConfig right = config.ui().right();
    var review =
        new TreeMap<>(
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

  private static List<VolumeMountArgs> mounts() {
    return List.of(
        mount(CERTIFICATE, CERTIFICATE_FOLDER), mount(COOKIE, COOKIE_FOLDER), ACCOUNT.mount());
  }

  private static VolumeMountArgs mount(String volume, String folder) {
    return VolumeMountArgs.builder().name(volume).mountPath(folder).readOnly(true).build();
  }

  /** The volumes of the proxy: certificate, cookie key, and the token of its service account. */
  static List<VolumeArgs> volumes() {
    return List.of(
        VolumeArgs.builder()
            .name(CERTIFICATE)
            .secret(SecretVolumeSourceArgs.builder().secretName(CERTIFICATE_SECRET).build())
            .build(),
        VolumeArgs.builder()
            .name(COOKIE)
            .emptyDir(EmptyDirVolumeSourceArgs.builder().medium("Memory").sizeLimit("1Mi").build())
            .build(),
        ACCOUNT.volume());
  }
}
