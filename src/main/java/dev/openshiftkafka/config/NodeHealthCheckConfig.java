package dev.openshiftkafka.config;

/** Replacement of nodes that stay not ready, by a MachineHealthCheck. */
public record NodeHealthCheckConfig(
    @Key(
            doc =
                "Whether OpenShift replaces a node of the stack that stays not ready, at most one"
                    + " at a time. Applies to `machinesets`.",
            defaultsTo = "true")
        Boolean enabled,
    @Key(
            doc =
                "How long the node condition Ready is False or Unknown before OpenShift deletes the"
                    + " Machine, in minutes. Longer than a reboot of the node takes.",
            defaultsTo = "8")
        Integer timeoutMinutes,
    @Key(
            doc =
                "How long a new Machine may take until its node joins, in minutes; then OpenShift"
                    + " deletes the Machine.",
            defaultsTo = "20")
        Integer nodeStartupTimeoutMinutes) {
  /** EC2 instances reboot within this time, as in each update of OpenShift. */
  private static final int MIN_TIMEOUT = 5;

  private static final int MIN_STARTUP = 10;
  private static final int MAX_MINUTES = 120;

  /** Checks each key. */
  public NodeHealthCheckConfig {
    Checks.run(
        checks ->
            checks
                .between(
                    "timeoutMinutes",
                    timeoutMinutes,
                    MIN_TIMEOUT,
                    MAX_MINUTES,
                    "minutes, because a node that only reboots must not be replaced; to disable the"
                        + " replacement, set enabled to false")
                .between(
                    "nodeStartupTimeoutMinutes",
                    nodeStartupTimeoutMinutes,
                    MIN_STARTUP,
                    MAX_MINUTES,
                    "minutes"));
  }
}
