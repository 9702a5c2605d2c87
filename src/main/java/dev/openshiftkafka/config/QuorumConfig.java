package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The quorum that stores the cluster's metadata: ZooKeeper servers or KRaft controllers. */
public record QuorumConfig(
    @Key(
            doc =
                "Number of members, 3 or 5. Each member runs in a zone of its own, so that as many"
                    + " zones are required.",
            defaultsTo = "3")
        Integer members,
    @Key(doc = "Heap size of a member, such as 1G.", defaultsTo = "\"1G\"") String heap,
    @Key(doc = "CPU and memory of a member.") ResourcesConfig resources,
    @Key(
            doc =
                "Data volumes of the members. Use an SSD type: every write waits until it is synced"
                    + " to disk.")
        VolumeConfig volume,
    @Key(
            doc =
                "Settings of zoo.cfg, except those that the stack sets, with `metadata`"
                    + " `zookeeper`. They override the defaults in docs/configuration.md.",
            defaultsTo = "{}")
        Map<String, String> settings,
    @Key(
            doc =
                "How KRaft controllers know the voters: `static` (a fixed list) or `dynamic` (in"
                    + " the metadata, from Kafka 4.2 on). If not set: what the stack has, and"
                    + " `dynamic` for a new one. From `static` to `dynamic` there is no way back"
                    + " (docs/quorum.md).",
            optional = true)
        QuorumMembership membership,
    @Key(
            doc =
                "Whether `members` can be decreased, from 5 to 3 controllers of a dynamic quorum."
                    + " The Jobs that remove the voters need further rights of the deployer.",
            defaultsTo = "false")
        Boolean allowControllerRemoval,
    @Key(
            doc = "Seconds that `pulumi up` waits for all members to become ready.",
            defaultsTo = "900")
        Integer readyTimeoutSeconds) {

  /** ZooKeeper's tickTime unless the settings override it, in milliseconds: the article's. */
  public static final int DEFAULT_TICK_MILLIS = 2_000;

  /** Checks each key, and that heap and volumes match the other keys. */
  public QuorumConfig {
    Checks.run(
        checks -> {
          checks
              .that(
                  "members",
                  members,
                  QuorumConfig::isAllowed,
                  "must be 3 or 5; an even number tolerates no more failures than one member less")
              .heap("heap", heap)
              .between("readyTimeoutSeconds", readyTimeoutSeconds, 30, 86400, "seconds");
          ManagedSettings.ZOOKEEPER.check(checks, settings);
          checkVolume(checks, volume, isAllowed(members) ? members : null);
          if (heap != null && Quantity.isJvmSize(heap)) {
            new JvmConfig(JvmProfile.PRODUCTION, heap, List.of()).checkMemory(checks, resources);
          }
        });
  }

  private static boolean isAllowed(@Nullable Integer members) {
    return members != null && (members == 3 || members == 5);
  }

  private static void checkVolume(
      Checks checks, @Nullable VolumeConfig volume, @Nullable Integer members) {
    if (volume == null) {
      return;
    }
    volume.checkCount(checks, "quorum.members", members);
    if (volume.isMagnetic()) {
      checks.fault(
          "volume.type",
          volume.type(),
          "is a magnetic type, but the quorum waits for a disk sync at every write; use an SSD"
              + " type, such as gp3");
    }
  }
}
