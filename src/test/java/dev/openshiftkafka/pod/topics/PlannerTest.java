package dev.openshiftkafka.pod.topics;

import static dev.openshiftkafka.pod.topics.Topology.declaration;
import static dev.openshiftkafka.pod.topics.Topology.declared;
import static dev.openshiftkafka.pod.topics.Topology.override;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualTopic.Partition;
import dev.openshiftkafka.pod.topics.Planner.Plan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Plans for a cluster. */
class PlannerTest {
  private static final List<Integer> ALL = List.of(0, 1, 2);

  private static Plan plan(Topology topology, DeclaredTopic... topics) throws Exception {
    return Planner.plan(declaration(topics), topology.cluster());
  }

  @Test
  void plan_topicAsDeclared_empty() throws Exception {
    var topology =
        Topology.ofBrokers(3)
            .topic("orders", List.of(ALL, List.of(1, 2, 0)))
            .topic("of-others", List.of(List.of(0)));
    Plan plan = plan(topology, declared("orders", 2, 3));

    assertEquals(List.of(), plan.lines());
    assertEquals(Set.of(), plan.reassigning());
  }

  @Test
  void plan_topicMissing_createsWithConfigs() throws Exception {
    var orders = new DeclaredTopic("orders", 12, 3, Map.of("retention.ms", "60000"));
    Plan plan = plan(Topology.ofBrokers(3), orders);

    assertEquals(List.of(orders), plan.creations());
    assertEquals(
        List.of("create orders: 12 partitions, replication factor 3, retention.ms=60000"),
        plan.lines());
  }

  @Test
  void plan_fewerPartitions_adds() throws Exception {
    Plan plan = plan(Topology.ofBrokers(3).topic("orders", List.of(ALL)), declared("orders", 6, 3));

    assertEquals(Map.of("orders", 6), plan.increases());
    assertEquals(List.of("add partitions to orders: 1 -> 6"), plan.lines());
  }

  @Test
  void plan_partitionsReduced_throwsAllErrors() {
    var topology =
        Topology.ofBrokers(3)
            .topic("orders", List.of(ALL, ALL, ALL))
            .topic("payments", List.of(ALL, ALL));
    var refused =
        assertThrows(
            RefusedException.class,
            () ->
                plan(
                    topology,
                    declared("new", 1, 3),
                    declared("orders", 2, 3),
                    declared("payments", 1, 3)));

    assertEquals(
        "The declared topics are not possible in this cluster; nothing was changed:\n"
            + "  topic orders: has 3 partitions in the cluster but is declared with 2, and Kafka"
            + " cannot remove partitions; declare at least 3\n"
            + "  topic payments: has 2 partitions in the cluster but is declared with 1, and Kafka"
            + " cannot remove partitions; declare at least 2",
        refused.getMessage());
  }

  @Test
  void plan_greaterReplicationFactor_keepsLeader() throws Exception {
    var topology = Topology.ofBrokers(3).topic("orders", List.of(List.of(2, 0), List.of(1, 2)));
    Plan plan = plan(topology, declared("orders", 2, 3));

    assertEquals(
        Map.of(
            new TopicPartition("orders", 0), List.of(2, 0, 1),
            new TopicPartition("orders", 1), List.of(1, 2, 0)),
        plan.reassignments());
    assertEquals(
        List.of("reassign orders: replication factor 3 for 2 of 2 partitions"), plan.lines());
  }

  @Test
  void plan_onePartitionDiffers_reassignsOnlyThat() throws Exception {
    var topology = Topology.ofBrokers(3).topic("orders", List.of(ALL, List.of(1)));
    Plan plan = plan(topology, declared("orders", 2, 3));

    assertEquals(Set.of(new TopicPartition("orders", 1)), plan.reassignments().keySet());
    assertEquals(
        List.of("reassign orders: replication factor 3 for 1 of 2 partitions"), plan.lines());
  }

  @Test
  void plan_reassignmentInProgress_isAwaited() throws Exception {
    var topology =
        Topology.ofBrokers(3)
            .topic("orders", List.of(new Partition(ALL, 0, List.of(0, 1), true)), Map.of());
    Plan plan = plan(topology, declared("orders", 1, 3));

    assertEquals(Map.of(), plan.reassignments());
    assertEquals(Set.of(new TopicPartition("orders", 0)), plan.reassigning());
  }

  @Test
  void plan_noLeader_isRetriable() {
    var topology =
        Topology.ofBrokers(3)
            .topic("orders", List.of(new Partition(ALL, null, List.of(2), false)), Map.of());
    var obstacle =
        assertThrows(RetriableAdminException.class, () -> plan(topology, declared("orders", 1, 2)));

    assertEquals(
        "partition orders-0: has no leader, so it cannot be reassigned; start its brokers",
        obstacle.getMessage());
  }

  @Test
  void plan_tooFewBrokers_isRetriable() {
    var obstacle =
        assertThrows(
            RetriableAdminException.class,
            () -> plan(Topology.ofBrokers(2), declared("orders", 1, 3)));

    assertEquals(
        "topic orders: has replication factor 3, but only 2 brokers are live; start the others",
        obstacle.getMessage());
  }

  @Test
  void plan_brokerDown_existingTopicUnaffected() throws Exception {
    var topology = Topology.ofBrokers(2).topic("orders", List.of(ALL));

    assertEquals(List.of(), plan(topology, declared("orders", 1, 3)).lines());
  }

  @Test
  void plan_configsDiffer_setsAndResets() throws Exception {
    var topology =
        Topology.ofBrokers(3)
            .topic(
                "orders",
                1,
                Map.of("cleanup.policy", override("cleanup.policy", "compact", ConfigType.LIST)));
    Plan plan =
        plan(topology, new DeclaredTopic("orders", 1, 3, Map.of("min.insync.replicas", "2")));

    assertEquals(
        List.of(
            "set orders: cleanup.policy=compact -> broker default",
            "set orders: min.insync.replicas=2"),
        plan.lines());
    assertEquals(2, plan.configs().get("orders").size());
  }

  @Test
  void plan_deletion_onlyListedAndExisting() throws Exception {
    var topology =
        Topology.ofBrokers(3)
            .topic("orders", List.of(ALL))
            .topic("old", List.of(ALL))
            .topic("of-others", List.of(ALL));
    Plan plan =
        Planner.plan(
            new Declaration("id", List.of(declared("orders", 1, 3)), List.of("gone", "old")),
            topology.cluster());

    assertEquals(List.of("old"), plan.deletions());
    assertEquals(List.of("delete old, with all its records"), plan.lines());
  }
}
