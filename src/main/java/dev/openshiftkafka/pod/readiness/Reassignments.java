package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.protocol.Errors;

/**
 * The partitions that are being moved to other brokers, as the controller knows them.
 *
 * <p>With KRaft the own broker passes the question on to the controller. With ZooKeeper the
 * controller is a broker, and must be asked itself. Each question has a connection of its own,
 * because one that is answered late must not disturb others.
 */
final class Reassignments {
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
