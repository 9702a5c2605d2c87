package dev.openshiftkafka.stack.ui;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.networking.v1.NetworkPolicyArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyIngressRuleArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiKind;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.NetworkPolicies;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Routes;
import dev.openshiftkafka.kubernetes.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The web UI: Kafbat UI or CMAK behind a proxy to which users log in, and which a Route makes
 * reachable from outside the cluster.
 */
public final class WebUi implements Operand {
  /** Name of Service, Route and service account. */
  static final String NAME = "kafka-ui";

  static final String COMPONENT = "ui";
  private static final String HTTPS = "https";
  private static final int HTTPS_PORT = 443;

  /** Two images are pulled, and the startup probes allow five minutes. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final StackConfig config;
  private final Workload workload;

  /** Creates the operand of a configuration. */
  public WebUi(StackConfig config) {
    this.config = config;
    this.workload = Workload.of(config, NAME, COMPONENT);
  }

  /** The address of the Route. */
  public static String url(StackConfig config) {
    return "https://" + config.ui().hostIn(config.project());
  }

  @Override
  public boolean enabled() {
    return config.ui().enabled();
  }

  @Override
  public Optional<ClientIdentity> identity() {
    return Optional.of(Kafbat.identity(config.ui().readOnly()));
  }

  private boolean isCmak() {
    return config.ui().kind() == UiKind.CMAK;
  }

  private UiContainer ui() {
    return isCmak() ? new Cmak(config) : new Kafbat(config);
  }

  private LoginProxy proxy() {
    return LoginProxy.of(config, ui());
  }

  @Override
  public List<String> serviceAccounts() {
    return isCmak() ? List.of(NAME, Cmak.Registration.NAME) : List.of(NAME);
  }

  /** The router reaches the proxy; only the registration Job reaches CMAK without it. */
  @Override
  public Map<String, NetworkPolicyArgs> networkPolicies() {
    var rules = new ArrayList<NetworkPolicyIngressRuleArgs>();
    rules.add(NetworkPolicies.from(NetworkPolicies.router(), LoginProxy.PORT));
    if (isCmak()) {
      rules.add(
          NetworkPolicies.from(NetworkPolicies.components(Cmak.Registration.COMPONENT), Cmak.PORT));
    }
    return Map.of(NAME, NetworkPolicies.ingress(config, NAME, COMPONENT, rules));
  }

  @Override
  public List<NodeAccess> nodeAccess() {
    return ui().nodeAccess();
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    inventory
        .add(inProject("", "services"), NAME)
        .add(inProject("route.openshift.io", "routes"), NAME)
        .add(inProject("apps", "deployments"), ui().name());
    proxy().addTo(inventory);
    if (isCmak()) {
      Cmak.addTo(inventory);
    }
  }

  @Override
  public void declare(DeploymentContext context) {
    new OperandComponent(
        "openshiftkafka:ui:WebUi",
        NAME,
        context.inProject(),
        component -> {
          var service = new Service(NAME, service(), component.child().build());
          route(component.child().dependsOn(service).build());
          var before = new ArrayList<Resource>(List.of(context.brokers(), service));
          before.add(
              new ServiceAccount(
                  NAME,
                  workload.serviceAccount(proxy().accountAnnotations()),
                  component.child().build()));
          before.addAll(proxy().declare(component, workload));
          if (isCmak()) {
            before.add(Cmak.files(config, component));
          }
          var deployment =
              new Deployment(
                  ui().name(),
                  workload.deployment(ui().name(), pod(), TIMEOUT),
                  component
                      .child()
                      .dependsOn(before)
                      .customTimeouts(
                          CustomTimeouts.builder().create(TIMEOUT).update(TIMEOUT).build())
                      .build());
          if (isCmak()) {
            new Cmak.Registration(config).declare(component, deployment);
          }
        });
  }

  private ServiceArgs service() {
    var ports = new ArrayList<ServicePortArgs>();
    ports.add(Workload.servicePort(HTTPS, HTTPS_PORT, HTTPS));
    if (isCmak()) {
      ports.add(Workload.servicePort("cmak", Cmak.PORT, "cmak"));
    }
    return ServiceArgs.builder()
        .metadata(workload.meta(NAME, LoginProxy.serviceAnnotations()))
        .spec(ServiceSpecArgs.builder().selector(Labels.selector(COMPONENT)).ports(ports).build())
        .build();
  }

  /**
   * The Route, encrypted on both sides of the router, which trusts the certificates that OpenShift
   * signs for Services.
   */
  private void route(CustomResourceOptions options) {
    Routes.declare(
        NAME,
        workload.meta(NAME),
        config.ui().hostIn(config.project()),
        NAME,
        HTTPS,
        "reencrypt",
        "Redirect",
        options);
  }

  /** One pod only: two pods would not accept each other's session cookies. */
  private PodSpecArgs pod() {
    UiContainer ui = ui();
    LoginProxy proxy = proxy();
    var volumes = new ArrayList<>(proxy.volumes());
    volumes.add(
        VolumeArgs.builder()
            .name(UiContainer.TMP_VOLUME)
            .emptyDir(EmptyDirVolumeSourceArgs.builder().sizeLimit("1Gi").build())
            .build());
    volumes.addAll(ui.volumes());
    return (proxy.hasInternalImage() ? workload.podOfInternalImage() : workload.pod())
        .initContainers(proxy.cookieKey())
        .containers(ui.container(), proxy.container())
        .volumes(volumes)
        .build();
  }
}
