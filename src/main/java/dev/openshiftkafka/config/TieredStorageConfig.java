package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tiered storage of the brokers (KIP-405), by a plugin that copies segments to remote storage. */
public record TieredStorageConfig(
    @Key(
            doc =
                "Class of the plugin, a `RemoteStorageManager`, such as"
                    + " `io.aiven.kafka.tieredstorage.RemoteStorageManager`.")
        String className,
    @Key(
            doc = "Class path of the plugin in the brokers' containers, separated by colons.",
            defaultsTo = "\"/tiered-storage/*\"")
        String classPath,
    @Key(
            doc =
                "Full reference of an image with the plugin's jars and the program `cp`, with which"
                    + " an init container copies `imagePath` to `/tiered-storage`. Not needed if the"
                    + " image of the brokers has the jars.",
            optional = true)
        String image,
    @Key(doc = "Folder of `image` with the plugin's jars. Required with `image`.", optional = true)
        String imagePath,
    @Key(
            doc =
                "Settings of the plugin, without Kafka's prefix `rsm.config.`. With"
                    + " `aws.tieredStorage` and the class of Aiven, the stack adds backend, bucket"
                    + " and region.",
            defaultsTo = "{}")
        Map<String, String> settings,
    @Key(
            doc =
                "ARN of an existing IAM role that the brokers assume. `aws.tieredStorage` declares"
                    + " a role instead.",
            optional = true)
        String roleArn,
    @Key(
            doc =
                "Replicas of the topic `__remote_log_metadata`, which says what is in remote"
                    + " storage. Kafka applies it when it creates the topic.",
            defaultsTo = "3")
        Integer metadataReplicationFactor,
    @Key(
            doc = "`min.insync.replicas` of the topic `__remote_log_metadata`, from Kafka 4.3 on.",
            defaultsTo = "2")
        Integer metadataMinIsr) {
  /** Folder in the brokers' containers with the jars of {@link #image}. */
  public static final String FOLDER = "/tiered-storage";

  /** Class of Aiven's plugin, whose settings for S3 the stack knows. */
  static final String AIVEN = "io.aiven.kafka.tieredstorage.RemoteStorageManager";

  static final String AIVEN_BACKEND = "storage.backend.class";
  static final String AIVEN_BUCKET = "storage.s3.bucket.name";
  static final String AIVEN_REGION = "storage.s3.region";

  private static final String AIVEN_S3 = "io.aiven.kafka.tieredstorage.storage.s3.S3Storage";

  /** Endings of the names of settings that say where the segments are. */
  private static final List<String> LOCATION =
      List.of("bucket.name", "container.name", "storage.root", "key.prefix", "dir");

  private static final String PREFIX = "rsm.config.";

  /** Settings are written to a ConfigMap, which every user of the project can read. */
  private static final String SECRET =
      "(?i).*([._-]|^)(password|secret|token|jaas[._]config|credentials\\.json|connection\\.string"
          + "|account\\.key|access\\.key|api\\.key)([._-].*)?";

  private static final int MAX_REPLICAS = 99;

  /** Checks each key, and that the settings have no secrets. */
  public TieredStorageConfig {
    Checks.run(
        checks -> {
          checks
              .matches(
                  "className",
                  className,
                  "([a-zA-Z_$][\\w$]*\\.)*[a-zA-Z_$][\\w$]*",
                  "must be the full name of a Java class")
              .matches(
                  "classPath",
                  classPath,
                  "/[\\w./*+-]*(:/[\\w./*+-]*)*",
                  "must be absolute paths separated by colons, such as /tiered-storage/core/*")
              .image("image", image)
              .matches(
                  "imagePath",
                  imagePath,
                  "(/[\\w.+-]+)+",
                  "must be an absolute path without trailing slash, such as /opt/plugin")
              .matches(
                  "roleArn",
                  roleArn,
                  "arn:[^:]+:iam::[0-9]{12}:role/.+",
                  "must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/kafka")
              .between(
                  "metadataReplicationFactor",
                  metadataReplicationFactor,
                  1,
                  MAX_REPLICAS,
                  "replicas, each on a broker of its own")
              .between("metadataMinIsr", metadataMinIsr, 1, MAX_REPLICAS, "replicas");
          if (image == null && imagePath != null) {
            checks.fault("imagePath", imagePath, "applies only with image; remove it or set image");
          } else if (image != null && imagePath == null) {
            checks.fault("imagePath", null, "is required with image; set the folder of its jars");
          }
          if (metadataReplicationFactor != null) {
            checks.that(
                "metadataMinIsr",
                metadataMinIsr,
                minIsr -> minIsr <= metadataReplicationFactor,
                "is more than metadataReplicationFactor ("
                    + metadataReplicationFactor
                    + "), so that no segment could be copied; lower it");
          }
          if (settings != null) {
            settings.forEach((name, value) -> checkSetting(checks, name, value));
          }
        });
  }

  private static void checkSetting(Checks checks, String name, @Nullable String value) {
    String path = "settings." + name;
    if (name.matches(SECRET)) {
      checks.fault(
          path,
          null,
          "is a secret, but settings are written to a readable ConfigMap; remove it, and use an"
              + " IAM role: aws.tieredStorage or kafka.tieredStorage.roleArn");
    } else if (name.startsWith(PREFIX)) {
      checks.fault(
          path, value, "has the prefix " + PREFIX + ", which the stack adds; remove the prefix");
    } else if (!name.matches("[a-zA-Z][a-zA-Z0-9]*([._-][a-zA-Z0-9]+)*")) {
      checks.fault(path, value, "is not the name of a setting, such as storage.s3.bucket.name");
    } else if (value == null || !ManagedSettings.isOneLine(value)) {
      checks.fault(path, value, "must be one line without leading or trailing whitespace");
    }
  }

  /** Whether the plugin is that of Aiven. */
  boolean isAiven() {
    return AIVEN.equals(className);
  }

  /** The settings of the plugin, with those that follow from the bucket of the stack. */
  public Map<String, String> allSettings(@Nullable AwsConfig aws, ProjectConfig project) {
    var all = new TreeMap<>(settings);
    if (isAiven() && aws != null && aws.tieredStorage() != null) {
      all.put(AIVEN_BACKEND, AIVEN_S3);
      all.put(AIVEN_BUCKET, aws.tieredStorage().bucketName(aws, project));
      all.put(AIVEN_REGION, aws.region());
    }
    return all;
  }

  /** The region of the bucket; null when it is not known. */
  public @Nullable String region(@Nullable AwsConfig aws) {
    return aws == null ? settings.get(AIVEN_REGION) : aws.region();
  }

  /** Where the plugin keeps the segments, as text: what it has copied is only found there. */
  public String location(@Nullable AwsConfig aws, ProjectConfig project) {
    var parts = new TreeMap<String, String>();
    allSettings(aws, project)
        .forEach(
            (name, value) -> {
              if (LOCATION.stream().anyMatch(end -> name.equals(end) || name.endsWith("." + end))) {
                parts.put(name, value);
              }
            });
    return className + " " + parts;
  }
}
