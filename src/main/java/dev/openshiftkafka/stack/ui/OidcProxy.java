package dev.openshiftkafka.stack.ui;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.Secret;
import com.pulumi.kubernetes.core.v1.SecretArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.OidcConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * oauth2-proxy, which admits users of an identity provider by their group or the domain of their
 * email address. It needs no OAuth server in the cluster.
 */
final class OidcProxy extends LoginProxy {
  /** Secret with the client's secret, and the provider's CA certificates. */
  private static final String SECRET = "kafka-ui-oidc";

  private static final String VOLUME = "oidc";
  private static final String FOLDER = "/etc/oidc";
  private static final String CLIENT_SECRET = "client-secret";
  private static final String CA = "ca.crt";

  private final OidcConfig provider;

  OidcProxy(StackConfig config, UiContainer ui) {
    super(config, ui);
    this.provider = config.ui().oidc();
  }

  @Override
  String name() {
    return "oauth2-proxy";
  }

  @Override
  String healthPath() {
    return "/ping";
  }

  @Override
  Map<String, String> loginAnnotations() {
    return Map.of();
  }

  @Override
  void addTo(ResourceInventory inventory) {
    inventory.add(inProject("", "secrets"), SECRET);
  }

  /** The proxy reads the file at each login, so a new client secret restarts no pod. */
  @Override
  List<Resource> declare(OperandComponent component, Workload workload) {
    var content = new TreeMap<String, String>();
    content.put(CLIENT_SECRET, config().oidcClientSecret());
    if (provider.caCertificates() != null) {
      content.put(CA, provider.caCertificates());
    }
    return List.of(
        new Secret(
            SECRET,
            SecretArgs.builder()
                .metadata(workload.meta(SECRET))
                .type("Opaque")
                .stringData(Output.ofSecret(content))
                .build(),
            component.child().build()));
  }

  @Override
  List<String> arguments() {
    var arguments =
        new ArrayList<>(
            List.of(
                "--provider=oidc",
                "--oidc-issuer-url=" + provider.issuerUrl(),
                "--client-id=" + provider.clientId(),
                "--client-secret-file=" + FOLDER + "/" + CLIENT_SECRET,
                "--redirect-url=" + WebUi.url(config()) + "/oauth2/callback",
                "--scope=" + String.join(" ", provider.scopes()),
                "--oidc-groups-claim=" + provider.groupsClaim(),
                "--code-challenge-method=S256",
                // The only provider: a page with one button would be one more click.
                "--skip-provider-button=true",
                "--https-address=:" + PORT,
                "--tls-cert-file=" + CERTIFICATE_FOLDER + "/tls.crt",
                "--tls-key-file=" + CERTIFICATE_FOLDER + "/tls.key",
                "--upstream=" + ui().upstream(),
                "--pass-basic-auth=false",
                "--cookie-secret-file=" + COOKIE_FILE,
                // With the tokens, which the UI does not need, cookies exceed the router's limit.
                "--session-cookie-minimal=true",
                // The proxy checks group and domain at login only.
                "--cookie-expire=8h0m0s",
                "--silence-ping-logging=true"));
    if (provider.caCertificates() != null) {
      arguments.add("--provider-ca-file=" + FOLDER + "/" + CA);
      arguments.add("--use-system-trust-store=true");
    }
    provider.allowedGroups().forEach(group -> arguments.add("--allowed-group=" + group));
    List<String> domains =
        provider.emailDomains().isEmpty() ? List.of("*") : provider.emailDomains();
    domains.forEach(domain -> arguments.add("--email-domain=" + domain));
    ui().openPaths().forEach(path -> arguments.add("--skip-auth-route=" + path));
    // Kubernetes expands $(NAME) in arguments, and $$ to a dollar sign.
    return arguments.stream().map(argument -> argument.replace("$", "$$")).toList();
  }

  @Override
  List<VolumeMountArgs> ownMounts() {
    return List.of(mount(VOLUME, FOLDER));
  }

  @Override
  List<VolumeArgs> ownVolumes() {
    return List.of(
        VolumeArgs.builder()
            .name(VOLUME)
            .secret(SecretVolumeSourceArgs.builder().secretName(SECRET).build())
            .build());
  }
}
