package dev.openshiftkafka.pod.rebalance;

import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.rebalance.ClusterLoad.PartitionLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Reads what the brokers of a cluster hold. */
final class LoadReader {
  private final Admin admin;

  LoadReader(Admin admin) {
    this.admin = admin;
  }

  /** Rack of each live broker, by broker id. */
  Map<Integer, String> racks() throws RetriableAdminException, InterruptedException {
    var racks = new TreeMap<Integer, String>();
    for (Node broker : AdminResults.of(admin.describeCluster().nodes())) {
      racks.put(broker.id(), broker.hasRack() ? broker.rack() : "");
    }
    return racks;
  }

  /** Names of all topics. */
  Set<String> topics() throws RetriableAdminException, InterruptedException {
    return AdminResults.of(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
  }

  /** The replicas of all partitions, as they are or will be after the reassignments in progress. */
  Map<TopicPartition, List<Integer>> replicas()
      throws RetriableAdminException, InterruptedException {
    return replicas(descriptions());
  }

  private Map<TopicPartition, List<Integer>> replicas(List<TopicDescription> topics)
      throws RetriableAdminException, InterruptedException {
    var inProgress = AdminResults.of(admin.listPartitionReassignments().reassignments());
    var replicas = new TreeMap<TopicPartition, List<Integer>>(LoadReader::compare);
    for (TopicDescription topic : topics) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        var id = new TopicPartition(topic.name(), partition.partition());
        PartitionReassignment reassignment = inProgress.get(id);
        replicas.put(
            id,
            reassignment == null
                ? partition.replicas().stream().map(Node::id).toList()
                : target(reassignment));
      }
    }
    return replicas;
  }

  /** Nothing can copy a partition that has no leader. */
  private static void requireLeaders(List<TopicDescription> topics) throws RefusedException {
    List<String> leaderless =
        topics.stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .filter(p -> p.leader() == null || p.leader().isEmpty())
                        .map(p -> "partition " + topic.name() + "-" + p.partition()))
            .sorted()
            .toList();
    if (!leaderless.isEmpty()) {
      throw new RefusedException(
          "Partitions have no leader and cannot be copied; start their brokers", leaderless);
    }
  }

  private static int compare(TopicPartition one, TopicPartition other) {
    int topics = one.topic().compareTo(other.topic());
    return topics == 0 ? Integer.compare(one.partition(), other.partition()) : topics;
  }

  /** The replicas after a reassignment. */
  static List<Integer> target(PartitionReassignment reassignment) {
    var replicas = new ArrayList<>(reassignment.replicas());
    replicas.removeAll(reassignment.removingReplicas());
    return List.copyOf(replicas);
  }

  private List<TopicDescription> descriptions()
      throws RetriableAdminException, InterruptedException {
    var topics = new ArrayList<TopicDescription>();
    for (var topic : admin.describeTopics(topics()).topicNameValues().values()) {
      try {
        topics.add(topic.get());
      } catch (ExecutionException e) {
        // The topic is being deleted.
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          AdminResults.of(topic);
        }
      }
    }
    return topics;
  }

  /** Size of each replica by broker, in bytes. */
  Map<TopicPartition, Map<Integer, Long>> sizes(Collection<Integer> brokers)
      throws RetriableAdminException, InterruptedException {
    var sizes = new HashMap<TopicPartition, Map<Integer, Long>>();
    for (var broker :
        AdminResults.of(admin.describeLogDirs(brokers).allDescriptions()).entrySet()) {
      for (var folder : broker.getValue().values()) {
        folder
            .replicaInfos()
            .forEach(
                (partition, replica) ->
                    sizes
                        .computeIfAbsent(partition, id -> new HashMap<>())
                        .merge(broker.getKey(), replica.size(), Long::sum));
      }
    }
    return sizes;
  }

  /**
   * Reads the load.
   *
   * @param sample time in which the growth of the logs is measured; zero for unknown rates
   * @throws RefusedException when a partition has no leader
   */
  ClusterLoad read(Duration sample)
      throws RefusedException, RetriableAdminException, InterruptedException {
    Map<Integer, String> racks = racks();
    Map<TopicPartition, Map<Integer, Long>> first = sizes(racks.keySet());
    long began = System.nanoTime();
    Map<TopicPartition, Map<Integer, Long>> last = first;
    if (!sample.isZero()) {
      Thread.sleep(sample.toMillis());
      last = sizes(racks.keySet());
    }
    double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
    List<TopicDescription> topics = descriptions();
    requireLeaders(topics);
    var loads = new ArrayList<PartitionLoad>();
    for (var partition : replicas(topics).entrySet()) {
      long bytes = largest(last.get(partition.getKey()));
      // Negative when segments were deleted meanwhile.
      long growth = Math.max(0, bytes - largest(first.get(partition.getKey())));
      loads.add(
          new PartitionLoad(
              partition.getKey(),
              partition.getValue(),
              bytes,
              sample.isZero() ? 0 : growth / seconds));
    }
    return new ClusterLoad(racks, loads);
  }

  /** A replica that is copied is not yet complete. */
  private static long largest(@Nullable Map<Integer, Long> sizes) {
    return sizes == null ? 0 : sizes.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
