package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.kubernetes.ApiResource.inNamespace;
import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.Map;
import java.util.TreeMap;

/** Declares the dashboards: a ConfigMap for each, where Grafana or OpenShift's console find it. */
public final class Dashboards extends ComponentResource {
  private static final String NAME = "kafka-dashboards";
  private static final String COMPONENT = "dashboards";
  private static final String CONSOLE_NAMESPACE = "openshift-config-managed";
  private static final String CONSOLE_LABEL = "console.openshift.io/dashboard";

  private final StackConfig config;

  /** Declares those that the stack has. */
  public Dashboards(StackConfig config, ComponentResourceOptions options) {
    super("openshiftkafka:observability:Dashboards", NAME, ResourceArgs.Empty, options);
    this.config = config;
    if (config.dashboards().grafana()) {
      DashboardFiles.grafana(config)
          .forEach(
              (board, json) ->
                  declare(
                      grafanaName(board),
                      config.project().name(),
                      config.dashboards().labelName(),
                      config.dashboards().labelValue(),
                      board,
                      json));
    }
    if (config.dashboards().console()) {
      DashboardFiles.console(config)
          .forEach(
              (board, json) ->
                  declare(
                      consoleName(config, board),
                      CONSOLE_NAMESPACE,
                      CONSOLE_LABEL,
                      "true",
                      board,
                      json));
    }
    this.registerOutputs(Map.of());
  }

  private void declare(
      String name, String namespace, String label, String value, String board, String json) {
    var labels = new TreeMap<>(Labels.of(COMPONENT));
    labels.put(label, value);
    new ConfigMap(
        name,
        ConfigMapArgs.builder()
            .metadata(
                ObjectMetaArgs.builder().name(name).namespace(namespace).labels(labels).build())
            .data(Map.of(DashboardFiles.fileName(board), json))
            .build(),
        CustomResourceOptions.builder().parent(this).build());
  }

  private static String grafanaName(String board) {
    return "kafka-dashboard-" + board;
  }

  /** Others have dashboards in that project, too. */
  private static String consoleName(StackConfig config, String board) {
    return config.project().name() + "-kafka-dashboard-" + board;
  }

  /** Adds the names of its objects, for the rights of the deployer. */
  public static void addTo(ResourceInventory objects, StackConfig config) {
    for (Dashboard board : DashboardFiles.all(config)) {
      if (config.dashboards().grafana()) {
        objects.add(inProject("", "configmaps"), grafanaName(board.name()));
      }
      if (config.dashboards().console()) {
        objects.add(
            inNamespace("", "configmaps", CONSOLE_NAMESPACE), consoleName(config, board.name()));
      }
    }
  }
}
