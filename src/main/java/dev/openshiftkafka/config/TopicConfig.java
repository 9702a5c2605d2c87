package dev.openshiftkafka.config;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A topic that the stack creates and updates. */
public record TopicConfig(
    @Key(doc = "Name of the topic.") String name,
    @Key(
            doc =
                "Number of partitions. It can be increased, after which records with keys go to"
                    + " other partitions than before. Kafka cannot decrease it.")
        Integer partitions,
    @Key(
            doc =
                "Number of replicas of each partition, each on another broker. After a change,"
                    + " `pulumi up` waits until the replicas are in sync.",
            defaultsTo = "3")
        Integer replicationFactor,
    @Key(
            doc =
                "Topic configuration that overrides the brokers' defaults, such as `retention.ms`."
                    + " Overrides that are set in the cluster and not here are removed.",
            defaultsTo = "{}")
        Map<String, String> settings) {
  /** Characters and length of a name. */
  static final String NAME = "[a-zA-Z0-9._-]{1,249}";

  /** Setting with which Kafka copies the complete segments of a topic to remote storage. */
  public static final String REMOTE_STORAGE = "remote.storage.enable";

  private static final String MIN_ISR = "min.insync.replicas";

  /** Kafka creates these topics itself, and their configuration affects Kafka's own data. */
  private static final Set<String> INTERNAL =
      Set.of(
          "__cluster_metadata",
          "__consumer_offsets",
          "__remote_log_metadata",
          "__share_group_state",
          "__transaction_state");

  /** The most partitions that Kafka creates in one request. */
  private static final int MAX_PARTITIONS = 10_000;

  private static final int MAX_REPLICAS = 99;

  /** Checks each key, and the settings against the replication factor. */
  public TopicConfig {
    Checks.run(
        checks -> {
          checkName(checks, name);
          checks
              .between("partitions", partitions, 1, MAX_PARTITIONS, "partitions")
              .between(
                  "replicationFactor",
                  replicationFactor,
                  1,
                  MAX_REPLICAS,
                  "replicas, each on a broker of its own");
          if (settings != null) {
            settings.forEach((key, value) -> checkSetting(checks, key, value));
            checkMinIsr(checks, settings.get(MIN_ISR), replicationFactor);
          }
        });
  }

  /** Whether Kafka copies its complete segments to remote storage. */
  public boolean hasRemoteStorage() {
    return RetentionSettings.isRemote(settings);
  }

  private static void checkName(Checks checks, String name) {
    checks
        .that(
            "name",
            name,
            text -> text.matches(NAME) && !text.matches("\\.{1,2}"),
            "must be 1 to 249 letters, digits, '.', '_' and '-', and not '.' or '..'")
        .that(
            "name",
            name,
            text -> !INTERNAL.contains(text),
            "is an internal topic, which Kafka manages itself; remove it");
  }

  private static void checkSetting(Checks checks, String key, String value) {
    String path = "settings." + key;
    if (!key.matches("[a-z][a-z0-9]*([._-][a-z0-9]+)*")) {
      checks.fault(path, value, "is not the name of a topic setting such as retention.ms");
    } else if (key.endsWith(".replication.throttled.replicas")) {
      checks.fault(
          path, value, "is set by the partition reassignment tool while it runs; remove it");
    } else if (!ManagedSettings.isOneLine(value)) {
      checks.fault(path, value, "must be one line without leading or trailing whitespace");
    }
  }

  private static void checkMinIsr(
      Checks checks, @Nullable String minIsr, @Nullable Integer factor) {
    if (minIsr == null || factor == null) {
      return;
    }
    if (!minIsr.matches("[1-9][0-9]{0,3}")) {
      checks.fault("settings." + MIN_ISR, minIsr, "must be an integer of at least 1");
    } else if (Integer.parseInt(minIsr) > factor) {
      checks.fault(
          "settings." + MIN_ISR,
          minIsr,
          "is more than replicationFactor ("
              + factor
              + "), so that no write with acks=all would succeed; lower it or raise"
              + " replicationFactor");
    }
  }
}
