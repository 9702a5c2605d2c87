package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;

/** The members that keep the cluster's metadata: ZooKeeper servers or KRaft controllers. */
public record QuorumConfig(
    @Key(
            doc =
                "Number of members, 3 or 5. Two are never in one zone, so there must be as many"
                    + " zones.",
            defaultsTo = "3")
        Integer members,
    @Key(doc = "Heap of a member, as the JVM writes sizes.", defaultsTo = "\"1G\"") String heap,
    @Key(doc = "What a member asks of its node.") ResourcesConfig resources,
    @Key(doc = "The members' data volumes; an SSD type, because every write waits for its sync.")
        VolumeConfig volume,
    @Key(
            doc =
                "Settings of zoo.cfg beside those that the stack writes itself, with `metadata`"
                    + " `zookeeper`; they win over the defaults in docs/configuration.md.",
            defaultsTo = "{}")
        Map<String, String> settings,
    @Key(
            doc = "Seconds after which `pulumi up` gives up waiting for all members to be ready.",
            defaultsTo = "900")
        Integer readyTimeoutSeconds) {

  /** ZooKeeper's tickTime unless the settings have another, in milliseconds: the article's. */
  public static final int DEFAULT_TICK_MILLIS = 2_000;

  /** Checks the quorum's own values. */
  public QuorumConfig {
    Integer givenMembers = members;
    String givenHeap = heap;
    ResourcesConfig givenResources = resources;
    VolumeConfig givenVolume = volume;
    Map<String, String> givenSettings = settings;
    Integer ready = readyTimeoutSeconds;
    Checks.run(
        checks -> {
          checks
              .that(
                  "members",
                  givenMembers,
                  QuorumConfig::isAllowed,
                  "must be 3 or 5: an even number survives no more failures than one member less")
              .that(
                  "heap", givenHeap, Quantity::isJvmSize, "must be a whole number with M or G: 1G")
              .between("readyTimeoutSeconds", ready, 30, 86400, "seconds to wait for readiness");
          ManagedSettings.ZOOKEEPER.check(checks, givenSettings);
          checkVolume(checks, givenVolume, isAllowed(givenMembers) ? givenMembers : null);
          if (givenHeap != null && Quantity.isJvmSize(givenHeap)) {
            var jvm = new JvmConfig(JvmProfile.PRODUCTION, givenHeap, List.of());
            JvmConfig.checkRoom(checks, jvm, givenResources);
          }
        });
  }

  private static boolean isAllowed(Integer members) {
    return members != null && (members == 3 || members == 5);
  }

  private static void checkVolume(Checks checks, VolumeConfig volume, Integer members) {
    if (volume == null) {
      return;
    }
    volume.checkCount(checks, "quorum.members", members);
    if (volume.isMagnetic()) {
      checks.fault(
          "volume.type",
          volume.type(),
          "is magnetic: the quorum waits for a disk sync at every write; use an SSD, such as gp3");
    }
  }
}
