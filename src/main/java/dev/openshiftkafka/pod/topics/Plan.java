package dev.openshiftkafka.pod.topics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.common.TopicPartition;

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
