package dev.openshiftkafka.config;

import java.util.List;

/** CloudWatch alarms on the volumes that the stack declares. */
public record AlarmsConfig(
    @Key(doc = "Whether there are alarms.", defaultsTo = "true") Boolean enabled,
    @Key(
            doc =
                "ARNs that are told when an alarm is raised and when it ends, such as SNS topics.",
            defaultsTo = "[]")
        List<String> actions,
    @Key(
            doc =
                "Credits left in the burst bucket of st1, sc1 and gp2 volumes, in percent, below"
                    + " which an alarm is raised.",
            defaultsTo = "30")
        Integer burstBalancePercent,
    @Key(
            doc =
                "Requests waiting at a volume, on average over five minutes, above which an alarm is"
                    + " raised three times in a row.",
            defaultsTo = "64")
        Integer queueLength) {

  /** Checks the thresholds. */
  public AlarmsConfig {
    List<String> arns = actions;
    Integer balance = burstBalancePercent;
    Integer queue = queueLength;
    Checks.run(
        checks -> {
          checks
              .between("burstBalancePercent", balance, 1, 99, "percent of a full bucket")
              .between("queueLength", queue, 1, 100_000, "requests waiting at a volume");
          for (int i = 0; arns != null && i < arns.size(); i++) {
            checks.matches("actions[" + i + "]", arns.get(i), "arn:.+:.+", "must be an ARN");
          }
          if (arns != null && arns.size() > 5) {
            checks.fault(
                "actions", arns, "are more than the five that CloudWatch takes: name five");
          }
        });
  }
}
