package dev.openshiftkafka.pod.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.topics.ClusterReader.ActualTopic.Partition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which brokers gain a replica, and which lose one. */
class ReplicaPlacementTest {
  private static Partition on(Integer... replicas) {
    return new Partition(List.of(replicas), replicas[0], List.of(replicas), false);
  }

  @Test
  void of_moreReplicas_useOtherRacks() {
    var cluster = Topology.ofBrokers(6).cluster();
    var placement = new ReplicaPlacement(cluster);

    for (int leader = 0; leader < 6; leader++) {
      List<Integer> replicas = placement.of(on(leader), 3);
      assertEquals(leader, replicas.get(0));
      assertEquals(
          3,
          new HashSet<>(replicas.stream().map(cluster.racks()::get).toList()).size(),
          replicas + "");
    }
  }

  @Test
  void of_manyPartitions_spreadsEvenly() {
    var replicas = IntStream.range(0, 60).mapToObj(i -> List.of(i % 6)).toList();
    var cluster = Topology.ofBrokers(6).topic("orders", replicas).cluster();
    var placement = new ReplicaPlacement(cluster);
    Map<Integer, Integer> load = new HashMap<>();
    for (Partition partition : cluster.topics().get("orders").partitions()) {
      placement.of(partition, 3).forEach(broker -> load.merge(broker, 1, Integer::sum));
    }

    assertEquals(6, load.size());
    load.values().forEach(count -> assertTrue(Math.abs(count - 30) <= 1, load.toString()));
  }

  @Test
  void of_loadedBrokers_areAvoided() {
    var cluster =
        Topology.ofBrokers(6)
            .topic("of-others", List.of(List.of(1), List.of(1), List.of(2)))
            .cluster();

    assertEquals(List.of(0, 4, 5), new ReplicaPlacement(cluster).of(on(0), 3));
  }

  @Test
  void of_fewerReplicas_keepsLeader() {
    var partition = new Partition(List.of(0, 1, 2), 2, List.of(0, 1, 2), false);

    assertEquals(
        List.of(2), new ReplicaPlacement(Topology.ofBrokers(3).cluster()).of(partition, 1));
  }

  @Test
  void of_fewerReplicas_removesOutOfSyncFirst() {
    var partition = new Partition(List.of(0, 1, 2), 0, List.of(0, 2), false);

    assertEquals(
        List.of(0, 2), new ReplicaPlacement(Topology.ofBrokers(3).cluster()).of(partition, 2));
  }

  @Test
  void of_fewerReplicas_removesFromSharedRack() {
    assertEquals(
        List.of(0, 1), new ReplicaPlacement(Topology.ofBrokers(6).cluster()).of(on(0, 1, 3), 2));
  }
}
