package dev.openshiftkafka.pod.rebalance;

import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.admin.Retries;
import dev.openshiftkafka.pod.rebalance.Throttles.Moving;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reassigns partitions with a throttle, waits for the end, and makes the preferred replicas lead.
 *
 * <p>All state is Kafka's: a program that is interrupted does the same again, and waits for what
 * the cluster has continued meanwhile.
 */
final class Reassignments {
  /** Partitions in a request; a KRaft controller accepts 10,000. */
  private static final int BATCH = 500;

  /** How long errors are retried, and a broker may report the replicas of before. */
  private static final Duration RETRY = Duration.ofMinutes(2);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Time between two lines of progress. */
  private static final Duration PROGRESS = Duration.ofSeconds(10);

  private final Admin admin;
  private final LoadReader reader;
  private final Throttles throttles;
  private final long bytesPerSecond;
  private final PrintWriter out;

  /**
   * Creates it.
   *
   * @param bytesPerSecond throttle of each broker
   */
  Reassignments(Admin admin, long bytesPerSecond, PrintWriter out) {
    this.admin = admin;
    this.reader = new LoadReader(admin);
    this.throttles = new Throttles(admin);
    this.bytesPerSecond = bytesPerSecond;
    this.out = out;
  }

  /** Replicas after the reassignments in progress. */
  Map<TopicPartition, List<Integer>> inProgress()
      throws RetriableAdminException, InterruptedException {
    var targets = new HashMap<TopicPartition, List<Integer>>();
    list().forEach((id, reassignment) -> targets.put(id, LoadReader.target(reassignment)));
    return targets;
  }

  private Map<TopicPartition, PartitionReassignment> list()
      throws RetriableAdminException, InterruptedException {
    return AdminResults.of(admin.listPartitionReassignments().reassignments());
  }

