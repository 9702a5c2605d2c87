package dev.openshiftkafka.stack.ui;

import static dev.openshiftkafka.kubernetes.Json.object;

import com.pulumi.kubernetes.core.v1.inputs.ConfigMapProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.DownwardAPIProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.DownwardAPIVolumeFileArgs;
import com.pulumi.kubernetes.core.v1.inputs.KeyToPathArgs;
import com.pulumi.kubernetes.core.v1.inputs.ObjectFieldSelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProjectedVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceAccountTokenProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeProjectionArgs;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiRightConfig;
import dev.openshiftkafka.kubernetes.Json;
import dev.openshiftkafka.kubernetes.OperandComponent;
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
  /** Default path of the service account's token and CA certificate. */
  private static final String ACCOUNT_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

  private static final String ACCOUNT = "account";

  /**
   * The lifetime that Kubernetes uses for the tokens that it mounts itself. The API server extends
   * tokens of exactly this lifetime, which the proxy needs: it reads the file only once.
   */
  private static final int TOKEN_SECONDS = 3607;

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
                "--openshift-ca=" + ACCOUNT_FOLDER + "/ca.crt",
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
    return List.of(mount(ACCOUNT, ACCOUNT_FOLDER));
  }

  @Override
  List<VolumeArgs> ownVolumes() {
    return List.of(VolumeArgs.builder().name(ACCOUNT).projected(account()).build());
  }

  /**
   * The token, with the same content as the automatic mount of Kubernetes, but in the container of
   * the proxy only: the UI does not call the API server.
   */
  private static ProjectedVolumeSourceArgs account() {
    return ProjectedVolumeSourceArgs.builder()
        .sources(
            VolumeProjectionArgs.builder()
                .serviceAccountToken(
                    ServiceAccountTokenProjectionArgs.builder()
                        .path("token")
                        .expirationSeconds(TOKEN_SECONDS)
                        .build())
                .build(),
            VolumeProjectionArgs.builder()
                .configMap(
                    ConfigMapProjectionArgs.builder()
                        .name("kube-root-ca.crt")
                        .items(KeyToPathArgs.builder().key("ca.crt").path("ca.crt").build())
                        .build())
                .build(),
            VolumeProjectionArgs.builder()
                .downwardAPI(
                    DownwardAPIProjectionArgs.builder()
                        .items(
                            DownwardAPIVolumeFileArgs.builder()
                                .path("namespace")
                                .fieldRef(
                                    ObjectFieldSelectorArgs.builder()
                                        .fieldPath("metadata.namespace")
                                        .build())
                                .build())
                        .build())
                .build())
        .build();
  }
}
