package dev.openshiftkafka.kubernetes;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeConfig;
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
  /** The StatefulSets of a configuration: ZooKeeper servers or KRaft controllers, then brokers. */
  public static List<NodeSetPlan> of(StackConfig config) {
    String quorum =
        config.metadata() == MetadataMode.ZOOKEEPER ? Names.ZOOKEEPER : Names.CONTROLLERS;
    return List.of(
        new NodeSetPlan(
            quorum, config.quorum().members(), config.zones(), config.quorum().volume()),
        new NodeSetPlan(
            Names.BROKERS, config.kafka().brokers(), config.zones(), config.kafka().volume()));
  }

  /** The zone in which a pod runs. */
  public String zoneOf(int ordinal) {
    return zones.get(ordinal % zones.size());
  }
}
