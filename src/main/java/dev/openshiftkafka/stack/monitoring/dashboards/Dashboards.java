package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inNamespace;
import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.DeploymentContext;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Operand;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The dashboards, one ConfigMap each, with the labels by which Grafana or OpenShift's console finds
 * it.
 */
public final class Dashboards implements Operand {
  private static final String NAME = "kafka-dashboards";
  private static final String COMPONENT = "dashboards";
  private static final String CONSOLE_NAMESPACE = "openshift-config-managed";
  private static final String CONSOLE_LABEL = "console.openshift.io/dashboard";

  private final StackConfig config;

  /** Creates the operand of a configuration. */
  public Dashboards(StackConfig config) {
    this.config = config;
  }

  @Override
  public boolean enabled() {
    return config.dashboards().grafana() || config.dashboards().console();
  }

  /** The ConfigMap of one dashboard, with the label by which it is found. */
  private record Target(
      String name, String namespace, String label, String value, String board, String json) {
    boolean isInProject() {
      return !namespace.equals(CONSOLE_NAMESPACE);
    }
  }

  private List<Target> targets() {
    var targets = new ArrayList<Target>();
    if (config.dashboards().grafana()) {
      DashboardFiles.grafana(config)
          .forEach(
              (board, json) ->
                  targets.add(
                      new Target(
                          "kafka-dashboard-" + board,
                          config.project().name(),
                          config.dashboards().labelName(),
                          config.dashboards().labelValue(),
                          board,
                          json)));
    }
    if (config.dashboards().console()) {
      // The dashboards of all projects are in this namespace, so the name contains the project.
      DashboardFiles.console(config)
          .forEach(
              (board, json) ->
                  targets.add(
                      new Target(
                          config.project().name() + "-kafka-dashboard-" + board,
                          CONSOLE_NAMESPACE,
                          CONSOLE_LABEL,
                          "true",
                          board,
                          json)));
    }
    return targets;
  }

  @Override
  public void addObjects(ResourceInventory inventory) {
    targets()
        .forEach(
            target ->
                inventory.add(
                    target.isInProject()
                        ? inProject("", "configmaps")
                        : inNamespace("", "configmaps", CONSOLE_NAMESPACE),
                    target.name()));
  }

  @Override
  public void declare(DeploymentContext context) {
    declare(context, target -> target.isInProject() || config.declaresAdminObjects());
  }

  @Override
  public void declareOutsideProject(DeploymentContext context) {
    declare(context, target -> !target.isInProject());
  }

  private void declare(DeploymentContext context, Predicate<Target> included) {
    new OperandComponent(
        "openshiftkafka:observability:Dashboards",
        NAME,
        context.inProject(),
        component ->
            targets().stream().filter(included).forEach(target -> declare(target, component)));
  }

  private static void declare(Target target, OperandComponent component) {
    var labels = new TreeMap<>(Labels.of(COMPONENT));
    labels.put(target.label(), target.value());
    new ConfigMap(
        target.name(),
        ConfigMapArgs.builder()
            .metadata(
                ObjectMetaArgs.builder()
                    .name(target.name())
                    .namespace(target.namespace())
                    .labels(labels)
                    .build())
            .data(Map.of(DashboardFiles.fileName(target.board()), target.json()))
            .build(),
        component.child().build());
  }
}
