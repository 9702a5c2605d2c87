package dev.openshiftkafka.stack.ui;

import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.ServiceAccountArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiKind;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Route;
import dev.openshiftkafka.kubernetes.RouteArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Declares the web UI, which visitors reach through a Route and the cluster's login. */
public final class WebUi extends ComponentResource {
  private final StackConfig config;
  private final Map<String, String> podAnnotations;

  /**
   * Declares it.
   *
   * @param brokers what the UI shows, and so waits for
   */
  public WebUi(
      StackConfig config,
      Map<String, String> podAnnotations,
      Resource brokers,
      ComponentResourceOptions options) {
    super("openshiftkafka:ui:WebUi", Names.UI, ResourceArgs.Empty, options);
    this.config = config;
    this.podAnnotations = podAnnotations;
    var service = new Service(Names.UI, UiService.of(config), child().build());
    new Route(
        Names.UI,
        new RouteArgs(
            Labels.meta(config.project().name(), Names.UI, Names.UI_COMPONENT),
            config.ui().hostIn(config.project()),
            Names.UI,
            UiService.PORT_NAME),
        child().dependsOn(service).build());
    var before = new ArrayList<Resource>(List.of(brokers, service, account()));
    if (config.ui().kind() == UiKind.CMAK) {
      before.add(new ConfigMap(Cmak.NAME, CmakFiles.configMap(config), child().build()));
    }
    var deployment = deployment(before);
    if (config.ui().kind() == UiKind.CMAK) {
      registration(deployment);
    }
    this.registerOutputs(Map.of());
  }

  private Resource account() {
    return new ServiceAccount(
        Names.UI,
        ServiceAccountArgs.builder()
            .metadata(
                ObjectMetaArgs.builder()
                    .namespace(config.project().name())
                    .name(Names.UI)
                    .labels(Labels.of(Names.UI_COMPONENT))
                    .annotations(OauthProxy.accountAnnotations())
                    .build())
            .automountServiceAccountToken(false)
            .build(),
        child().build());
  }

  private Resource deployment(List<Resource> before) {
    UiContainer dashboard = UiContainer.of(config);
    var patience = UiDeployment.PATIENCE;
    return new Deployment(
        dashboard.name(),
        new UiDeployment(config, dashboard, podAnnotations).deployment(),
        child()
            .dependsOn(before)
            .customTimeouts(CustomTimeouts.builder().create(patience).update(patience).build())
            .build());
  }

  private void registration(Resource cmak) {
    var account =
        new ServiceAccount(
            CmakRegistration.NAME,
            ServiceAccountArgs.builder()
                .metadata(
                    Labels.meta(
                        config.project().name(),
                        CmakRegistration.NAME,
                        Names.CMAK_REGISTRATION_COMPONENT))
                .automountServiceAccountToken(false)
                .build(),
            child().build());
    new Job(
        CmakRegistration.NAME,
        new CmakRegistration(config, podAnnotations).job(),
        child().dependsOn(account, cmak).build());
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  /** Where visitors find it. */
  public static String url(StackConfig config) {
    return "https://" + config.ui().hostIn(config.project());
  }

  /** Service accounts of its pods. */
  public static List<String> serviceAccounts(StackConfig config) {
    return config.ui().kind() == UiKind.CMAK
        ? List.of(Names.UI, CmakRegistration.NAME)
        : List.of(Names.UI);
  }

  /** Adds the names of its objects, for the rights of the deployer. */
  public static void addTo(ResourceInventory objects, StackConfig config) {
    serviceAccounts(config).forEach(name -> objects.add(inProject("", "serviceaccounts"), name));
    objects
        .add(inProject("", "services"), Names.UI)
        .add(inProject("route.openshift.io", "routes"), Names.UI)
        .add(inProject("apps", "deployments"), UiContainer.of(config).name());
    if (config.ui().kind() == UiKind.CMAK) {
      objects
          .add(inProject("", "configmaps"), Cmak.NAME)
          .add(inProject("batch", "jobs"), CmakRegistration.NAME);
    }
  }
}
