package dev.openshiftkafka.config;

import java.util.Map;
import java.util.Set;

/** One topic that the stack makes and keeps as it is declared. */
public record TopicConfig(
    @Key(doc = "Its name.") String name,
    @Key(
            doc =
                "Number of its partitions. It may be raised, and records with keys then go to other"
                    + " partitions than before; Kafka takes no partition away.")
        Integer partitions,
    @Key(
            doc =
                "Replicas of each partition, each on another broker. When it changes, `pulumi up` waits"
                    + " until all records are copied.",
            defaultsTo = "3")
        Integer replicationFactor,
    @Key(
            doc =
                "All settings in which the topic differs from the brokers' defaults, such as"
                    + " `retention.ms`: what is set in the cluster and not here is taken back.",
            defaultsTo = "{}")
        Map<String, String> settings) {
  private static final String IN_SYNC = "min.insync.replicas";

  /** Kafka makes them when they are needed, and their settings decide about its own data. */
  private static final Set<String> INTERNAL =
      Set.of(
          "__cluster_metadata",
          "__consumer_offsets",
          "__remote_log_metadata",
          "__share_group_state",
          "__transaction_state");

  /** The most that Kafka makes in one request. */
  private static final int MAX_PARTITIONS = 10_000;

  private static final int MAX_REPLICAS = 99;

  /** Checks each key, and that the settings go with the number of replicas. */
  public TopicConfig {
    String givenName = name;
    Integer givenPartitions = partitions;
    Integer factor = replicationFactor;
    Map<String, String> given = settings;
    Checks.run(
        checks -> {
          checkName(checks, givenName);
          checks
              .between("partitions", givenPartitions, 1, MAX_PARTITIONS, "partitions of one topic")
              .between("replicationFactor", factor, 1, MAX_REPLICAS, "replicas, one per broker");
          if (given != null) {
            given.forEach((key, value) -> checkSetting(checks, key, value));
            checkInSync(checks, given.get(IN_SYNC), factor);
          }
        });
  }

  private static void checkName(Checks checks, String name) {
    checks
        .that(
            "name",
            name,
            text -> text.matches("[a-zA-Z0-9._-]{1,249}") && !text.matches("\\.{1,2}"),
            "must be 1 to 249 letters, digits, dots, underscores and hyphens, and more than dots")
        .that(
            "name",
            name,
            text -> !INTERNAL.contains(text),
            "is a topic that Kafka makes and keeps itself; remove it");
  }

  private static void checkSetting(Checks checks, String key, String value) {
    String path = "settings." + key;
    if (!key.matches("[a-z][a-z0-9]*([._-][a-z0-9]+)*")) {
      checks.fault(path, value, "is not the name of a topic's setting, such as retention.ms");
    } else if (key.endsWith(".replication.throttled.replicas")) {
      checks.fault(
          path, value, "belongs to the tool that moves partitions, while it does; remove it");
    } else if (!value.strip().equals(value) || value.matches("(?s).*[\\r\\n].*")) {
      checks.fault(path, value, "must be one line without blanks at its ends");
    }
  }

  private static void checkInSync(Checks checks, String inSync, Integer factor) {
    if (inSync == null || factor == null) {
      return;
    }
    if (!inSync.matches("[1-9][0-9]{0,3}")) {
      checks.fault("settings." + IN_SYNC, inSync, "must be a whole number from 1");
    } else if (Integer.parseInt(inSync) > factor) {
      checks.fault(
          "settings." + IN_SYNC,
          inSync,
          "is more than replicationFactor ("
              + factor
              + "): so many can never be in sync; lower it, or raise the other");
    }
  }
}
