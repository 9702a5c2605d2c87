package dev.openshiftkafka.config;

import org.jspecify.annotations.Nullable;

/** The disk guard, which throttles producers before the volume of a broker is full. */
public record DiskGuardConfig(
    @Key(
            doc =
                "Whether the readiness sidecars lower the default producer quota of the cluster"
                    + " while the volume of a broker is nearly full. A broker whose volume is full"
                    + " stops.",
            defaultsTo = "true")
        Boolean enabled,
    @Key(
            doc =
                "Used share of a broker's volume, in percent, from which producers are throttled.",
            defaultsTo = "90")
        Integer throttleAtPercent,
    @Key(
            doc =
                "Used share of the volume, in percent: when all brokers are below it, the default"
                    + " producer quota of before is restored.",
            defaultsTo = "80")
        Integer resumeBelowPercent) {

  private static final int MAX_PERCENT = 98;

  /** Checks each limit, and that they differ. */
  public DiskGuardConfig {
    Checks.run(
        checks -> {
          checks
              .between(
                  "throttleAtPercent",
                  throttleAtPercent,
                  LogRetention.MAX_PERCENT + 1,
                  MAX_PERCENT,
                  "percent; producers write on for some seconds")
              .between(
                  "resumeBelowPercent",
                  resumeBelowPercent,
                  LogRetention.MAX_PERCENT,
                  MAX_PERCENT - 1,
                  "percent; the declared retention may fill "
                      + LogRetention.MAX_PERCENT
                      + " % (docs/capacity.md)");
          if (throttleAtPercent != null) {
            checks.that(
                "resumeBelowPercent",
                resumeBelowPercent,
                percent -> percent < throttleAtPercent,
                "must be below throttleAtPercent ("
                    + throttleAtPercent
                    + "), or the quota would change every few seconds; lower it");
          }
        });
  }

  /** Reports a warning about free space that would not precede the throttling. */
  static void checkAlert(
      Checks checks, @Nullable DiskGuardConfig guard, @Nullable AlertsConfig alerts) {
    if (guard == null
        || !Boolean.TRUE.equals(guard.enabled())
        || guard.throttleAtPercent() == null
        || alerts == null
        || !Boolean.TRUE.equals(alerts.enabled())
        || alerts.thresholds() == null) {
      return;
    }
    int free = 100 - guard.throttleAtPercent();
    checks.that(
        "alerts.thresholds.diskFreePercent",
        alerts.thresholds().diskFreePercent(),
        percent -> percent > free,
        "must be above "
            + free
            + ", so that KafkaDiskLow warns before the disk guard throttles producers"
            + " (kafka.diskGuard.throttleAtPercent "
            + guard.throttleAtPercent()
            + "); raise it");
  }
}
