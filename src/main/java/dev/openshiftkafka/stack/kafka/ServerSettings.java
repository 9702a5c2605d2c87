package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.StackConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings that every Kafka node of a cluster must agree on.
 *
 * <p>KRaft controllers need them as much as brokers: they choose the replication factor of a topic
 * that names none, and decide about unclean elections.
 */
final class ServerSettings {
  private ServerSettings() {}

  static Map<String, String> of(StackConfig config) {
    var defaults = new LinkedHashMap<String, String>();
    defaults.put("default.replication.factor", "3");
    defaults.put("min.insync.replicas", "2");
    defaults.put("offsets.topic.replication.factor", "3");
    defaults.put("transaction.state.log.replication.factor", "3");
    defaults.put("transaction.state.log.min.isr", "2");
    defaults.put("unclean.leader.election.enable", "false");
    defaults.put("auto.create.topics.enable", "false");
    // Brokers alone read it. A leader acknowledges nothing that a broker which has just come back
    // has yet to copy, for as long after that one was last in sync. Kafka's 30 s hold up writes
    // (docs/faults.md).
    defaults.put("replica.lag.time.max.ms", "10000");
    return PropertiesText.merged(defaults, config.kafka().settings());
  }
}
