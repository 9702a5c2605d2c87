package dev.openshiftkafka.pod.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.pod.readiness.BrokerRule.ClusterView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseDataJsonConverter;

/**
 * A broker's metadata at one moment, from a file that {@link StateRecorder} wrote.
 *
 * @param minInsync {@code min.insync.replicas} by topic
 * @param adding brokers that a reassignment is adding, by topic and partition
 */
record RecordedState(
    MetadataResponseData metadata,
    Map<String, Integer> minInsync,
    Map<String, Map<Integer, List<Integer>>> adding) {
  static final short VERSION = 12;

  static RecordedState read(String name) {
    try {
      JsonNode state =
          new ObjectMapper()
              .readTree(Path.of("src/test/resources/readiness", name + ".json").toFile());
      var minInsync = new HashMap<String, Integer>();
      state
          .get("minInsync")
          .fields()
          .forEachRemaining(e -> minInsync.put(e.getKey(), e.getValue().asInt()));
      return new RecordedState(
          MetadataResponseDataJsonConverter.read(state.get("metadata"), VERSION),
          minInsync,
          adding(state.get("adding")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, Map<Integer, List<Integer>>> adding(JsonNode topics) {
    var adding = new HashMap<String, Map<Integer, List<Integer>>>();
    topics
        .fields()
        .forEachRemaining(
            topic ->
                topic
                    .getValue()
                    .fields()
                    .forEachRemaining(
                        partition -> {
                          var brokers = new ArrayList<Integer>();
                          partition.getValue().forEach(broker -> brokers.add(broker.asInt()));
                          adding
                              .computeIfAbsent(topic.getKey(), any -> new HashMap<>())
                              .put(Integer.valueOf(partition.getKey()), brokers);
                        }));
    return adding;
  }

  ClusterView seenBy(int broker) {
    return Broker.view(broker, metadata, minInsync, adding);
  }
}
