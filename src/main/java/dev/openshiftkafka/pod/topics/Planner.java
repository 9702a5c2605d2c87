package dev.openshiftkafka.pod.topics;

import dev.openshiftkafka.pod.topics.AdminResults.RefusedException;
import dev.openshiftkafka.pod.topics.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualCluster;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualTopic.Partition;
import dev.openshiftkafka.pod.topics.ClusterReader.ActualTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Compares what is declared with what is. */
final class Planner {
  private final ActualCluster cluster;
  private final ReplicaPlacement placement;
  private final List<String> faults = new ArrayList<>();
  private final List<String> obstacles = new ArrayList<>();
  private final List<DeclaredTopic> creations = new ArrayList<>();
  private final Map<String, Integer> increases = new TreeMap<>();
  private final Map<String, Collection<AlterConfigOp>> settings = new TreeMap<>();
  private final Map<TopicPartition, List<Integer>> moves = new HashMap<>();
  private final Set<TopicPartition> moving = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  private Planner(ActualCluster cluster) {
    this.cluster = cluster;
    this.placement = new ReplicaPlacement(cluster);
  }

  /**
   * What must be done.
   *
   * @throws RefusedException with all that can never be done
   * @throws RetriableAdminException when something cannot be done now
   */
  static Plan plan(Declaration declared, ActualCluster cluster)
      throws RefusedException, RetriableAdminException {
    var planner = new Planner(cluster);
    declared.topics().forEach(planner::compare);
    List<String> deletions =
        declared.delete().stream().filter(cluster.topics()::containsKey).toList();
    deletions.forEach(name -> planner.lines.add("delete " + name + ", with all its records"));
    if (!planner.faults.isEmpty()) {
      throw new RefusedException(
          "The topics cannot be made as they are declared, and nothing was changed",
          planner.faults);
    }
    if (!planner.obstacles.isEmpty()) {
      throw new RetriableAdminException(String.join("; ", planner.obstacles));
    }
    return new Plan(
        planner.creations,
        planner.increases,
        planner.settings,
        planner.moves,
        planner.moving,
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
          "topic %s: replication factor %d needs as many brokers, and %d serve"
              .formatted(declared.name(), declared.replicationFactor(), brokers));
    } else if (actual == null) {
      creations.add(declared);
      lines.add("create " + declared.name() + ": " + declared.summary());
    } else {
      compareSettings(declared, actual);
      compareReplicas(declared, actual.partitions());
      comparePartitions(declared, actual.partitions().size());
    }
  }

  private void compareSettings(DeclaredTopic declared, ActualTopic actual) {
    var changed = SettingChanges.of(declared.settings(), actual.overrides());
    if (!changed.changes().isEmpty()) {
      settings.put(declared.name(), changed.changes());
      changed.lines().forEach(line -> lines.add("set " + declared.name() + ": " + line));
    }
  }

  private void compareReplicas(DeclaredTopic declared, List<Partition> partitions) {
    int moved = 0;
    for (int i = 0; i < partitions.size(); i++) {
      Partition partition = partitions.get(i);
      var id = new TopicPartition(declared.name(), i);
      if (partition.replicas().size() == declared.replicationFactor()) {
        if (partition.moving()) {
          moving.add(id);
        }
      } else if (partition.leader() == null) {
        obstacles.add("partition " + id + " has no leader, so its replicas cannot be changed");
      } else {
        moves.put(id, placement.of(partition, declared.replicationFactor()));
        moved++;
      }
    }
    if (moved > 0) {
      lines.add(
          "move %s: replication factor %d for %d of %d partitions"
              .formatted(declared.name(), declared.replicationFactor(), moved, partitions.size()));
    }
  }

  private void comparePartitions(DeclaredTopic declared, int actual) {
    if (actual > declared.partitions()) {
      faults.add(
          ("topic %s: it has %d partitions in the cluster and is declared with %d, and Kafka takes"
                  + " none away: declare at least %d")
              .formatted(declared.name(), actual, declared.partitions(), actual));
    } else if (actual < declared.partitions()) {
      increases.put(declared.name(), declared.partitions());
      lines.add(
          "add partitions to %s: %d -> %d"
              .formatted(declared.name(), actual, declared.partitions()));
    }
  }

  /**
   * What must be done, so that a cluster is as it is declared.
   *
   * @param creations topics to be made
   * @param increases topics that get more partitions, with the new number
   * @param settings changes of settings, by topic
   * @param moves partitions that get other replicas
   * @param moving partitions of declared topics that get other replicas already
   * @param deletions topics to be deleted
   * @param lines the same in words
   */
  record Plan(
      List<DeclaredTopic> creations,
      Map<String, Integer> increases,
      Map<String, Collection<AlterConfigOp>> settings,
      Map<TopicPartition, List<Integer>> moves,
      Set<TopicPartition> moving,
      List<String> deletions,
      List<String> lines) {

    /** Copies, so that a plan stays as it was made. */
    Plan {
      creations = List.copyOf(creations);
      increases = Map.copyOf(increases);
      settings = Map.copyOf(settings);
      moves = Map.copyOf(moves);
      moving = Set.copyOf(moving);
      deletions = List.copyOf(deletions);
      lines = List.copyOf(lines);
    }
  }

  /** Compares the settings of a topic: what is declared is all in which it may differ. */
  static final class SettingChanges {
    /** The tool that moves partitions sets these while it does, and takes them back. */
    private static final String OF_THE_MOVER = ".replication.throttled.replicas";

    private final List<AlterConfigOp> changes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private SettingChanges() {}

    static SettingChanges of(Map<String, String> declared, Map<String, ConfigEntry> actual) {
      var result = new SettingChanges();
      var keys = new TreeSet<>(actual.keySet());
      keys.removeIf(key -> key.endsWith(OF_THE_MOVER));
      keys.addAll(declared.keySet());
      keys.forEach(key -> result.compare(key, declared.get(key), actual.get(key)));
      return result;
    }

    private void compare(String key, String declared, ConfigEntry actual) {
      if (declared == null) {
        changes.add(new AlterConfigOp(new ConfigEntry(key, null), OpType.DELETE));
        lines.add(key + "=" + actual.value() + " -> the brokers' default");
      } else if (actual == null) {
        changes.add(new AlterConfigOp(new ConfigEntry(key, declared), OpType.SET));
        lines.add(key + "=" + declared);
      } else if (!same(declared, actual)) {
        changes.add(new AlterConfigOp(new ConfigEntry(key, declared), OpType.SET));
        lines.add(key + "=" + actual.value() + " -> " + declared);
      }
    }

    /** Brokers answer with the value as they have read it: of 0.50 they make 0.5. */
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
        // The broker says what is wrong with it.
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
