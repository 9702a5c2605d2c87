package dev.openshiftkafka.pod.topics;

import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualCluster;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualTopic;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualTopic.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Compares the declared topics with the actual ones. */
final class Planner {
  private final ActualCluster cluster;
  private final ReplicaPlacement placement;
  private final List<String> errors = new ArrayList<>();
  private final List<String> obstacles = new ArrayList<>();
  private final List<DeclaredTopic> creations = new ArrayList<>();
  private final Map<String, Integer> increases = new TreeMap<>();
  private final Map<String, Collection<AlterConfigOp>> configs = new TreeMap<>();
  private final Map<TopicPartition, List<Integer>> reassignments = new HashMap<>();
  private final Set<TopicPartition> reassigning = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  private Planner(ActualCluster cluster) {
    this.cluster = cluster;
    this.placement = new ReplicaPlacement(cluster);
  }

  /**
   * Plans the changes that reach the declared state.
   *
   * @throws RefusedException with all changes that Kafka does not support
   * @throws RetriableAdminException when a change is not possible now
   */
  static Plan plan(Declaration declared, ActualCluster cluster)
      throws RefusedException, RetriableAdminException {
    var planner = new Planner(cluster);
    declared.topics().forEach(planner::compare);
    List<String> deletions =
        declared.delete().stream().filter(cluster.topics()::containsKey).toList();
    deletions.forEach(name -> planner.lines.add("delete " + name + ", with all its records"));
    if (!planner.errors.isEmpty()) {
      throw new RefusedException(
          "The declared topics are not possible in this cluster; nothing was changed",
          planner.errors);
    }
    if (!planner.obstacles.isEmpty()) {
      throw new RetriableAdminException(String.join("; ", planner.obstacles));
    }
    return new Plan(
        planner.creations,
        planner.increases,
        planner.configs,
        planner.reassignments,
        planner.reassigning,
        deletions,
        planner.lines);
  }

  private void compare(DeclaredTopic declared) {
    ActualTopic actual = cluster.topics().get(declared.name());
    int brokers = cluster.racks().size();
    boolean grows =
        actual == null
            || actual.partitions().stream()
                .anyMatch(p -> p.replicas().size() < declared.replicationFactor());
    if (grows && declared.replicationFactor() > brokers) {
      obstacles.add(
          "topic %s: has replication factor %d, but only %d brokers are live; start the others"
              .formatted(declared.name(), declared.replicationFactor(), brokers));
    } else if (actual == null) {
      creations.add(declared);
      lines.add("create " + declared.name() + ": " + declared.summary());
    } else {
      compareConfigs(declared, actual);
      compareReplicas(declared, actual.partitions());
      comparePartitions(declared, actual.partitions().size());
    }
  }

  private void compareConfigs(DeclaredTopic declared, ActualTopic actual) {
    var changed = ConfigChanges.of(declared.settings(), actual.overrides());
    if (!changed.changes().isEmpty()) {
      configs.put(declared.name(), changed.changes());
      changed.lines().forEach(line -> lines.add("set " + declared.name() + ": " + line));
    }
  }

  private void compareReplicas(DeclaredTopic declared, List<Partition> partitions) {
    int reassigned = 0;
    for (int i = 0; i < partitions.size(); i++) {
      Partition partition = partitions.get(i);
      var id = new TopicPartition(declared.name(), i);
      if (partition.replicas().size() == declared.replicationFactor()) {
        if (partition.reassigning()) {
          reassigning.add(id);
        }
      } else if (partition.leader() == null) {
        obstacles.add(
            "partition " + id + ": has no leader, so it cannot be reassigned; start its brokers");
      } else {
        reassignments.put(id, placement.of(partition, declared.replicationFactor()));
        reassigned++;
      }
    }
    if (reassigned > 0) {
      lines.add(
          "reassign %s: replication factor %d for %d of %d partitions"
              .formatted(
                  declared.name(), declared.replicationFactor(), reassigned, partitions.size()));
    }
  }

  private void comparePartitions(DeclaredTopic declared, int actual) {
    if (actual > declared.partitions()) {
      errors.add(
          ("topic %s: has %d partitions in the cluster but is declared with %d, and Kafka cannot"
                  + " remove partitions; declare at least %d")
              .formatted(declared.name(), actual, declared.partitions(), actual));
    } else if (actual < declared.partitions()) {
      increases.put(declared.name(), declared.partitions());
      lines.add(
          "add partitions to %s: %d -> %d"
              .formatted(declared.name(), actual, declared.partitions()));
    }
  }

  /**
   * The changes that reach the declared state.
   *
   * @param creations topics to create
   * @param increases new number of partitions, by topic
   * @param configs changes of topic configs, by topic
   * @param reassignments new replicas, by partition
   * @param reassigning partitions of declared topics whose reassignment is in progress
   * @param deletions topics to delete
   * @param lines the changes in words, one a line
   */
  record Plan(
      List<DeclaredTopic> creations,
      Map<String, Integer> increases,
      Map<String, Collection<AlterConfigOp>> configs,
      Map<TopicPartition, List<Integer>> reassignments,
      Set<TopicPartition> reassigning,
      List<String> deletions,
      List<String> lines) {

    /** Copies all collections. */
    Plan {
      creations = List.copyOf(creations);
      increases = Map.copyOf(increases);
      configs = Map.copyOf(configs);
      reassignments = Map.copyOf(reassignments);
      reassigning = Set.copyOf(reassigning);
      deletions = List.copyOf(deletions);
      lines = List.copyOf(lines);
    }
  }

  /** Compares the configs of a topic: it has the declared overrides and no others. */
  static final class ConfigChanges {
    /** kafka-reassign-partitions.sh sets these for a throttled reassignment and removes them. */
    private static final String THROTTLES = ".replication.throttled.replicas";

    private final List<AlterConfigOp> changes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private ConfigChanges() {}

    static ConfigChanges of(Map<String, String> declared, Map<String, ConfigEntry> actual) {
      var result = new ConfigChanges();
      var keys = new TreeSet<>(actual.keySet());
      keys.removeIf(key -> key.endsWith(THROTTLES));
      keys.addAll(declared.keySet());
      keys.forEach(key -> result.compare(key, declared.get(key), actual.get(key)));
      return result;
    }

    private void compare(String key, @Nullable String declared, @Nullable ConfigEntry actual) {
      if (actual == null) {
        changes.add(new AlterConfigOp(new ConfigEntry(key, declared), OpType.SET));
        lines.add(key + "=" + declared);
      } else if (declared == null) {
        changes.add(new AlterConfigOp(new ConfigEntry(key, null), OpType.DELETE));
        lines.add(key + "=" + actual.value() + " -> broker default");
      } else if (!same(declared, actual)) {
        changes.add(new AlterConfigOp(new ConfigEntry(key, declared), OpType.SET));
        lines.add(key + "=" + actual.value() + " -> " + declared);
      }
    }

    /** Brokers return parsed values: 0.50 becomes 0.5. */
    private static boolean same(String declared, ConfigEntry actual) {
      if (declared.equals(actual.value())) {
        return true;
      }
      if (actual.type() == ConfigEntry.ConfigType.UNKNOWN) {
        return false;
      }
      var type = ConfigDef.Type.valueOf(actual.type().name());
      try {
        return ConfigDef.parseType(actual.name(), declared, type)
            .equals(ConfigDef.parseType(actual.name(), actual.value(), type));
      } catch (ConfigException e) {
        // The broker rejects the value and says why.
        return false;
      }
    }

    List<AlterConfigOp> changes() {
      return changes;
    }

    List<String> lines() {
      return lines;
    }
  }
}
