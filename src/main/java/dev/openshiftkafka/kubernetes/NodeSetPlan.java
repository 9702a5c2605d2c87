package dev.openshiftkafka.kubernetes;

import dev.openshiftkafka.config.MigrationPhase;
import dev.openshiftkafka.config.QuorumConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Replicas, zones and volume of one StatefulSet, as the configuration has them.
 *
 * @param name name of the StatefulSet
 * @param replicas number of pods
 * @param zones availability zones, in order: pod i runs in zone i modulo the number of zones
 * @param volume volume of each pod
 */
public record NodeSetPlan(String name, int replicas, List<String> zones, VolumeConfig volume) {
  /** The StatefulSets of a configuration: ZooKeeper servers, KRaft controllers, then brokers. */
  public static List<NodeSetPlan> of(StackConfig config) {
    var plans = new ArrayList<NodeSetPlan>();
    if (config.hasZooKeeper()) {
      plans.add(quorum(Names.ZOOKEEPER, config.quorum(), config));
    }
    if (config.hasControllers()) {
      plans.add(quorum(Names.CONTROLLERS, config.controllers(), config));
    }
    plans.add(
        new NodeSetPlan(
            Names.BROKERS, config.kafka().brokers(), config.zones(), config.kafka().volume()));
    return List.copyOf(plans);
  }

  private static NodeSetPlan quorum(String name, QuorumConfig quorum, StackConfig config) {
    return new NodeSetPlan(name, quorum.members(), config.zones(), quorum.volume());
  }

  /**
   * Whether Pulumi refuses to delete the StatefulSet and its volumes. A migration deletes ZooKeeper
   * at its end, or the controllers after a rollback.
   *
   * @param set name of the StatefulSet
   */
  public static boolean isProtected(StackConfig config, String set) {
    boolean deletable =
        switch (set) {
          case Names.ZOOKEEPER ->
              config.isIn(MigrationPhase.FINALIZE) && config.migration().allowZooKeeperRemoval();
          case Names.CONTROLLERS -> config.isIn(MigrationPhase.ROLLBACK);
          default -> false;
        };
    return config.protect() && !deletable;
  }

  /** The zone in which a pod runs. */
  public String zoneOf(int ordinal) {
    return zones.get(ordinal % zones.size());
  }
}
