package dev.openshiftkafka.pod.topics;

import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.topics.Changes.Batches;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualTopic.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Reads the topics of a cluster. */
final class ClusterReader {
  private final Admin admin;

  ClusterReader(Admin admin) {
    this.admin = admin;
  }

  /** Reads all topics; topic configs only of the named topics. */
  ActualCluster read(Set<String> named) throws RetriableAdminException, InterruptedException {
    Map<Integer, String> racks = new TreeMap<>();
    for (Node broker : AdminResults.of(admin.describeCluster().nodes())) {
      racks.put(broker.id(), broker.hasRack() ? broker.rack() : "");
    }
    List<TopicDescription> descriptions = descriptions();
    var reassignments = AdminResults.of(admin.listPartitionReassignments().reassignments());
    Map<String, Map<String, ConfigEntry>> overrides =
        overrides(
            descriptions.stream().map(TopicDescription::name).filter(named::contains).toList());
    var topics = new HashMap<String, ActualTopic>();
    for (TopicDescription topic : descriptions) {
      topics.put(
          topic.name(),
          new ActualTopic(
              topic.partitions().stream()
                  .map(
                      p ->
                          partition(
                              p,
                              reassignments.get(new TopicPartition(topic.name(), p.partition()))))
                  .toList(),
              overrides.getOrDefault(topic.name(), Map.of())));
    }
    return new ActualCluster(racks, topics);
  }

  private List<TopicDescription> descriptions()
      throws RetriableAdminException, InterruptedException {
    var descriptions = new ArrayList<TopicDescription>();
    Set<String> names = AdminResults.of(admin.listTopics().names());
    for (var topic : admin.describeTopics(names).topicNameValues().values()) {
      try {
        descriptions.add(topic.get());
      } catch (ExecutionException e) {
        // The topic is being deleted, or created; then creating it fails because it exists.
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          AdminResults.of(topic);
        }
      }
    }
    return descriptions;
  }

  private static Partition partition(
      TopicPartitionInfo info, @Nullable PartitionReassignment reassignment) {
    List<Integer> replicas = ids(info.replicas());
    if (reassignment != null) {
      replicas = new ArrayList<>(reassignment.replicas());
      replicas.removeAll(reassignment.removingReplicas());
    }
    Node leader = info.leader();
    return new Partition(
        replicas,
        leader == null || leader.isEmpty() ? null : leader.id(),
        ids(info.isr()),
        reassignment != null);
  }

  private static List<Integer> ids(List<Node> brokers) {
    return brokers.stream().map(Node::id).toList();
  }

  private Map<String, Map<String, ConfigEntry>> overrides(List<String> topics)
      throws RetriableAdminException, InterruptedException {
    var overrides = new HashMap<String, Map<String, ConfigEntry>>();
    for (List<String> batch : Batches.of(topics, topic -> 1)) {
      KafkaFuture<Map<ConfigResource, Config>> configs =
          admin
              .describeConfigs(
                  batch.stream()
                      .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                      .toList())
              .all();
      AdminResults.of(configs)
          .forEach((resource, config) -> overrides.put(resource.name(), overrides(config)));
    }
    return overrides;
  }

  private static Map<String, ConfigEntry> overrides(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
        .collect(Collectors.toMap(ConfigEntry::name, entry -> entry));
  }

  /**
   * The actual state of a cluster.
   *
   * @param racks rack of each live broker, by broker id
   * @param topics all topics, by name
   */
  record ActualCluster(Map<Integer, String> racks, Map<String, ActualTopic> topics) {}

  /**
   * The actual state of a topic.
   *
   * @param partitions partitions in the order of their numbers
   * @param overrides topic configs that override broker defaults
   */
  record ActualTopic(List<Partition> partitions, Map<String, ConfigEntry> overrides) {

    /**
     * A partition.
     *
     * @param replicas broker ids of its replicas, after an ongoing reassignment; the first is the
     *     preferred leader
     * @param leader broker id of its leader; null when it has none
     * @param isr broker ids of the in-sync replicas
     * @param reassigning whether a reassignment is in progress
     */
    record Partition(
        List<Integer> replicas, @Nullable Integer leader, List<Integer> isr, boolean reassigning) {}
  }
}
