package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView.Partition;
import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a broker waits for, in states that no recording has. */
class BrokerRuleTest {
  private static final Set<Integer> ALL = Set.of(0, 1, 2);

  private static Partition partition(int leader, List<Integer> replicas, List<Integer> insync) {
    return new Partition("orders", 0, leader, replicas, insync);
  }

  /** As broker 0 sees it, with two replicas demanded. */
  private static String assess(Set<Integer> live, Partition... partitions) {
    return BrokerRule.assess(new ClusterView(0, live, List.of(partitions), Map.of("orders", 2)))
        .toString();
  }

  @Test
  void aTopicWithOneReplicaIsNeverWaitedFor() {
    assertEquals("", assess(ALL, partition(0, List.of(0), List.of(0))));
    assertEquals("", assess(ALL, partition(1, List.of(1), List.of(1))));
  }

  @Test
  void aTopicThatDemandsMoreThanItsReplicasIsNotWaitedFor() {
    var view =
        new ClusterView(
            0, ALL, List.of(partition(0, List.of(0, 1), List.of(0, 1))), Map.of("orders", 3));

    assertTrue(BrokerRule.assess(view).isEmpty());
  }

  @Test
  void theLastOneThatKeepsTheMinimumWaitsForTheOthers() {
    assertEquals(
        "no broker may stop: orders-0 is not in sync on brokers [1, 2]",
        assess(ALL, partition(0, List.of(0, 1, 2), List.of(0))));
    assertEquals(
        "no broker may stop: orders-0 is not in sync on brokers [2]",
        assess(ALL, partition(0, List.of(0, 1, 2), List.of(0, 1))));
  }

  @Test
  void replicasBeyondTheMinimumMayBeBehind() {
    assertEquals(
        "", assess(Set.of(0, 1, 2, 3), partition(1, List.of(0, 1, 2, 3), List.of(0, 1, 2))));
  }

  @Test
  void aPartitionElsewhereCountsToo() {
    assertEquals(
        "no broker may stop: orders-0 is not in sync on brokers [3]",
        assess(Set.of(0, 1, 2, 3), partition(1, List.of(1, 2, 3), List.of(1, 2))));
  }

  @Test
  void withTwoOthersBehindTheOneThatIsBackIsWaitedForFirst() {
    assertEquals(
        "no broker may stop: orders-0 is not in sync on brokers [1, 2]",
        assess(Set.of(0, 1), partition(0, List.of(0, 1, 2), List.of(0))));
    assertEquals(
        "waiting for a broker that is gone: orders-0 is not in sync on brokers [2]",
        assess(Set.of(0, 1), partition(0, List.of(0, 1, 2), List.of(0, 1))));
  }

  @Test
  void whatCannotBeCaughtUpWithIsNotItsOwnFault() {
    assertEquals(
        "waiting for a broker that is gone: orders-0 has no leader",
        assess(Set.of(0), partition(-1, List.of(0, 1), List.of(1))));
    assertEquals(
        "waiting for a broker that is gone: orders-0 has no leader",
        assess(Set.of(0), partition(1, List.of(0, 1), List.of(1))));
  }

  @Test
  void ofManyPartitionsAFewAreNamed() {
    var many = new Partition[3000];
    for (int i = 0; i < many.length; i++) {
      many[i] = new Partition("t", i, 1, List.of(0, 1, 2), List.of(1, 2));
    }
    assertEquals(
        "catching up: t-0 is not in sync here, t-1 is not in sync here, t-2 is not in sync here and"
            + " 2997 more",
        assess(ALL, many));
  }
}
