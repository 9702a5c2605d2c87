package dev.openshiftkafka.config;

/** Dashboards of the metrics. */
public record DashboardsConfig(
    @Key(
            doc =
                "Whether the stack declares them for Grafana: a ConfigMap per dashboard in the project,"
                    + " with the label by which a sidecar or an operator of Grafana finds them.",
            defaultsTo = "true")
        Boolean grafana,
    @Key(doc = "That label, as name=value.", defaultsTo = "\"grafana_dashboard=1\"")
        String grafanaLabel,
    @Key(
            doc =
                "Whether the stack declares them for OpenShift's console (Observe, Dashboards):"
                    + " ConfigMaps in the project openshift-config-managed, where the deployer then"
                    + " needs rights.",
            defaultsTo = "false")
        Boolean console) {
  private static final String NAME = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

  /** Checks the label. */
  public DashboardsConfig {
    String label = grafanaLabel;
    Checks.run(
        checks ->
            checks.matches(
                "grafanaLabel",
                label,
                "([a-z0-9.-]+/)?" + NAME + "=(" + NAME + ")?",
                "must be a label as Kubernetes takes it, name=value"));
  }

  /** Name of the label. */
  public String labelName() {
    return grafanaLabel.substring(0, grafanaLabel.indexOf('='));
  }

  /** Value of the label. */
  public String labelValue() {
    return grafanaLabel.substring(grafanaLabel.indexOf('=') + 1);
  }
}
