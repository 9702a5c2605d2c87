package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks tiered storage between the parts of a configuration; a faulty or missing part is null.
 *
 * @param kafka the brokers
 * @param aws the AWS layer, which may declare the bucket and the role
 * @param layers the layers of the stack
 */
record TieredStorageChecks(BrokersConfig kafka, AwsConfig aws, List<Layer> layers) {
  private static final String KEY = "kafka.tieredStorage";
  private static final String BUCKET = "aws.tieredStorage";

  void run(
      Checks checks,
      @Nullable MetadataMode metadata,
      @Nullable TopicsConfig topics,
      @Nullable ProjectConfig project) {
    if (kafka == null) {
      return;
    }
    TieredStorageConfig storage = kafka.tieredStorage();
    if (storage == null && aws != null && aws.tieredStorage() != null) {
      checks.requires(
          BUCKET, null, KEY, "requires " + KEY + ", with which brokers use it; set both");
    }
    if (storage != null) {
      if (metadata == MetadataMode.ZOOKEEPER) {
        checks.fault(
            KEY,
            null,
            "requires metadata kraft, but metadata is zookeeper; remove it, and migrate to KRaft"
                + " first (docs/migrate-to-kraft.md)");
      }
      checkReplicas(checks, storage);
      checkPlugin(checks, storage);
      if (aws != null && aws.tieredStorage() != null) {
        checkAws(checks, storage, aws.tieredStorage(), project);
      }
    }
    checkTopics(checks, topics, storage != null);
  }

  private void checkReplicas(Checks checks, TieredStorageConfig storage) {
    if (kafka.brokers() != null) {
      checks.that(
          KEY + ".metadataReplicationFactor",
          storage.metadataReplicationFactor(),
          factor -> factor <= kafka.brokers(),
          "is more than kafka.brokers ("
              + kafka.brokers()
              + "), so that the topic could not be created; lower it or add brokers");
    }
  }

  /** What Aiven's plugin needs at least, without which brokers end when they start. */
  private void checkPlugin(Checks checks, TieredStorageConfig storage) {
    boolean faulty = aws == null && (layers == null || layers.contains(Layer.AWS));
    boolean derived = aws != null && aws.tieredStorage() != null;
    if (!storage.isAiven() || storage.settings() == null || faulty || derived) {
      return;
    }
    if (!storage.settings().containsKey(TieredStorageConfig.AIVEN_BACKEND)) {
      checks.requires(
          KEY + ".settings." + TieredStorageConfig.AIVEN_BACKEND,
          null,
          BUCKET,
          "is required with the plugin of Aiven; set the class of its storage backend, or "
              + BUCKET);
    }
  }

  private void checkAws(
      Checks checks,
      TieredStorageConfig storage,
      AwsTieredStorageConfig bucket,
      @Nullable ProjectConfig project) {
    bucket.checkName(checks, aws, project);
    if (storage.roleArn() != null) {
      checks.fault(
          KEY + ".roleArn",
          storage.roleArn(),
          "cannot be combined with " + BUCKET + ", which declares a role; remove one");
    }
    if (storage.settings() == null) {
      return;
    }
    if (storage.isAiven()) {
      for (String derived :
          List.of(
              TieredStorageConfig.AIVEN_BACKEND,
              TieredStorageConfig.AIVEN_BUCKET,
              TieredStorageConfig.AIVEN_REGION)) {
        checks.that(
            KEY + ".settings." + derived,
            storage.settings().get(derived),
            value -> false,
            "cannot be set: it is derived from " + BUCKET + "; remove it");
      }
    } else if (project != null && project.name() != null && aws.infrastructureName() != null) {
      String name = bucket.bucketName(aws, project);
      checks.that(
          KEY + ".settings",
          storage.settings(),
          settings -> settings.containsValue(name),
          "does not name the bucket of "
              + BUCKET
              + "; add the plugin's setting for it with the value "
              + name);
    }
  }

  private void checkTopics(Checks checks, @Nullable TopicsConfig topics, boolean enabled) {
    if (topics == null || topics.declared() == null || kafka.settings() == null) {
      return;
    }
    for (int i = 0; i < topics.declared().size(); i++) {
      TopicConfig topic = topics.declared().get(i);
      if (topic == null
          || topic.settings() == null
          || !RetentionSettings.isRemote(topic.settings())) {
        continue;
      }
      String path = "topics.declared[" + i + "].settings.";
      if (!enabled) {
        checks.requires(
            path + TopicConfig.REMOTE_STORAGE,
            "true",
            KEY,
            "requires " + KEY + ", without which brokers refuse it; set it, or remove this");
      }
      effective(topic).ifPresent(all -> checkTopic(checks, path, topic.settings(), all));
    }
  }

  /** The retention of a topic; empty when a value is not a number, which other checks report. */
  private Optional<RetentionSettings> effective(TopicConfig topic) {
    try {
      return Optional.of(RetentionSettings.ofBrokers(kafka.settings()).with(topic.settings()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The rules of Kafka's {@code LogConfig} for topics with remote storage. */
  private static void checkTopic(
      Checks checks, String path, Map<String, String> settings, RetentionSettings retention) {
    if (retention.compacts()) {
      checks.fault(
          path + TopicConfig.REMOTE_STORAGE,
          "true",
          "is not possible with cleanup.policy "
              + retention.policy()
              + ", because Kafka does not support remote storage of compacted topics; set"
              + " cleanup.policy to delete, or remove it");
    }
    if (retention.diskSeconds() > retention.seconds()) {
      checkLocal(checks, path, settings, "ms");
    }
    if (retention.diskBytes() > retention.bytes()) {
      checkLocal(checks, path, settings, "bytes");
    }
  }

  private static void checkLocal(
      Checks checks, String path, Map<String, String> settings, String unit) {
    String local = "local.retention." + unit;
    checks.fault(
        path + local,
        settings.get(local),
        "keeps records on the brokers for longer than retention."
            + unit
            + " keeps them at all, or than the brokers' default of it; lower it, or raise"
            + " retention."
            + unit);
  }
}
