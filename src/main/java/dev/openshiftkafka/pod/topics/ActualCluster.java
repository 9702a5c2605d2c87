package dev.openshiftkafka.pod.topics;

import java.util.Map;

/**
 * A cluster as it is.
 *
 * @param racks the rack of each broker that serves, by its number
 * @param topics all topics, by name
 */
record ActualCluster(Map<Integer, String> racks, Map<String, ActualTopic> topics) {}
