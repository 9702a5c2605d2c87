package dev.openshiftkafka.pod.readiness;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cluster as one broker sees it.
 *
 * @param self id of that broker
 * @param live ids of the brokers that the controller counts as alive
 * @param partitions all partitions of all topics
 * @param minInsync {@code min.insync.replicas} by topic; a topic that is missing was just deleted
 */
record ClusterView(
    int self, Set<Integer> live, List<Partition> partitions, Map<String, Integer> minInsync) {

  /**
   * A partition.
   *
   * @param leader id of its leader, or a negative number
   * @param replicas ids of the brokers that shall have it; without those to which it is only being
   *     moved: they have not served it yet, and the move may take hours
   * @param insync ids of those that have all of it
   */
  record Partition(
      String topic, int number, int leader, List<Integer> replicas, List<Integer> insync) {
    List<Integer> outside() {
      return replicas.stream().filter(replica -> !insync.contains(replica)).toList();
    }

    @Override
    public String toString() {
      return topic + "-" + number;
    }
  }

  int minInsync(Partition partition) {
    return minInsync.getOrDefault(partition.topic(), 1);
  }
}
