package dev.openshiftkafka.pod.topics;

import dev.openshiftkafka.pod.topics.ClusterReader.ActualCluster;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualTopic;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualTopic.Partition;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ConfigEntry;

/** Builds the cluster of a test: brokers in racks, and topics. */
final class Topology {
  private final Map<Integer, String> racks = new TreeMap<>();
  private final Map<String, ActualTopic> topics = new HashMap<>();

  /** Brokers in the racks a, b and c, in turn. */
  static Topology ofBrokers(int brokers) {
    var topology = new Topology();
    for (int i = 0; i < brokers; i++) {
      topology.racks.put(i, String.valueOf((char) ('a' + i % 3)));
    }
    return topology;
  }

  /** Adds a topic by its replicas; the first of each partition leads, and all are in sync. */
  Topology topic(String name, List<List<Integer>> replicas) {
    return topic(
        name,
        replicas.stream().map(all -> new Partition(all, all.get(0), all, false)).toList(),
        Map.of());
  }

  Topology topic(String name, int partitions, Map<String, ConfigEntry> overrides) {
    return topic(
        name,
        Collections.nCopies(
            partitions, new Partition(List.of(0, 1, 2), 0, List.of(0, 1, 2), false)),
        overrides);
  }

  Topology topic(String name, List<Partition> partitions, Map<String, ConfigEntry> overrides) {
    topics.put(name, new ActualTopic(partitions, overrides));
    return this;
  }

  ActualCluster cluster() {
    return new ActualCluster(racks, topics);
  }

  static DeclaredTopic declared(String name, int partitions, int factor) {
    return new DeclaredTopic(name, partitions, factor, Map.of());
  }

  static Declaration declaration(DeclaredTopic... topics) {
    return new Declaration("id", Arrays.asList(topics), List.of());
  }

  /** A topic config as a broker returns it. */
  static ConfigEntry override(String name, String value, ConfigEntry.ConfigType type) {
    return new ConfigEntry(
        name,
        value,
        ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG,
        false,
        false,
        List.of(),
        type,
        null);
  }
}
