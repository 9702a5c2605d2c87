package dev.openshiftkafka.pod.readiness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.pod.readiness.Broker.MinInsyncReplicas;
import dev.openshiftkafka.pod.readiness.Broker.Reassignments;
import java.io.File;
import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseDataJsonConverter;

/**
 * Records a broker's metadata for {@link RecordedState}.
 *
 * <p>With {@code kubectl port-forward} to a broker: {@code java -cp ... StateRecorder PORT FILE}.
 */
final class StateRecorder {
  private StateRecorder() {}

  /** Arguments: port on the loopback, file. */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    var json = new ObjectMapper();
    ObjectNode state = json.createObjectNode();
    try (var broker = NodeConnections.plain(port).toOwn()) {
      MetadataResponseData metadata =
          broker.send(
              new MetadataRequestData().setTopics(null).setAllowAutoTopicCreation(false),
              RecordedState.VERSION,
              new MetadataResponseData());
      var topics =
          metadata.topics().stream().map(topic -> topic.name()).collect(Collectors.toSet());
      state.set(
          "metadata", MetadataResponseDataJsonConverter.write(metadata, RecordedState.VERSION));
      state.set("minInsync", json.valueToTree(new MinInsyncReplicas().of(topics, broker)));
      var controller = metadata.brokers().find(metadata.controllerId());
      state.set(
          "adding",
          json.valueToTree(
              controller == null
                  ? java.util.Map.of()
                  : new Reassignments(NodeConnections.plain(port), false).adding(controller)));
    }
    json.writerWithDefaultPrettyPrinter().writeValue(new File(arguments[1]), state);
  }
}
