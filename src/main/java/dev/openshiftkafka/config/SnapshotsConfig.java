package dev.openshiftkafka.config;

/** Snapshots by Amazon Data Lifecycle Manager. */
public record SnapshotsConfig(
    @Key(
            doc =
                "Whether the brokers' volumes are snapshotted each day. An HDD volume may fall to its"
                    + " baseline meanwhile.",
            defaultsTo = "false")
        Boolean daily,
    @Key(doc = "When, in UTC, as hh:mm.", defaultsTo = "\"03:00\"") String time,
    @Key(doc = "How many are kept per volume, 1 to 1000.", defaultsTo = "7") Integer retain) {

  /** Checks the limits of Data Lifecycle Manager. */
  public SnapshotsConfig {
    String at = time;
    Integer kept = retain;
    Checks.run(
        checks ->
            checks
                .matches("time", at, "([01][0-9]|2[0-3]):[0-5][0-9]", "must be hh:mm, as 03:00")
                .between("retain", kept, 1, 1000, "snapshots kept per volume"));
  }
}
