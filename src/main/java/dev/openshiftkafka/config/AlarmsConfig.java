package dev.openshiftkafka.config;

import java.util.List;

/** CloudWatch alarms on the EBS volumes that the stack declares. */
public record AlarmsConfig(
    @Key(doc = "Whether the stack declares alarms.", defaultsTo = "true") Boolean enabled,
    @Key(
            doc =
                "ARNs that are notified when an alarm is raised and when it is resolved, such as"
                    + " SNS topics; at most five.",
            defaultsTo = "[]")
        List<String> actions,
    @Key(
            doc =
                "Burst balance of st1, sc1 and gp2 volumes, in percent, below which an alarm is"
                    + " raised.",
            defaultsTo = "30")
        Integer burstBalancePercent,
    @Key(
            doc =
                "Queue length of a volume (waiting I/O requests, averaged over five minutes) above"
                    + " which an alarm is raised after three such periods in a row.",
            defaultsTo = "64")
        Integer queueLength) {
  /** CloudWatch's limit of actions per alarm. */
  private static final int MAX_ACTIONS = 5;

  /** Checks each key. */
  public AlarmsConfig {
    Checks.run(
        checks -> {
          checks
              .between("burstBalancePercent", burstBalancePercent, 1, 99, "percent")
              .between("queueLength", queueLength, 1, 100_000, "waiting I/O requests");
          for (int i = 0; actions != null && i < actions.size(); i++) {
            checks.matches("actions[" + i + "]", actions.get(i), "arn:.+:.+", "must be an ARN");
          }
          if (actions != null && actions.size() > MAX_ACTIONS) {
            checks.fault(
                "actions",
                actions,
                "has more than the five ARNs that CloudWatch allows; remove some");
          }
        });
  }
}
