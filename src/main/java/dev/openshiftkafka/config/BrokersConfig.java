package dev.openshiftkafka.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Kafka brokers. */
public record BrokersConfig(
    @Key(
            doc =
                "Kafka version: 3.9.x with ZooKeeper, 4.x with KRaft; 3.9.x with KRaft only"
                    + " after a migration.")
        String version,
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
                "Throttles producers before a volume is full (docs/operations.md). A change applies"
                    + " within about two minutes and restarts no broker.",
            defaultsTo = "{}")
        DiskGuardConfig diskGuard,
    @Key(
            doc =
                "Tiered storage: complete segments of topics with `remote.storage.enable` are also"
                    + " in remote storage, and the brokers' disks keep the newest only"
                    + " (docs/tiered-storage.md). With `metadata` `kraft`.",
            optional = true)
        TieredStorageConfig tieredStorage,
    @Key(
            doc =
                "Settings of server.properties, except those that the stack sets. They override the"
                    + " defaults in docs/configuration.md; `num.recovery.threads.per.data.dir` is the"
                    + " number of cores in `kafka.resources.cpu`, at least 2. Those that Kafka can"
                    + " change dynamically do not restart the brokers.",
            defaultsTo = "{}")
        Map<String, String> settings,
    @Key(
            doc =
                "Names in `settings` that are not Kafka's own, such as the parameters of an"
                    + " authorizer or a metrics reporter. A name that ends with `*` means all"
                    + " names that begin so. All other names must be settings of the Kafka version.",
            defaultsTo = "[]")
        List<String> pluginSettings,
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
                "When replicas move to other brokers. With `onScale`, `pulumi up` moves them to new"
                    + " brokers once these are ready, and away from brokers to be removed before"
                    + " these stop. With `manual`, bin/kafka-stack reassign moves them"
                    + " (docs/operations.md).",
            defaultsTo = "\"manual\"")
        RebalanceMode rebalance,
    @Key(
            doc =
                "What each broker copies at most while `rebalance` moves replicas, in MB/s, so that"
                    + " producers keep their share of the disks.",
            defaultsTo = "50")
        Integer rebalanceThrottleMBps,
    @Key(
            doc =
                "Whether `version` can go back to an earlier minor version of 4.x. Set it only"
                    + " while bin/kafka-stack finalize-features shows a metadata.version that the earlier"
                    + " version supports. A stack that was created with 4.4 or later cannot go back"
                    + " to a version before that one (docs/upgrades.md).",
            defaultsTo = "false")
        Boolean allowVersionDowngrade,
    @Key(
            doc =
                "Whether `unclean.leader.election.enable` can be true, for the brokers or for a"
                    + " topic. When no in-sync replica of a partition is left, a replica without the"
                    + " latest records then becomes its leader, and those records are lost although"
                    + " they were acknowledged. Each preview warns about it.",
            defaultsTo = "false")
        Boolean allowUncleanLeaderElection,
    @Key(
            doc =
                "Expected write rate of all producers, in MB/s (10^6 bytes per second) of records,"
                    + " each counted once. The preview warns if the hardware of the AWS layer"
                    + " cannot sustain it, and fails if the volumes are too small for it with the"
                    + " declared retention (docs/capacity.md).",
            optional = true)
        Integer expectedWriteMBps,
    @Key(
            doc =
                "Expected number of consumer groups that read all records. The output `capacity`"
                    + " shows what their traffic between zones costs and what `client.rack` saves,"
                    + " and the preview counts them when it compares the expected rate with the"
                    + " hardware (docs/capacity.md).",
            optional = true)
        Integer expectedReadGroups,
    @Key(
            doc =
                "How many of `expectedReadGroups` may at the same time read records that are no"
                    + " longer in the page cache, as after an outage of their application. These"
                    + " reads use the throughput of the volumes.",
            defaultsTo = "0")
        Integer expectedReadGroupsBehind,
    @Key(
            doc = "Message size in bytes, for the messages per second in the output `capacity`.",
            defaultsTo = "1000")
        Integer messageBytes) {
  /** The stack's defaults of settings, which {@code settings} can override. */
  public static final Map<String, String> DEFAULT_SETTINGS = defaultSettings();

  /** Setting of brokers and topics with which acknowledged records can be lost. */
  public static final String UNCLEAN_ELECTION = "unclean.leader.election.enable";

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
          for (int i = 0; pluginSettings != null && i < pluginSettings.size(); i++) {
            checks.matches(
                "pluginSettings[" + i + "]",
                pluginSettings.get(i),
                "[a-zA-Z][a-zA-Z0-9]*([._-][a-zA-Z0-9]+)*([._-]?\\*)?",
                "must be the name of a setting, or its beginning and *, such as my.reporter.*");
          }
          if (settings != null) {
            checkSettings(checks, version, settings, pluginSettings, counted);
            if (!Boolean.TRUE.equals(allowUncleanLeaderElection)) {
              refuseUncleanElection(checks, "settings", settings);
            }
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
              .between("rebalanceThrottleMBps", rebalanceThrottleMBps, 1, 100_000, "MB/s")
              .between("expectedWriteMBps", expectedWriteMBps, 1, 1_000_000, "MB/s")
              .between("expectedReadGroups", expectedReadGroups, 0, 1000, "consumer groups")
              .between(
                  "expectedReadGroupsBehind", expectedReadGroupsBehind, 0, 1000, "consumer groups")
              .between("messageBytes", messageBytes, 1, 100_000_000, "bytes");
          int groups = expectedReadGroups == null ? 0 : expectedReadGroups;
          checks.that(
              "expectedReadGroupsBehind",
              expectedReadGroupsBehind,
              behind -> behind <= groups,
              "is more than kafka.expectedReadGroups ("
                  + groups
                  + "); lower it or raise expectedReadGroups");
        });
  }

  /**
   * Controllers need them, too: they choose the replication factor of topics that are created
   * without one, and they perform unclean leader elections.
   */
  private static Map<String, String> defaultSettings() {
    var defaults = new LinkedHashMap<String, String>();
    defaults.put("default.replication.factor", "3");
    defaults.put("min.insync.replicas", "2");
    defaults.put("offsets.topic.replication.factor", "3");
    defaults.put("transaction.state.log.replication.factor", "3");
    defaults.put("transaction.state.log.min.isr", "2");
    defaults.put("unclean.leader.election.enable", "false");
    defaults.put("auto.create.topics.enable", "false");
    // Read by brokers only. A leader keeps a follower in the ISR, and waits for it before it
    // acknowledges writes, for this time after the follower was last in sync. Kafka's default
    // of 30 seconds delays writes while a restarted broker catches up (docs/faults.md).
    defaults.put("replica.lag.time.max.ms", "10000");
    return Collections.unmodifiableMap(defaults);
  }

  private static void checkSettings(
      Checks checks,
      @Nullable String version,
      Map<String, String> settings,
      @Nullable List<String> pluginSettings,
      @Nullable Integer brokers) {
    Set<String> faulty = ManagedSettings.KAFKA.check(checks, settings);
    List<String> plugins = pluginSettings == null ? List.of() : pluginSettings;
    Set<String> all =
        KafkaDefinitions.of(version)
            .map(
                definitions ->
                    DefinitionChecks.ofBrokers(checks, definitions, settings, plugins, faulty))
            .orElse(faulty);
    SettingsChecks.replication(checks, settings, brokers, all);
  }

  /** Refuses an election that loses acknowledged records. */
  static void refuseUncleanElection(Checks checks, String path, Map<String, String> settings) {
    String value = settings.get(UNCLEAN_ELECTION);
    if ("true".equalsIgnoreCase(value)) {
      checks.fault(
          path + "." + UNCLEAN_ELECTION,
          value,
          "can lose acknowledged records: a replica without them becomes leader when no in-sync"
              + " replica is left; remove it, or accept the loss with"
              + " kafka.allowUncleanLeaderElection: true");
    }
  }

  /** Whether running brokers can change a setting, without a restart. */
  public boolean isDynamic(String setting) {
    return definitions().isDynamic(setting);
  }

  /** Whether the version is the last one that runs with ZooKeeper. */
  public boolean isVersion3() {
    return version.startsWith("3.");
  }

  /** Kafka's definitions of all settings of the version. */
  public KafkaDefinitions definitions() {
    return KafkaDefinitions.of(version).orElseThrow();
  }

  /** The stack's defaults, with what {@code settings} overrides and adds. */
  public Map<String, String> allSettings() {
    var all = new LinkedHashMap<>(DEFAULT_SETTINGS);
    // Log recovery after an unclean stop verifies the checksum of each record that was not flushed,
    // and the broker serves nobody until it ends. Kafka's default is 1 thread before 4.0, and 2
    // since then. Controllers ignore it.
    all.put("num.recovery.threads.per.data.dir", String.valueOf(Math.max(2, resources.cores())));
    all.putAll(settings);
    return all;
  }

  /**
   * The settings whose change restarts the brokers: without those of {@code settings} that running
   * brokers can change.
   */
  public Map<String, String> restartSettings() {
    var all = new LinkedHashMap<>(DEFAULT_SETTINGS);
    settings.forEach(
        (name, value) -> {
          if (!isDynamic(name)) {
            all.put(name, value);
          }
        });
    return all;
  }

  /** Memory of a broker that its heap leaves, in bytes; most of it is page cache. */
  public double memoryOutsideHeap() {
    return Quantity.bytes(resources.memory())
        .subtract(Quantity.jvmBytes(jvm.maxHeap()))
        .doubleValue();
  }

  private static boolean isAllowed(@Nullable Integer brokers) {
    return brokers != null && brokers >= MIN_BROKERS && brokers <= MAX_BROKERS;
  }
}
