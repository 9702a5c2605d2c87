package dev.openshiftkafka.config;

/** Thresholds of alerts that depend on the cluster; the other alerts have fixed thresholds. */
public record AlertThresholdsConfig(
    @Key(
            doc = "Free space of a volume, in percent, below which a warning fires.",
            defaultsTo = "15")
        Integer diskFreePercent,
    @Key(
            doc =
                "Hours: a warning fires if a volume that is at least half full would be full within"
                    + " this time at the fill rate of the last hour.",
            defaultsTo = "4")
        Integer diskFullHours,
    @Key(
            doc =
                "Idle time of a broker's request handlers, in percent, below which a warning"
                    + " fires.",
            defaultsTo = "30")
        Integer handlerIdlePercent,
    @Key(
            doc =
                "Share of time, in percent, that a JVM spends in GC, above which a warning fires.",
            defaultsTo = "10")
        Integer gcTimePercent,
    @Key(
            doc =
                "Starts of one JVM within an hour above which a warning fires. A rolling update is"
                    + " one start.",
            defaultsTo = "2")
        Integer startsPerHour,
    @Key(
            doc =
                "Lag of a consumer group over all its topics, in records, above which a warning"
                    + " fires while the lag grows.",
            defaultsTo = "100000")
        Integer consumerLag,
    @Key(
            doc = "Outstanding requests of a ZooKeeper server above which a warning fires.",
            defaultsTo = "10")
        Integer outstandingRequests,
    @Key(
            doc =
                "Metadata lag of a node behind the KRaft controllers, in seconds, above which a"
                    + " warning fires.",
            defaultsTo = "30")
        Integer metadataLagSeconds,
    @Key(
            doc =
                "Hours: a warning fires if a full burst bucket of an st1 or sc1 volume would be"
                    + " empty within this time at the current rate.",
            defaultsTo = "12")
        Integer burstHours) {

  /** Checks each threshold. */
  public AlertThresholdsConfig {
    Checks.run(
        checks ->
            checks
                .between(
                    "diskFreePercent",
                    diskFreePercent,
                    6,
                    50,
                    "percent; below 5 percent the alert is critical")
                .between("diskFullHours", diskFullHours, 1, 168, "hours")
                .between("handlerIdlePercent", handlerIdlePercent, 1, 99, "percent")
                .between("gcTimePercent", gcTimePercent, 1, 99, "percent")
                .between("startsPerHour", startsPerHour, 1, 60, "starts")
                .between("consumerLag", consumerLag, 1, 999_999_999, "records")
                .between(
                    "outstandingRequests",
                    outstandingRequests,
                    1,
                    1000,
                    "requests; a ZooKeeper server accepts 1000")
                .between("metadataLagSeconds", metadataLagSeconds, 5, 3600, "seconds")
                .between("burstHours", burstHours, 1, 168, "hours"));
  }
}
