package dev.openshiftkafka.pod.topics;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ConfigEntry;

/**
 * A topic as it is.
 *
 * @param partitions in the order of their numbers
 * @param overrides the settings in which it differs from the brokers' defaults
 */
record ActualTopic(List<Partition> partitions, Map<String, ConfigEntry> overrides) {

  /**
   * One partition.
   *
   * @param replicas the brokers that have it, or will have it when it has moved; the first is
   *     preferred as leader
   * @param leader its leader, null when there is none
   * @param inSync the brokers whose replica has every record
   * @param moving whether replicas are being copied or removed just now
   */
  record Partition(List<Integer> replicas, Integer leader, List<Integer> inSync, boolean moving) {}
}
