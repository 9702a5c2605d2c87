package dev.openshiftkafka.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Kafka brokers. */
public record BrokersConfig(
    @Key(doc = "Kafka version: 3.9.x with ZooKeeper, 4.x with KRaft.") String version,
    @Key(
            doc =
                "Number of brokers, at least three, which replication factor 3 requires. Broker i"
                    + " runs in zone i modulo the number of zones.",
            defaultsTo = "3")
        Integer brokers,
    @Key(doc = "JVM of the brokers.") JvmConfig jvm,
    @Key(doc = "CPU and memory of a broker.") ResourcesConfig resources,
    @Key(doc = "Data volumes of the brokers.") VolumeConfig volume,
    @Key(
            doc =
                "Settings of server.properties, except those that the stack sets. They override the"
                    + " defaults in docs/configuration.md; `num.recovery.threads.per.data.dir` is the"
                    + " number of cores in `kafka.resources.cpu`, at least 2.",
            defaultsTo = "{}")
        Map<String, String> settings,
    @Key(
            doc =
                "Seconds that a broker has to shut down before it is killed; at least 120. The time"
                    + " that its preStop hook waits for other brokers (`readiness.stopSeconds`) is"
                    + " added.",
            defaultsTo = "120")
        Integer terminationGracePeriodSeconds,
    @Key(
            doc =
                "Seconds that `pulumi up` waits for all brokers to become ready. A broker that still"
                    + " recovers its logs or catches up then continues, and the next `pulumi up`"
                    + " waits for it again.",
            defaultsTo = "1800")
        Integer readyTimeoutSeconds,
    @Key(
            doc =
                "Minutes until the kubelet restarts a broker that has not opened its port. A broker"
                    + " opens it when it has recovered its logs, and a restart would begin the"
                    + " recovery from the start. After an unclean stop a broker reads each record"
                    + " that was not flushed, up to all segments that are not complete: 2.7 TB, at"
                    + " the 125 MB/s of a gp3 volume, take six hours.",
            defaultsTo = "360")
        Integer startupTimeoutMinutes,
    @Key(
            doc =
                "Whether `brokers` can be decreased. `pulumi up` then checks that the brokers to be"
                    + " removed have no replicas before it stops them, and unregisters them"
                    + " afterwards (docs/operations.md).",
            defaultsTo = "false")
        Boolean allowBrokerRemoval,
    @Key(
            doc =
                "Whether `version` can go back to an earlier minor version of 4.x. Set it only"
                    + " while bin/kafka-stack finalize-features shows a metadata.version that the earlier"
                    + " version supports (docs/upgrades.md).",
            defaultsTo = "false")
        Boolean allowVersionDowngrade,
    @Key(
            doc =
                "Expected write rate of all producers, in MB/s (10^6 bytes per second) of records,"
                    + " each counted once. The preview warns if the hardware of the AWS layer"
                    + " cannot sustain it, and fails if the volumes are too small for it with the"
                    + " declared retention (docs/capacity.md).",
            optional = true)
        Integer expectedWriteMBps,
    @Key(
            doc = "Message size in bytes, for the messages per second in the output `capacity`.",
            defaultsTo = "1000")
        Integer messageBytes) {
  private static final int MIN_BROKERS = 3;
  private static final int MAX_BROKERS = 300;

  /** Checks each key, and that volumes and settings match the number of brokers. */
  public BrokersConfig {
    Checks.run(
        checks -> {
          checks
              .matches(
                  "version",
                  version,
                  "[0-9]+\\.[0-9]+\\.[0-9]+",
                  "must be a full version, such as 3.9.1")
              .between(
                  "brokers",
                  brokers,
                  MIN_BROKERS,
                  MAX_BROKERS,
                  "brokers; replication factor 3 requires three");
          if (jvm != null) {
            jvm.checkMemory(checks, resources);
          }
          // An invalid number of brokers causes no further faults.
          Integer counted = isAllowed(brokers) ? brokers : null;
          if (volume != null) {
            volume.checkCount(checks, "kafka.brokers", counted);
          }
          ManagedSettings.KAFKA.check(checks, settings);
          if (settings != null) {
            SettingsChecks.replication(checks, settings, counted);
          }
          checks
              .between(
                  "terminationGracePeriodSeconds",
                  terminationGracePeriodSeconds,
                  120,
                  3600,
                  "seconds; a broker must transfer its leaderships and flush its logs before it is"
                      + " killed")
              .between("readyTimeoutSeconds", readyTimeoutSeconds, 30, 86400, "seconds")
              .between(
                  "startupTimeoutMinutes",
                  startupTimeoutMinutes,
                  20,
                  10080,
                  "minutes; log recovery after an unclean stop takes minutes to hours")
              .between("expectedWriteMBps", expectedWriteMBps, 1, 1_000_000, "MB/s")
              .between("messageBytes", messageBytes, 1, 100_000_000, "bytes");
        });
  }

  private static boolean isAllowed(@Nullable Integer brokers) {
    return brokers != null && brokers >= MIN_BROKERS && brokers <= MAX_BROKERS;
  }
}
