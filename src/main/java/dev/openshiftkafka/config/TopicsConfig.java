package dev.openshiftkafka.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topics that the stack creates and updates, and how. */
public record TopicsConfig(
    @Key(doc = "Topics to create and update.", defaultsTo = "[]") List<TopicConfig> declared,
    @Key(
            doc =
                "Whether the update that removes a topic from `declared` deletes the topic with all"
                    + " its records. Otherwise the topic stays in the cluster, and the stack no"
                    + " longer manages it.",
            defaultsTo = "false")
        Boolean allowDelete,
    @Key(
            doc =
                "Whether each declared topic that deletes records and has no `retention.bytes` gets"
                    + " one, so that all declared partitions together fill at most 80 % of each"
                    + " broker's volume. Kafka then deletes the oldest records before their"
                    + " retention time when producers write more than fits.",
            defaultsTo = "false")
        Boolean limitRetentionToDisk,
    @Key(
            doc =
                "Seconds that `pulumi up` waits until all topics are as declared. After that,"
                    + " replicas are still copied, and the next `pulumi up` waits again.",
            defaultsTo = "1800")
        Integer readyTimeoutSeconds,
    @Key(
            doc =
                "CPU and memory of the Job that creates and updates the topics, and of the Jobs of"
                    + " users and broker settings.",
            defaultsTo = "{\"cpu\": \"100m\", \"memory\": \"256Mi\"}")
        ResourcesConfig resources) {

  /** Checks that the names of the topics do not collide. */
  public TopicsConfig {
    Checks.run(
        checks -> {
          checks.between("readyTimeoutSeconds", readyTimeoutSeconds, 30, 86400, "seconds");
          if (declared != null) {
            checkNames(checks, declared);
          }
        });
  }

  /** Whether there are topics to create, or perhaps to delete. */
  public boolean isWanted() {
    return !declared.isEmpty() || allowDelete;
  }

  /** The same topics without {@link #limitRetentionToDisk}. */
  TopicsConfig withoutDiskLimit() {
    return new TopicsConfig(declared, allowDelete, false, readyTimeoutSeconds, resources);
  }

  /** Checks that no topic has more replicas than there are brokers. */
  void checkBrokers(Checks checks, int brokers) {
    if (declared == null) {
      return;
    }
    for (int i = 0; i < declared.size(); i++) {
      if (declared.get(i) != null) {
        checks.that(
            "topics.declared[" + i + "].replicationFactor",
            declared.get(i).replicationFactor(),
            factor -> factor <= brokers,
            "is more than kafka.brokers (" + brokers + "); lower it or add brokers");
      }
    }
  }

  /** Checks the settings of the topics by Kafka's definitions of the brokers' version. */
  void checkSettings(Checks checks, BrokersConfig kafka) {
    if (declared == null) {
      return;
    }
    for (int i = 0; i < declared.size(); i++) {
      TopicConfig topic = declared.get(i);
      if (topic != null && topic.settings() != null) {
        String path = "topics.declared[" + i + "].settings";
        KafkaDefinitions.of(kafka.version())
            .ifPresent(
                definitions ->
                    DefinitionChecks.ofTopic(checks, definitions, path, topic.settings()));
        if (!Boolean.TRUE.equals(kafka.allowUncleanLeaderElection())) {
          BrokersConfig.refuseUncleanElection(checks, path, topic.settings());
        }
      }
    }
  }

  private static void checkNames(Checks checks, List<TopicConfig> topics) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < topics.size(); i++) {
      if (topics.get(i) == null || topics.get(i).name() == null) {
        continue;
      }
      String key = "declared[" + i + "].name";
      String name = topics.get(i).name();
      // Metric names do not distinguish '.' and '_', so Kafka rejects the second topic.
      Integer first = seen.putIfAbsent(name.replace('.', '_'), i);
      if (first != null && topics.get(first).name().equals(name)) {
        checks.fault(key, name, "is a duplicate of declared[" + first + "]; remove one");
      } else if (first != null) {
        checks.fault(
            key,
            name,
            "collides with topic "
                + topics.get(first).name()
                + ", because Kafka does not distinguish '.' and '_'; rename one");
      }
    }
  }
}
