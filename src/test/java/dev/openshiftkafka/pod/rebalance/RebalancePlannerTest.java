package dev.openshiftkafka.pod.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.rebalance.ClusterLoad.PartitionLoad;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of plans for random clusters, and some small clusters by hand. */
class RebalancePlannerTest {
  private static final long MB = 1_000_000;

  /** A change of the number of brokers of a random cluster. */
  record Change(int before, int after, int racks, int factor, int partitions, long seed) {
    ClusterLoad load() {
      return new RandomCluster(seed, racks).of(Math.max(before, after), before, partitions, factor);
    }

    Set<Integer> brokers() {
      return ids(after);
    }
  }

  private static Set<Integer> ids(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  static Stream<Change> changes() {
    return IntStream.range(0, 8)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(
                    new Change(3, 6, 3, 3, 600, seed),
                    new Change(6, 3, 3, 3, 600, seed),
                    new Change(3, 6, 1, 3, 600, seed),
                    new Change(3, 6, 3, 2, 600, seed),
                    new Change(6, 3, 3, 2, 600, seed),
                    new Change(6, 3, 3, 1, 900, seed),
                    new Change(6, 9, 3, 3, 900, seed),
                    new Change(9, 6, 3, 3, 900, seed),
                    new Change(4, 8, 2, 3, 900, seed)));
  }

