package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.TopicConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses changes after which Kafka would not find, or would delete, records in remote storage. */
public final class TieredStorageGuard {
  /** Snapshot key: names of the topics that have, or had until now, remote storage. */
  private static final String TOPICS = "tieredStorage.topics";

  /** Snapshot key: plugin and place of remote storage. */
  private static final String LOCATION = "tieredStorage.location";

  private static final String KEY = "kafka.tieredStorage";
  private static final String DELETE = "remote.log.delete.on.disable";

  private final StackConfig config;
  private final String locationBefore;
  private final Set<String> before;
  private final Map<String, TopicConfig> declared;

  private TieredStorageGuard(Map<String, String> deployed, StackConfig config) {
    this.config = config;
    this.locationBefore = deployed.getOrDefault(LOCATION, "");
    String topics = deployed.getOrDefault(TOPICS, "");
    this.before = topics.isEmpty() ? Set.of() : new TreeSet<>(List.of(topics.split(" ")));
    this.declared =
        config.topics().declared().stream()
            .collect(
                Collectors.toMap(
                    TopicConfig::name, topic -> topic, (a, b) -> a, LinkedHashMap::new));
  }

  /**
   * Compares tiered storage with that of the last successful update.
   *
   * @param deployed snapshot that this update exported, empty before the first update
   */
  public static TieredStorageGuard of(Map<String, String> deployed, StackConfig config) {
    return new TieredStorageGuard(deployed, config);
  }

  /** The reasons to refuse the change, each with what to do. */
  public List<String> refusals() {
    var reasons = new ArrayList<String>();
    if (!before.isEmpty() && config.kafka().tieredStorage() == null) {
      reasons.add(
          KEY
              + ": is removed, but topics have records in remote storage: "
              + String.join(", ", before)
              + "; delete the topics, or set remote.storage.enable false and "
              + DELETE
              + " true for them in an update before, which deletes those records");
    } else if (!before.isEmpty() && !location().equals(locationBefore)) {
      reasons.add(
          "%s: %s -> %s: Kafka would not find the records of topics in the old place: %s; keep it"
              .formatted(KEY, locationBefore, location(), String.join(", ", before)));
    }
    for (String name : before) {
      TopicConfig topic = declared.get(name);
      if (topic != null && !topic.hasRemoteStorage() && !deletes(topic)) {
        reasons.add(
            ("remote.storage.enable of topic %s: true -> false: Kafka refuses it while records are in"
                    + " remote storage; keep it, with remote.log.copy.disable true to copy no more,"
                    + " or set it to false with %s true, which deletes those records")
                .formatted(name, DELETE));
      }
    }
    return List.copyOf(reasons);
  }

  /** Warnings about records in remote storage that will be deleted. */
  public List<String> warnings() {
    List<String> deleted =
        declared.values().stream()
            .filter(topic -> before.contains(topic.name()))
            .filter(topic -> !topic.hasRemoteStorage() && deletes(topic))
            .map(TopicConfig::name)
            .toList();
    return deleted.isEmpty()
        ? List.of()
        : List.of(
            "topics.declared: the records in remote storage of these topics will be deleted,"
                + " because "
                + DELETE
                + " is true: "
                + String.join(", ", deleted));
  }

  /** Tiered storage as entries of the deployment snapshot. */
  public Map<String, String> snapshot() {
    var snapshot = new TreeMap<String, String>();
    if (config.kafka().tieredStorage() != null) {
      snapshot.put(LOCATION, location());
    }
    var topics = new TreeSet<String>();
    declared.values().stream()
        .filter(TopicConfig::hasRemoteStorage)
        .map(TopicConfig::name)
        .forEach(topics::add);
    if (!config.topics().allowDelete()) {
      // A topic that is no longer declared stays in the cluster as it is.
      before.stream().filter(name -> !declared.containsKey(name)).forEach(topics::add);
    }
    if (!topics.isEmpty()) {
      snapshot.put(TOPICS, String.join(" ", topics));
    }
    return snapshot;
  }

  private String location() {
    return config.kafka().tieredStorage() == null
        ? ""
        : config.kafka().tieredStorage().location(config.aws(), config.project());
  }

  private static boolean deletes(TopicConfig topic) {
    return "true".equalsIgnoreCase(topic.settings().get(DELETE));
  }
}
