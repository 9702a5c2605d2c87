package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.ClusterView.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;

/**
 * The broker beside this program.
 *
 * <p>What it knows of the cluster is what its controller told it, milliseconds ago, and nothing at
 * all just after its start: with ZooKeeper its memory begins empty, and with KRaft it takes
 * requests only when it has read the metadata to beyond its own registration. Cut off from the
 * controller it would go on to tell old news; so each time the controller is asked, too, for moves
 * of partitions.
 */
final class Broker implements KafkaNode {
  private static final int METADATA_VERSION = 12;

  private final int id;
  private final int port;
  private final Reassignments reassignments;
  private final MinInsyncReplicas minInsync = new MinInsyncReplicas();
  private NodeConnection connection;

  Broker(int id, int port) {
    this.id = id;
    this.port = port;
    this.reassignments = new Reassignments(port);
  }

  @Override
  public Assessment ask() throws IOException {
    if (connection == null) {
      connection = new NodeConnection(LOOPBACK, port);
    }
    MetadataResponseData metadata =
        connection.ask(
            new MetadataRequestData().setTopics(null).setAllowAutoTopicCreation(false),
            METADATA_VERSION,
            new MetadataResponseData());
    MetadataResponseBroker controller = metadata.brokers().find(metadata.controllerId());
    if (controller == null) {
      return Assessment.unknown("broker " + id + " knows no controller");
    }
    Set<String> topics =
        metadata.topics().stream().map(topic -> topic.name()).collect(Collectors.toSet());
    Map<String, Integer> demanded = minInsync.of(topics, connection);
    Map<String, Map<Integer, List<Integer>>> adding;
    try {
      adding = reassignments.adding(controller);
    } catch (IOException e) {
      return Assessment.unknown("the controller does not answer: " + e.getMessage());
    }
    return BrokerRule.assess(view(id, metadata, demanded, adding));
  }

  @Override
  public void forget() {
    if (connection != null) {
      try {
        connection.close();
      } catch (IOException e) {
        // It is not used again.
      }
    }
    connection = null;
    minInsync.forget();
  }

  /**
   * The view that an answer gives.
   *
   * @param adding brokers to which a partition is being moved, by topic and partition
   */
  static ClusterView view(
      int id,
      MetadataResponseData metadata,
      Map<String, Integer> minInsync,
      Map<String, Map<Integer, List<Integer>>> adding) {
    var partitions = new ArrayList<Partition>();
    metadata
        .topics()
        .forEach(
            topic ->
                topic
                    .partitions()
                    .forEach(
                        partition ->
                            partitions.add(
                                partition(
                                    topic.name(),
                                    partition,
                                    adding
                                        .getOrDefault(topic.name(), Map.of())
                                        .getOrDefault(partition.partitionIndex(), List.of())))));
    Set<Integer> live =
        metadata.brokers().stream()
            .map(MetadataResponseBroker::nodeId)
            .collect(Collectors.toUnmodifiableSet());
    return new ClusterView(id, live, partitions, minInsync);
  }

  private static Partition partition(
      String topic, MetadataResponsePartition partition, List<Integer> adding) {
    List<Integer> replicas = partition.replicaNodes();
    if (!adding.isEmpty()) {
      replicas = replicas.stream().filter(replica -> !adding.contains(replica)).toList();
    }
    return new Partition(
        topic, partition.partitionIndex(), partition.leaderId(), replicas, partition.isrNodes());
  }
}
