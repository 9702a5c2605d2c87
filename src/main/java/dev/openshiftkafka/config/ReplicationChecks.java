package dev.openshiftkafka.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many replicas topics have, and how many of them must be in sync for a write to succeed. */
final class ReplicationChecks {
  /** What holds when a setting is absent; Kafka's internal topics default to the same. */
  private static final int DEFAULT_FACTOR = 3;

  private static final int DEFAULT_IN_SYNC = 2;

  private static final List<Topics> TOPICS =
      List.of(
          new Topics("default.replication.factor", "min.insync.replicas"),
          new Topics("offsets.topic.replication.factor", "min.insync.replicas"),
          new Topics("transaction.state.log.replication.factor", "transaction.state.log.min.isr"),
          new Topics(
              "share.coordinator.state.topic.replication.factor",
              "share.coordinator.state.topic.min.isr"));

  private final Checks checks;
  private final Map<String, String> settings;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<String> faulty = new HashSet<>();

  private ReplicationChecks(Checks checks, Map<String, String> settings) {
    this.checks = checks;
    this.settings = settings;
  }

  /** Two settings that decide about the same topics. */
  private record Topics(String factor, String inSync) {}

  /** Checks the settings; the number of brokers is null when it is not known. */
  static void run(Checks checks, Map<String, String> settings, Integer brokers) {
    var replication = new ReplicationChecks(checks, settings);
    for (Topics topics : TOPICS) {
      replication.readNumber(topics.factor());
      replication.readNumber(topics.inSync());
    }
    TOPICS.forEach(topics -> replication.check(topics, brokers));
  }

  private void readNumber(String key) {
    String value = settings.get(key);
    if (value == null || numbers.containsKey(key) || faulty.contains(key)) {
      return;
    }
    if (value.strip().matches("[1-9][0-9]{0,3}")) {
      numbers.put(key, Integer.valueOf(value.strip()));
    } else {
      fault(key, "must be a whole number from 1");
    }
  }

  private void check(Topics topics, Integer brokers) {
    if (faulty.contains(topics.factor()) || faulty.contains(topics.inSync())) {
      return;
    }
    int factor = numbers.getOrDefault(topics.factor(), DEFAULT_FACTOR);
    int inSync = numbers.getOrDefault(topics.inSync(), DEFAULT_IN_SYNC);
    if (brokers != null && factor > brokers) {
      fault(
          topics.factor(),
          "is more than kafka.brokers (" + brokers + "): no topic could be made; lower it");
    } else if (inSync > factor && numbers.containsKey(topics.inSync())) {
      fault(
          topics.inSync(),
          "is more than "
              + topics.factor()
              + " ("
              + factor
              + "): no write would be acknowledged; lower it");
    } else if (inSync > factor) {
      fault(
          topics.factor(),
          "is less than "
              + topics.inSync()
              + " (by default "
              + inSync
              + "): no write would be acknowledged; raise it");
    }
  }

  private void fault(String key, String allowed) {
    faulty.add(key);
    checks.fault("settings." + key, settings.get(key), allowed);
  }
}
