package dev.openshiftkafka.pod.rebalance;

import dev.openshiftkafka.pod.rebalance.ClusterLoad.PartitionLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * New replicas of partitions, and what it costs to move them.
 *
 * @param load the cluster before
 * @param brokers ids of the brokers that hold the replicas afterwards
 * @param changes the replicas of each partition whose replicas or whose order changes
 */
record RebalancePlan(
    ClusterLoad load, Set<Integer> brokers, Map<TopicPartition, List<Integer>> changes) {
  static final double MB = 1e6;

  /** Sums of a broker. */
  static final class Totals {
    private long bytes;
    private double bytesPerSecond;
    private int leaders;
    private int replicas;

    long bytes() {
      return bytes;
    }

    int leaders() {
      return leaders;
    }

    private void add(PartitionLoad partition, boolean leads) {
      bytes += partition.bytes();
      bytesPerSecond += partition.bytesPerSecond();
      replicas++;
      leaders += leads ? 1 : 0;
    }
  }

  /** The sums of each broker that is alive or has replicas. */
  static SortedMap<Integer, Totals> totals(ClusterLoad load) {
    var totals = new TreeMap<Integer, Totals>();
    load.racks().keySet().forEach(broker -> totals.put(broker, new Totals()));
    for (PartitionLoad partition : load.partitions()) {
      for (int broker : partition.replicas()) {
        totals
            .computeIfAbsent(broker, id -> new Totals())
            .add(partition, broker == partition.replicas().get(0));
      }
    }
    return totals;
  }

  /** The cluster after the reassignment. */
  ClusterLoad after() {
    return load.with(changes);
  }

  /** The replicas that are copied to a broker. */
  private static Set<Integer> added(PartitionLoad partition, Collection<Integer> replicas) {
    var added = new HashSet<>(replicas);
    partition.replicas().forEach(added::remove);
    return added;
  }

  private Set<Integer> added(PartitionLoad partition) {
    return added(partition, changes.getOrDefault(partition.id(), List.of()));
  }

  /** Bytes that the brokers copy. */
  long bytes() {
    return load.partitions().stream()
        .mapToLong(partition -> partition.bytes() * added(partition).size())
        .sum();
  }

  /** Number of partitions with a replica on another broker afterwards. */
  long moving() {
    return load.partitions().stream().filter(partition -> !added(partition).isEmpty()).count();
  }

  /**
   * The least that any plan copies that brings every broker to within the tolerance: what leaves
   * and what is above it, or what the others lack, whichever is more. Partitions that cannot be
   * divided and racks may require more.
   */
  long leastBytes() {
    SortedMap<Integer, Totals> totals = totals(load);
    double mean = totals.values().stream().mapToDouble(Totals::bytes).sum() / brokers.size();
    double high = (1 + RebalancePlanner.TOLERANCE) * mean;
    double low = (1 - RebalancePlanner.TOLERANCE) * mean;
    double leave = 0;
    double enter = 0;
    for (var broker : totals.entrySet()) {
      boolean stays = brokers.contains(broker.getKey());
      long bytes = broker.getValue().bytes();
      leave += stays ? Math.max(0, bytes - high) : bytes;
      enter += stays ? Math.max(0, low - bytes) : 0;
    }
    return Math.round(Math.max(leave, enter));
  }

  /**
   * The time to copy at a throttle, which limits what each broker sends as the leader, and what it
   * receives.
   */
  Duration time(long bytesPerSecond) {
    var sent = new TreeMap<Integer, Long>();
    var received = new TreeMap<Integer, Long>();
    for (PartitionLoad partition : load.partitions()) {
      for (int broker : added(partition)) {
        sent.merge(partition.replicas().get(0), partition.bytes(), Long::sum);
        received.merge(broker, partition.bytes(), Long::sum);
      }
    }
    long most = 0;
    for (long bytes : sent.values()) {
      most = Math.max(most, bytes);
    }
    for (long bytes : received.values()) {
      most = Math.max(most, bytes);
    }
    return Duration.ofSeconds(most / bytesPerSecond);
  }

  /** The plan in words. */
  List<String> lines(long bytesPerSecond) {
    var lines = new ArrayList<String>();
    SortedMap<Integer, Totals> before = totals(load);
    SortedMap<Integer, Totals> after = totals(after());
    boolean rates = load.partitions().stream().anyMatch(p -> p.bytesPerSecond() > 0);
    lines.add("brokers, before -> after:");
    for (var broker : before.entrySet()) {
      Totals was = broker.getValue();
      Totals is = after.getOrDefault(broker.getKey(), new Totals());
      String line =
          "%d: %s MB, %d -> %d leaders, %d -> %d replicas"
              .formatted(
                  broker.getKey(),
                  change(was, is, totals -> totals.bytes / MB, "%.1f"),
                  was.leaders,
                  is.leaders,
                  was.replicas,
                  is.replicas);
      lines.add(
          rates
              ? line
                  + ", "
                  + change(was, is, totals -> totals.bytesPerSecond / MB, "%.2f")
                  + " MB/s"
              : line);
    }
    lines.add(
        "%d of %d partitions move replicas, %d others change their preferred leader"
            .formatted(moving(), load.partitions().size(), changes.size() - moving()));
    lines.add(
        "%s MB to copy; the least possible is %s MB; at %s MB/s for each broker: %s"
            .formatted(
                number("%.1f", bytes() / MB),
                number("%.1f", leastBytes() / MB),
                number("%.0f", bytesPerSecond / MB),
                text(time(bytesPerSecond))));
    return lines;
  }

  private static String change(
      Totals was, Totals is, ToDoubleFunction<Totals> value, String format) {
    return number(format, value.applyAsDouble(was))
        + " -> "
        + number(format, value.applyAsDouble(is));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** A duration in hours and minutes, or in seconds. */
  static String text(Duration time) {
    if (time.compareTo(Duration.ofMinutes(2)) < 0) {
      return time.toSeconds() + " s";
    }
    long minutes = time.toMinutes();
    return minutes < 120 ? minutes + " min" : "%d h %d min".formatted(minutes / 60, minutes % 60);
  }
}