  /** Reassigns partitions to the wanted replicas, and waits until they have them. */
  void run(Map<TopicPartition, List<Integer>> wanted)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    retry(() -> start(wanted));
    awaitEnd();
    retry(() -> verify(wanted));
  }

  private void start(Map<TopicPartition, List<Integer>> wanted)
      throws RefusedException, RetriableAdminException, InterruptedException {
    Map<TopicPartition, List<Integer>> current = reader.replicas();
    Map<TopicPartition, PartitionReassignment> active = list();
    var starting = new LinkedHashMap<TopicPartition, List<Integer>>();
    var moving = new HashMap<TopicPartition, Moving>();
    active.forEach(
        (id, reassignment) ->
            addMoving(moving, id, sources(reassignment), reassignment.replicas()));
    wanted.forEach(
        (id, replicas) -> {
          List<Integer> before = current.get(id);
          // The topic of a partition that is missing was deleted.
          if (before != null && !before.equals(replicas)) {
            starting.put(id, replicas);
            PartitionReassignment reassignment = active.get(id);
            addMoving(moving, id, reassignment == null ? before : sources(reassignment), replicas);
          }
        });
    if (!moving.isEmpty()) {
      throttles.set(moving, reader.racks().keySet(), bytesPerSecond);
    }
    var results = new AdminResults();
    var all = new ArrayList<>(starting.keySet());
    for (int i = 0; i < all.size(); i += BATCH) {
      var batch = new HashMap<TopicPartition, Optional<NewPartitionReassignment>>();
      for (TopicPartition id : all.subList(i, Math.min(i + BATCH, all.size()))) {
        batch.put(id, Optional.of(new NewPartitionReassignment(starting.get(id))));
      }
      Map<TopicPartition, KafkaFuture<Void>> accepted =
          admin.alterPartitionReassignments(batch).values();
      retryRefusedBrokers(accepted.values());
      results.await(accepted, id -> "partition " + id);
    }
    results.check("Some partitions were not reassigned");
    say("reassignment started: %d partitions".formatted(starting.size()));
  }

  /** The controller learns only by the next heartbeat of a broker that it is no longer cordoned. */
  private static void retryRefusedBrokers(Collection<KafkaFuture<Void>> results)
      throws RetriableAdminException, InterruptedException {
    for (KafkaFuture<Void> result : results) {
      try {
        result.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof InvalidReplicaAssignmentException) {
          throw new RetriableAdminException(String.valueOf(e.getCause().getMessage()));
        }
      }
    }
  }

  private static List<Integer> sources(PartitionReassignment reassignment) {
    var sources = new ArrayList<>(reassignment.replicas());
    sources.removeAll(reassignment.addingReplicas());
    return sources;
  }

  private static void addMoving(
      Map<TopicPartition, Moving> moving,
      TopicPartition id,
      Collection<Integer> from,
      Collection<Integer> replicas) {
    var added = new TreeSet<>(replicas);
    added.removeAll(from);
    if (!added.isEmpty()) {
      moving.put(id, new Moving(from, added));
    }
  }

  private void awaitEnd()
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    var progress = new Progress();
    while (true) {
      retry(progress::read);
      if (progress.remaining == 0) {
        return;
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  /** How much of the reassignments in progress is copied. */
  private final class Progress {
    private final long began = System.nanoTime();
    private long printed;
    private long bytesAtFirst = -1;
    private int remaining;

    void read() throws RetriableAdminException, InterruptedException {
      Map<TopicPartition, PartitionReassignment> active = list();
      remaining = active.size();
      long now = System.nanoTime();
      if (remaining > 0 && (bytesAtFirst < 0 || now - printed > PROGRESS.toNanos())) {
        printed = now;
        print(missing(active), Duration.ofNanos(now - began));
      }
    }

    private long missing(Map<TopicPartition, PartitionReassignment> active)
        throws RetriableAdminException, InterruptedException {
      Map<TopicPartition, Map<Integer, Long>> sizes = reader.sizes(reader.racks().keySet());
      long missing = 0;
      for (var reassignment : active.entrySet()) {
        Map<Integer, Long> replicas = sizes.getOrDefault(reassignment.getKey(), Map.of());
        long complete = replicas.values().stream().mapToLong(Long::longValue).max().orElse(0);
        for (int broker : reassignment.getValue().addingReplicas()) {
          missing += complete - replicas.getOrDefault(broker, 0L);
        }
      }
      return missing;
    }

    private void print(long missing, Duration elapsed) {
      if (bytesAtFirst < 0) {
        bytesAtFirst = missing;
      }
      long copied = bytesAtFirst - missing;
      String line =
          String.format(
              Locale.ROOT,
              "%d partitions still moving, %.1f MB to copy",
              remaining,
              missing / RebalancePlan.MB);
      if (copied > 0) {
        Duration left = Duration.ofSeconds(elapsed.toSeconds() * missing / copied);
        line += ", about " + RebalancePlan.text(left);
      }
      say(line);
    }
  }

  /** A broker with old metadata still reports the replicas of before for a moment. */
  private void verify(Map<TopicPartition, List<Integer>> wanted)
      throws RefusedException, RetriableAdminException, InterruptedException {
    Map<TopicPartition, List<Integer>> current = reader.replicas();
    List<String> others =
        wanted.entrySet().stream()
            .filter(partition -> current.containsKey(partition.getKey()))
            .filter(partition -> !partition.getValue().equals(current.get(partition.getKey())))
            .map(
                partition ->
                    "partition %s: replicas %s, expected %s"
                        .formatted(
                            partition.getKey(),
                            current.get(partition.getKey()),
                            partition.getValue()))
            .sorted()
            .toList();
    if (!others.isEmpty()) {
      throw new RetriableAdminException(
          "%d partitions are not on the brokers of the plan; the first: %s"
              .formatted(others.size(), others.get(0)));
    }
  }

  /** Makes the preferred replicas of partitions lead. */
  void elect(Set<TopicPartition> partitions)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    if (partitions.isEmpty()) {
      return;
    }
    var pending = new HashSet<>(partitions);
    long deadline = System.nanoTime() + RETRY.toNanos();
    List<String> failed = electOnce(pending);
    while (!failed.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE.toMillis());
      failed = electOnce(pending);
    }
    if (!failed.isEmpty()) {
      say(
          "%d partitions keep another leader until Kafka elects the preferred one; the first: %s"
              .formatted(failed.size(), failed.get(0)));
    }
  }

  /** Elects leaders; leaves the partitions whose election failed. */
  private List<String> electOnce(Set<TopicPartition> pending)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    var failed = new ArrayList<String>();
    retry(
        () -> {
          failed.clear();
          var results =
              AdminResults.of(
                  admin.electLeaders(ElectionType.PREFERRED, Set.copyOf(pending)).partitions());
          results.forEach(
              (id, error) -> {
                // A topic that is unknown was deleted.
                if (error.isEmpty()
                    || error.get() instanceof ElectionNotNeededException
                    || error.get() instanceof UnknownTopicOrPartitionException) {
                  pending.remove(id);
                } else {
                  failed.add(id + ": " + error.get().getMessage());
                }
              });
        });
    return failed;
  }

  /** Removes the throttles, unless another reassignment needs them. */
  void removeThrottles()
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    retry(
        () -> {
          if (list().isEmpty()) {
            throttles.remove(reader.racks().keySet(), reader.topics());
          }
        });
  }

  private void retry(AdminProgram.Task task)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    long deadline = System.nanoTime() + RETRY.toNanos();
    Retries.run(task, () -> System.nanoTime() - deadline > 0, PAUSE, this::say);
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
