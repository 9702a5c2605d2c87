package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView.Partition;
import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.Errors;

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

  /**
   * How many replicas each topic wants in sync. It changes rarely: only new topics are asked for at
   * once, and all of them every few minutes.
   */
  static final class MinInsyncReplicas {
    private static final int VERSION = 4;
    private static final String KEY = "min.insync.replicas";
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Map<String, Integer> known = new HashMap<>();
    private long emptiedNanos = System.nanoTime();

    /** The values of topics; one that is deleted meanwhile has none. */
    Map<String, Integer> of(Set<String> topics, NodeConnection broker) throws IOException {
      if (System.nanoTime() - emptiedNanos > FRESH.toNanos()) {
        forget();
      }
      known.keySet().retainAll(topics);
      var missing = new HashSet<>(topics);
      missing.removeAll(known.keySet());
      if (!missing.isEmpty()) {
        ask(missing, broker);
      }
      return Map.copyOf(known);
    }

    void forget() {
      known.clear();
      emptiedNanos = System.nanoTime();
    }

    private void ask(Set<String> topics, NodeConnection broker) throws IOException {
      var request = new DescribeConfigsRequestData();
      for (String topic : topics) {
        request
            .resources()
            .add(
                new DescribeConfigsResource()
                    .setResourceType(ConfigResource.Type.TOPIC.id())
                    .setResourceName(topic)
                    .setConfigurationKeys(List.of(KEY)));
      }
      for (var result : broker.ask(request, VERSION, new DescribeConfigsResponseData()).results()) {
        for (var config : result.configs()) {
          known.put(result.resourceName(), Integer.valueOf(config.value()));
        }
      }
    }
  }

  /**
   * The partitions that are being moved to other brokers, as the controller knows them.
   *
   * <p>With KRaft the own broker passes the question on to the controller. With ZooKeeper the
   * controller is a broker, and must be asked itself. Each question has a connection of its own,
   * because one that is answered late must not disturb others.
   */
  static final class Reassignments {
    private static final int TIMEOUT_MILLIS = 3000;

    private final int port;

    /** The moves that the broker at a port of the loopback can ask for. */
    Reassignments(int port) {
      this.port = port;
    }

    /**
     * The brokers to which partitions are being moved, by topic and partition.
     *
     * @param controller the controller, if it is a broker
     * @throws IOException when the controller cannot be asked
     */
    Map<String, Map<Integer, List<Integer>>> adding(MetadataResponseBroker controller)
        throws IOException {
      ListPartitionReassignmentsResponseData answer = ask(KafkaNode.LOOPBACK, port);
      if (answer.errorCode() == Errors.NOT_CONTROLLER.code()) {
        answer = ask(controller.host(), controller.port());
      }
      if (answer.errorCode() != Errors.NONE.code()) {
        throw new IOException(Errors.forCode(answer.errorCode()).message());
      }
      var adding = new HashMap<String, Map<Integer, List<Integer>>>();
      for (var topic : answer.topics()) {
        var partitions = new HashMap<Integer, List<Integer>>();
        topic
            .partitions()
            .forEach(
                partition -> partitions.put(partition.partitionIndex(), partition.addingReplicas()));
        adding.put(topic.name(), partitions);
      }
      return adding;
    }

    private static ListPartitionReassignmentsResponseData ask(String host, int port)
        throws IOException {
      try (var connection = new NodeConnection(host, port)) {
        return connection.ask(
            new ListPartitionReassignmentsRequestData().setTopics(null).setTimeoutMs(TIMEOUT_MILLIS),
            0,
            new ListPartitionReassignmentsResponseData());
      }
    }
  }
}
