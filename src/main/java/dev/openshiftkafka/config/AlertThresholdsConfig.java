package dev.openshiftkafka.config;

/** Figures that raise alerts. They differ between clusters; what is wrong everywhere has no key. */
public record AlertThresholdsConfig(
    @Key(
            doc = "Free space of a volume, in percent, below which there is a warning.",
            defaultsTo = "15")
        Integer diskFreePercent,
    @Key(
            doc =
                "Hours within which a volume that is half full must not become full at the rate of the"
                    + " last hour.",
            defaultsTo = "4")
        Integer diskFullHours,
    @Key(
            doc =
                "Share of time, in percent, that the request handlers of a broker have nothing to do,"
                    + " below which there is a warning.",
            defaultsTo = "30")
        Integer handlerIdlePercent,
    @Key(
            doc =
                "Share of time, in percent, that a JVM collects garbage, above which there is a"
                    + " warning.",
            defaultsTo = "10")
        Integer gcTimePercent,
    @Key(
            doc =
                "Starts of one JVM within an hour, above which there is a warning; a rolling update is"
                    + " one.",
            defaultsTo = "2")
        Integer startsPerHour,
    @Key(
            doc =
                "Records that a consumer group is behind, over all its topics, above which there is a"
                    + " warning while it falls further behind.",
            defaultsTo = "100000")
        Integer consumerLag,
    @Key(
            doc = "Requests that wait in a ZooKeeper server, above which there is a warning.",
            defaultsTo = "10")
        Integer outstandingRequests,
    @Key(
            doc =
                "Seconds that a node may be behind the controllers' metadata before there is a"
                    + " warning.",
            defaultsTo = "30")
        Integer metadataLagSeconds,
    @Key(
            doc =
                "Hours that a full burst bucket of an st1 or sc1 volume must hold the present rate;"
                    + " below them there is a warning.",
            defaultsTo = "12")
        Integer burstHours) {

  /** Checks each figure. */
  public AlertThresholdsConfig {
    Integer free = diskFreePercent;
    Integer full = diskFullHours;
    Integer idle = handlerIdlePercent;
    Integer garbage = gcTimePercent;
    Integer starts = startsPerHour;
    Integer lag = consumerLag;
    Integer outstanding = outstandingRequests;
    Integer behind = metadataLagSeconds;
    Integer burst = burstHours;
    Checks.run(
        checks ->
            checks
                .between("diskFreePercent", free, 6, 50, "percent; below 5 the alert is critical")
                .between("diskFullHours", full, 1, 168, "hours")
                .between("handlerIdlePercent", idle, 1, 99, "percent of the time")
                .between("gcTimePercent", garbage, 1, 99, "percent of the time")
                .between("startsPerHour", starts, 1, 60, "starts of a JVM")
                .between("consumerLag", lag, 1, 999_999_999, "records")
                .between(
                    "outstandingRequests", outstanding, 1, 1000, "requests; a server takes 1000")
                .between("metadataLagSeconds", behind, 5, 3600, "seconds")
                .between("burstHours", burst, 1, 168, "hours"));
  }
}
