package dev.openshiftkafka.config;

/** EBS snapshots by Amazon Data Lifecycle Manager. */
public record SnapshotsConfig(
    @Key(
            doc =
                "Whether the volumes of brokers and quorum are snapshotted daily. The snapshots of one"
                    + " day are of different moments, so a restore loses records (docs/restore.md)."
                    + " During a snapshot, the throughput of an HDD volume (st1, sc1) can drop to its"
                    + " baseline.",
            defaultsTo = "false")
        Boolean daily,
    @Key(
            doc =
                "Time of day in UTC, as hh:mm. AWS starts the snapshots within the hour after it.",
            defaultsTo = "\"03:00\"")
        String time,
    @Key(doc = "Number of snapshots to keep per volume.", defaultsTo = "7") Integer retain) {

  /** Checks the limits of Data Lifecycle Manager. */
  public SnapshotsConfig {
    Checks.run(
        checks ->
            checks
                .matches(
                    "time", time, "([01][0-9]|2[0-3]):[0-5][0-9]", "must be hh:mm, such as 03:00")
                .between("retain", retain, 1, 1000, "snapshots per volume"));
  }
}
