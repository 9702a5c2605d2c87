package dev.openshiftkafka.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topics that the stack makes and keeps. */
public record TopicsConfig(
    @Key(doc = "The topics.", defaultsTo = "[]") List<TopicConfig> declared,
    @Key(
            doc =
                "Whether a topic that is taken out of `declared` is deleted, with all its records, by"
                    + " the same update. Otherwise it stays in the cluster, and is the stack's no more.",
            defaultsTo = "false")
        Boolean allowDelete,
    @Key(
            doc =
                "Seconds after which `pulumi up` gives up waiting until all topics are as declared."
                    + " Copying of replicas goes on even so, and the next `pulumi up` waits again.",
            defaultsTo = "1800")
        Integer readyTimeoutSeconds,
    @Key(
            doc = "Resources of the Job that makes the topics.",
            defaultsTo = "{\"cpu\": \"100m\", \"memory\": \"256Mi\"}")
        ResourcesConfig resources) {

  /** Checks that no two topics are in each other's way. */
  public TopicsConfig {
    List<TopicConfig> given = declared;
    Integer ready = readyTimeoutSeconds;
    Checks.run(
        checks -> {
          checks.between("readyTimeoutSeconds", ready, 30, 86400, "seconds to wait for topics");
          if (given != null) {
            checkNames(checks, given);
          }
        });
  }

  /** Whether there is anything to make, or to delete. */
  public boolean isWanted() {
    return !declared.isEmpty() || allowDelete;
  }

  /** Demands that each replica has a broker of its own. */
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
            "is more than kafka.brokers (" + brokers + "): lower it, or add brokers");
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
      // In the names of metrics both stand for the same, so Kafka refuses the second.
      Integer first = seen.putIfAbsent(name.replace('.', '_'), i);
      if (first != null && topics.get(first).name().equals(name)) {
        checks.fault(key, name, "is declared twice: declared[" + first + "] has it, too");
      } else if (first != null) {
        checks.fault(
            key,
            name,
            "is too like "
                + topics.get(first).name()
                + ": Kafka takes no two topics that differ in dots and underscores only; rename one");
      }
    }
  }
}
