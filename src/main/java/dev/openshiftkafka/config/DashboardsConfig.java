package dev.openshiftkafka.config;

/** Dashboards of the cluster's metrics. */
public record DashboardsConfig(
    @Key(
            doc =
                "Whether the stack declares dashboards for Grafana: one ConfigMap per dashboard in"
                    + " the project, with the label that Grafana's sidecar or operator selects.",
            defaultsTo = "true")
        Boolean grafana,
    @Key(doc = "Label of these ConfigMaps, as name=value.", defaultsTo = "\"grafana_dashboard=1\"")
        String grafanaLabel,
    @Key(
            doc =
                "Whether the stack declares dashboards for OpenShift's console (Observe,"
                    + " Dashboards): ConfigMaps in the project openshift-config-managed, in which"
                    + " the deployer then needs rights.",
            defaultsTo = "false")
        Boolean console) {
  private static final String NAME = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

  /** Checks the label. */
  public DashboardsConfig {
    Checks.run(
        checks ->
            checks.matches(
                "grafanaLabel",
                grafanaLabel,
                "([a-z0-9.-]+/)?" + NAME + "=(" + NAME + ")?",
                "must be a Kubernetes label, name=value"));
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