  private static RebalancePlan plan(ClusterLoad load, Set<Integer> brokers) throws Exception {
    return RebalancePlanner.plan(load, brokers, partition -> true);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void plan_brokersAddedOrRemoved_isEvenAndMovesLittle(Change change) throws Exception {
    ClusterLoad load = change.load();

    RebalancePlan plan = plan(load, change.brokers());

    assertKeepsReplicasApart(load, plan.after(), change.brokers());
    assertThat(spread(plan.after(), change.brokers(), PartitionLoad::bytes)).isLessThan(0.1);
    assertThat(leaderSpread(plan.after(), change.brokers())).isLessThanOrEqualTo(0.1);
    assertThat(plan.bytes()).isEqualTo(copied(load, plan.after()));
    assertThat((double) copied(load, plan.after()))
        .isLessThanOrEqualTo(1.1 * leastPossible(load, change.brokers()));
    assertThat(plan.leastBytes())
        .isCloseTo(Math.round(leastPossible(load, change.brokers())), within(1L));
  }

  private static org.assertj.core.data.Offset<Long> within(long offset) {
    return org.assertj.core.api.Assertions.within(offset);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void plan_afterAPlan_movesNothing(Change change) throws Exception {
    RebalancePlan first = plan(change.load(), change.brokers());

    assertThat(plan(change.load(), change.brokers()).changes()).isEqualTo(first.changes());
    assertThat(plan(first.after(), change.brokers()).changes()).isEmpty();
  }

  /** Only the choice among replicas takes the rate into account: no bytes move for it. */
  @ParameterizedTest
  @MethodSource("changes")
  void plan_brokersAdded_evensOutRates(Change change) throws Exception {
    if (change.after() > change.before()) {
      ClusterLoad after = plan(change.load(), change.brokers()).after();

      assertThat(spread(after, change.brokers(), PartitionLoad::bytesPerSecond)).isLessThan(0.2);
    }
  }

  /** By size alone, the first partitions would move, which are not written to. */
  @Test
  void plan_equalSizes_evensOutRates() throws Exception {
    var partitions =
        IntStream.range(0, 240)
            .mapToObj(
                i ->
                    new PartitionLoad(
                        new TopicPartition("t", i),
                        List.of(i % 3, (i + 1) % 3, (i + 2) % 3),
                        100 * MB,
                        i < 120 ? 0 : MB))
            .toList();
    var load = new ClusterLoad(ZONES, partitions);

    ClusterLoad after = plan(load, ids(6)).after();

    assertThat(spread(after, ids(6), PartitionLoad::bytesPerSecond)).isLessThan(0.1);
  }

  /** Each broker exactly once, in as many racks as the brokers allow. */
  private static void assertKeepsReplicasApart(
      ClusterLoad before, ClusterLoad after, Set<Integer> brokers) {
    Set<String> racks = brokers.stream().map(before.racks()::get).collect(Collectors.toSet());
    for (int i = 0; i < before.partitions().size(); i++) {
      PartitionLoad was = before.partitions().get(i);
      PartitionLoad is = after.partitions().get(i);
      assertThat(is.id()).isEqualTo(was.id());
      assertThat(is.replicas())
          .as(is.toString())
          .hasSameSizeAs(was.replicas())
          .doesNotHaveDuplicates()
          .isSubsetOf(brokers);
      Map<String, Long> perRack =
          is.replicas().stream()
              .collect(Collectors.groupingBy(before.racks()::get, Collectors.counting()));
      assertThat(perRack).hasSize(Math.min(racks.size(), is.replicas().size()));
      assertThat(perRack.values())
          .allMatch(count -> count <= -Math.floorDiv(-is.replicas().size(), racks.size()));
    }
  }

  private static double spread(
      ClusterLoad load, Set<Integer> brokers, ToDoubleFunction<PartitionLoad> value) {
    double[] sums =
        brokers.stream()
            .mapToDouble(
                broker ->
                    load.partitions().stream()
                        .filter(partition -> partition.replicas().contains(broker))
                        .mapToDouble(value)
                        .sum())
            .toArray();
    double mean = Arrays.stream(sums).average().orElseThrow();
    return Arrays.stream(sums).map(sum -> Math.abs(sum / mean - 1)).max().orElseThrow();
  }

  private static double leaderSpread(ClusterLoad load, Set<Integer> brokers) {
    double mean = (double) load.partitions().size() / brokers.size();
    return brokers.stream()
        .mapToLong(
            broker ->
                load.partitions().stream()
                    .filter(partition -> partition.replicas().get(0).equals(broker))
                    .count())
        .mapToDouble(leaders -> Math.abs(leaders / mean - 1))
        .max()
        .orElseThrow();
  }

  private static long copied(ClusterLoad before, ClusterLoad after) {
    long bytes = 0;
    for (int i = 0; i < before.partitions().size(); i++) {
      var added = new HashSet<>(after.partitions().get(i).replicas());
      added.removeAll(before.partitions().get(i).replicas());
      bytes += added.size() * before.partitions().get(i).bytes();
    }
    return bytes;
  }

  /**
   * Each byte that leaves a broker enters another one. A broker that stays can keep 1.1 times the
   * mean, and one that lacks bytes needs 0.9 times the mean; one that leaves keeps none.
   */
  private static double leastPossible(ClusterLoad load, Set<Integer> brokers) {
    double[] held = new double[load.racks().size()];
    load.partitions().forEach(p -> p.replicas().forEach(broker -> held[broker] += p.bytes()));
    double mean = Arrays.stream(held).sum() / brokers.size();
    double kept =
        IntStream.range(0, held.length)
            .mapToDouble(b -> brokers.contains(b) ? Math.min(held[b], 1.1 * mean) : 0)
            .sum();
    double lacking = brokers.stream().mapToDouble(b -> Math.max(0.9 * mean - held[b], 0)).sum();
    return Math.max(Arrays.stream(held).sum() - kept, lacking);
  }

  private static PartitionLoad partition(int number, long megabytes, Integer... replicas) {
    return new PartitionLoad(new TopicPartition("t", number), List.of(replicas), megabytes * MB, 0);
  }

  private static final Map<Integer, String> ZONES =
      Map.of(0, "a", 1, "b", 2, "c", 3, "a", 4, "b", 5, "c");

  @Test
  void plan_evenWithinTolerance_movesNothing() throws Exception {
    var load =
        new ClusterLoad(
            Map.of(0, "", 1, ""),
            List.of(partition(0, 108, 0), partition(1, 100, 1), partition(2, 0, 0, 1)));

    assertThat(plan(load, Set.of(0, 1)).changes()).isEmpty();
  }

  @Test
  void plan_sharedRack_separatesReplicas() throws Exception {
    var load = new ClusterLoad(ZONES, List.of(partition(0, 10, 0, 3, 1)));

    RebalancePlan plan = plan(load, ids(6));

    List<Integer> replicas = plan.after().partitions().get(0).replicas();
    assertThat(replicas.stream().map(ZONES::get)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(plan.bytes()).isEqualTo(10 * MB);
  }

  /** A rack with more brokers than the others holds no more than one replica of a partition. */
  @Test
  void plan_oneBrokerAdded_keepsRacksApartAndSplitsItsRack() throws Exception {
    var partitions =
        IntStream.range(0, 60).mapToObj(i -> partition(i, 10, i % 3, (i + 1) % 3, (i + 2) % 3));
    var load =
        new ClusterLoad(
            Map.of(0, "a", 1, "b", 2, "c", 3, "a"), partitions.collect(Collectors.toList()));

    RebalancePlan plan = plan(load, ids(4));

    assertKeepsReplicasApart(load, plan.after(), ids(4));
    assertThat(plan.bytes()).isBetween(270 * MB, 300 * MB);
    assertThat(plan(plan.after(), ids(4)).changes()).isEmpty();
  }

  /** What is written to them later must be spread, too. */
  @Test
  void plan_emptyPartitions_areSpreadByNumber() throws Exception {
    var empty =
        IntStream.range(0, 120)
            .mapToObj(i -> partition(i, 0, i % 3, (i + 1) % 3, (i + 2) % 3))
            .toList();
    var load = new ClusterLoad(ZONES, empty);

    RebalancePlan plan = plan(load, ids(6));

    assertThat(spread(plan.after(), ids(6), partition -> 1)).isLessThanOrEqualTo(0.1);
    assertThat(leaderSpread(plan.after(), ids(6))).isLessThanOrEqualTo(0.1);
    assertThat(plan.bytes()).isZero();
  }

  /** A few partitions hold nearly all bytes; the leaders of the others must be even as well. */
  @Test
  void plan_fewLargePartitions_evensOutBytesAndLeaders() throws Exception {
    var partitions =
        IntStream.range(0, 180)
            .mapToObj(i -> partition(i, i < 36 ? 1000 : 1, i % 3, (i + 1) % 3, (i + 2) % 3))
            .toList();
    var load = new ClusterLoad(ZONES, partitions);

    RebalancePlan plan = plan(load, ids(6));

    assertThat(spread(plan.after(), ids(6), PartitionLoad::bytes)).isLessThan(0.1);
    assertThat(leaderSpread(plan.after(), ids(6))).isLessThanOrEqualTo(0.1);
  }

  @Test
  void plan_replicasOnADeadBroker_leaveIt() throws Exception {
    var load =
        new ClusterLoad(
            Map.of(0, "a", 1, "b", 2, "c"),
            List.of(partition(0, 10, 7, 1), partition(1, 10, 0, 1)));

    RebalancePlan plan = plan(load, ids(3));

    assertThat(plan.after().partitions().get(0).replicas()).isSubsetOf(0, 1, 2);
  }

  @Test
  void plan_otherTopics_stay() throws Exception {
    ClusterLoad load = new RandomCluster(1, 3).of(6, 3, 400, 3);

    RebalancePlan plan = RebalancePlanner.plan(load, ids(6), p -> p.id().topic().equals("topic-7"));

    assertThat(plan.changes()).isNotEmpty();
    assertThat(plan.changes().keySet()).allMatch(id -> id.topic().equals("topic-7"));
  }

  @Test
  void plan_brokerNotRunningOrTooFew_isRefused() {
    var load = new ClusterLoad(Map.of(0, "", 1, "", 2, ""), List.of(partition(0, 1, 0, 1, 2)));

    assertThatThrownBy(() -> plan(load, Set.of(0, 1, 5)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("broker 5: is not running");
    assertThatThrownBy(() -> plan(load, Set.of(0, 1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("topic t: has replication factor 3, but only 2 brokers");
  }

  @Test
  void lines_plan_showBrokersBytesAndTime() throws Exception {
    var load =
        new ClusterLoad(
            Map.of(0, "", 1, ""),
            IntStream.range(0, 20).mapToObj(i -> partition(i, 300, 0)).toList());

    RebalancePlan plan = plan(load, ids(2));

    assertThat(plan.lines(10 * MB))
        .containsExactly(
            "brokers, before -> after:",
            "0: 6000.0 -> 3000.0 MB, 20 -> 10 leaders, 20 -> 10 replicas",
            "1: 0.0 -> 3000.0 MB, 0 -> 10 leaders, 0 -> 10 replicas",
            "10 of 20 partitions move replicas, 0 others change their preferred leader",
            "3000.0 MB to copy; the least possible is 2700.0 MB; at 10 MB/s for each broker: 5 min");
  }

  /** No assertion on time; the report shows it. */
  @Test
  void plan_twentyThousandReplicas_ends(TestReporter reporter) throws Exception {
    ClusterLoad load = new RandomCluster(1, 3).of(12, 9, 6667, 3);
    long began = System.nanoTime();

    RebalancePlan plan = plan(load, ids(12));

    reporter.publishEntry(
        "12 brokers, 20,001 replicas",
        "%d ms, %d partitions move"
            .formatted((System.nanoTime() - began) / 1_000_000, plan.moving()));
    assertThat(spread(plan.after(), ids(12), PartitionLoad::bytes)).isLessThan(0.1);
  }
}
