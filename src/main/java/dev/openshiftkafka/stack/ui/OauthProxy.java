package dev.openshiftkafka.stack.ui;

import static dev.openshiftkafka.kubernetes.Json.object;

import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiRightConfig;
import dev.openshiftkafka.kubernetes.Json;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.PodVolume;
import dev.openshiftkafka.kubernetes.ResourceInventory;
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
final class OauthProxy extends LoginProxy {

  /** The UI does not call the API server, so only the proxy's container has the token. */
  private static final PodVolume ACCOUNT = PodVolume.serviceAccount("account");

  OauthProxy(StackConfig config, UiContainer ui) {
    super(config, ui);
  }

  @Override
  String name() {
    return "oauth-proxy";
  }

  @Override
  String healthPath() {
    return "/oauth/healthz";
  }

  /** Makes the service account an OAuth client of OpenShift, with the Route as redirect URI. */
  @Override
  Map<String, String> loginAnnotations() {
    return Map.of(
        "serviceaccounts.openshift.io/oauth-redirectreference.ui",
        Json.compact(
            object(
                "apiVersion", "v1",
                "kind", "OAuthRedirectReference",
                "reference", object("kind", "Route", "name", WebUi.NAME))));
  }

  @Override
  void addTo(ResourceInventory inventory) {
    // The login needs no object of its own.
  }

  @Override
  List<Resource> declare(OperandComponent component, Workload workload) {
    return List.of();
  }

  @Override
  List<String> arguments() {
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
                "--upstream=" + ui().upstream(),
                "--cookie-secret-file=" + COOKIE_FILE,
                // The proxy checks the right at login only.
                "--cookie-expire=8h0m0s"));
    ui().openPaths().forEach(path -> arguments.add("--skip-auth-regex=" + path));
    return arguments;
  }

  /** The required right, in the fields of authorization.openshift.io's SubjectAccessReview. */
  private Map<String, String> accessReview() {
    UiRightConfig right = config().ui().right();
    var review =
        new TreeMap<>(
            Map.of(
                "namespace", config().project().name(),
                "resource", right.resource(),
                "resourceName", right.name(),
                "verb", right.verb()));
    if (right.apiGroup() != null) {
      review.put("resourceAPIGroup", right.apiGroup());
    }
    return review;
  }

  @Override
  List<VolumeMountArgs> ownMounts() {
    return List.of(ACCOUNT.mount());
  }

  @Override
  List<VolumeArgs> ownVolumes() {
    return List.of(ACCOUNT.volume());
  }
}
