package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView;
import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView.Partition;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * The broker in this pod, queried for its metadata.
 *
 * <p>A broker's metadata is what the controller last sent it, milliseconds ago. With ZooKeeper it
 * is empty just after the start; with KRaft the broker takes requests only after it has replayed
 * the metadata log beyond its own registration. A broker that is cut off from the controller would
 * return stale metadata, so each check also queries the controller, for reassignments.
 */
final class Broker implements KafkaNode {
  static final int METADATA_VERSION = 12;

  private final int id;
  private final NodeConnections connections;
  private final Reassignments reassignments;
  private final CertificateReload reload;
  private final MinInsyncReplicas minInsync = new MinInsyncReplicas();
  private @Nullable NodeConnection connection;

  /**
   * Creates a check of the broker in this pod.
   *
   * @param migrating whether it is a ZooKeeper broker that knows KRaft controllers
   */
  Broker(int id, NodeConnections connections, boolean migrating, PrintStream log) {
    this.id = id;
    this.connections = connections;
    this.reassignments = new Reassignments(connections, migrating);
    this.reload = new CertificateReload(id, connections, log);
  }

  @Override
  public Assessment assess() throws IOException {
    if (connection == null) {
      connection = connections.toOwn();
    }
    MetadataResponseData metadata =
        connection.send(
            new MetadataRequestData().setTopics(null).setAllowAutoTopicCreation(false),
            METADATA_VERSION,
            new MetadataResponseData());
    MetadataResponseBroker controller = metadata.brokers().find(metadata.controllerId());
    if (controller == null) {
      return Assessment.unknown("no controller in the metadata of broker " + id);
    }
    Set<String> topics =
        metadata.topics().stream().map(topic -> topic.name()).collect(Collectors.toSet());
    Map<String, Integer> minInsyncByTopic = minInsync.of(topics, connection);
    Map<String, Map<Integer, List<Integer>>> adding;
    try {
      adding = reassignments.adding(controller);
    } catch (IOException e) {
      return Assessment.unknown("the controller does not answer: " + e.getMessage());
    }
    reload.check();
    return BrokerRule.assess(view(id, metadata, minInsyncByTopic, adding));
  }

  @Override
  public void reset() {
    if (connection != null) {
      try {
        connection.close();
      } catch (IOException e) {
        // The connection is not used again.
      }
    }
    connection = null;
    minInsync.clear();
  }

  /**
   * Converts a metadata response.
   *
   * @param adding brokers that a reassignment is adding, by topic and partition
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
   * A cache of {@code min.insync.replicas} by topic. The setting changes rarely: new topics are
   * queried at once, and all topics every five minutes.
   */
  static final class MinInsyncReplicas {
    private static final int VERSION = 4;
    private static final String KEY = "min.insync.replicas";
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final Map<String, Integer> cache = new HashMap<>();
    private long clearedNanos = System.nanoTime();

    /** Returns the values of topics, without topics that have just been deleted. */
    Map<String, Integer> of(Set<String> topics, NodeConnection broker) throws IOException {
      if (System.nanoTime() - clearedNanos > MAX_AGE.toNanos()) {
        clear();
      }
      cache.keySet().retainAll(topics);
      var missing = new HashSet<>(topics);
      missing.removeAll(cache.keySet());
      if (!missing.isEmpty()) {
        query(missing, broker);
      }
      return Map.copyOf(cache);
    }

    void clear() {
      cache.clear();
      clearedNanos = System.nanoTime();
    }

    private void query(Set<String> topics, NodeConnection broker) throws IOException {
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
      for (var result :
          broker.send(request, VERSION, new DescribeConfigsResponseData()).results()) {
        for (var config : result.configs()) {
          cache.put(result.resourceName(), Integer.valueOf(config.value()));
        }
      }
    }
  }

  /**
   * Ongoing partition reassignments, from the controller.
   *
   * <p>With KRaft the broker forwards the request to the controller. With ZooKeeper the controller
   * is a broker and must be queried itself. A broker in a migration to KRaft forwards the request,
   * but until the KRaft controllers have taken over, the controller is a ZooKeeper broker, which
   * accepts no forwarded requests: the response never comes. Each request has a connection of its
   * own, so that a late response cannot be taken for that of another request.
   */
  static final class Reassignments {
    private static final int TIMEOUT_MILLIS = 3000;

    private final NodeConnections connections;
    private final boolean migrating;

    /**
     * Creates a client.
     *
     * @param migrating whether it queries the controller only, not the broker in this pod first
     */
    Reassignments(NodeConnections connections, boolean migrating) {
      this.connections = connections;
      this.migrating = migrating;
    }

    /**
     * Returns the brokers that reassignments are adding, by topic and partition.
     *
     * @param controller the controller of the metadata; with KRaft some broker
     * @throws IOException when the controller does not answer
     */
    Map<String, Map<Integer, List<Integer>>> adding(MetadataResponseBroker controller)
        throws IOException {
      ListPartitionReassignmentsResponseData response = null;
      if (!migrating) {
        response = query(connections.toOwn());
      }
      if (response == null || response.errorCode() == Errors.NOT_CONTROLLER.code()) {
        response = query(connections.to(controller.host(), controller.port()));
      }
      if (response.errorCode() != Errors.NONE.code()) {
        throw new IOException(Errors.forCode(response.errorCode()).message());
      }
      var adding = new HashMap<String, Map<Integer, List<Integer>>>();
      for (var topic : response.topics()) {
        var partitions = new HashMap<Integer, List<Integer>>();
        topic
            .partitions()
            .forEach(
                partition ->
                    partitions.put(partition.partitionIndex(), partition.addingReplicas()));
        adding.put(topic.name(), partitions);
      }
      return adding;
    }

    private static ListPartitionReassignmentsResponseData query(NodeConnection connection)
        throws IOException {
      try (connection) {
        return connection.send(
            new ListPartitionReassignmentsRequestData()
                .setTopics(null)
                .setTimeoutMs(TIMEOUT_MILLIS),
            0,
            new ListPartitionReassignmentsResponseData());
      }
    }
  }
}
